package dev.backdraft.replay.run;

import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.analysis.reader.capture.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks a file against the published schema: the few words of JSON Schema that it uses. */
final class ResultSchema {
  private final JsonNode root;
  private final List<String> complaints = new ArrayList<>();

  private ResultSchema(JsonNode root) {
    this.root = root;
  }

  static List<String> complaints(Path file) throws Exception {
    JsonNode schema;
    try (InputStream in = ResultFile.class.getResourceAsStream("result.schema.json")) {
      if (in == null) {
        throw new IOException("the schema is not there");
      }
      byte[] bytes = in.readAllBytes();
      schema = JsonReader.parse(bytes, 0, bytes.length);
    }
    byte[] bytes = Files.readAllBytes(file);
    ResultSchema check = new ResultSchema(schema);
    check.check("$", JsonReader.parse(bytes, 0, bytes.length), schema);
    return check.complaints;
  }

  private void check(String path, JsonNode value, JsonNode given) {
    JsonNode schema = given;
    if (schema.get("$ref").isThere()) {
      schema = root.at("$defs", schema.get("$ref").asText().substring("#/$defs/".length()));
    }
    if (schema.get("const").isThere() && !schema.get("const").asText().equals(value.asText())) {
      complaints.add(path + " is not " + schema.get("const").asText());
    }
    List<JsonNode> choices = schema.get("enum").items();
    if (!choices.isEmpty()
        && choices.stream().noneMatch(one -> one.asText().equals(value.asText()))) {
      complaints.add(path + " is none of its values: " + value.asText());
    }
    type(path, value, schema.get("type"));
    for (JsonNode name : schema.get("required").items()) {
      if (value.get(name.asText()).is(JsonNode.Kind.MISSING)) {
        complaints.add(path + " lacks " + name.asText());
      }
    }
    JsonNode others = schema.get("additionalProperties");
    for (Map.Entry<String, JsonNode> member : value.members().entrySet()) {
      JsonNode known = schema.at("properties", member.getKey());
      String inner = path + "." + member.getKey();
      if (known.isThere()) {
        check(inner, member.getValue(), known);
      } else if (others.is(JsonNode.Kind.BOOLEAN)) {
        complaints.add(inner + " is not in the schema");
      } else if (others.isThere()) {
        check(inner, member.getValue(), others);
      }
    }
    for (JsonNode item : value.items()) {
      check(path + "[]", item, schema.get("items"));
    }
  }

  private void type(String path, JsonNode value, JsonNode type) {
    List<String> names =
        type.is(JsonNode.Kind.ARRAY)
            ? type.items().stream().map(JsonNode::asText).toList()
            : type.isThere() ? List.of(type.asText()) : List.of();
    String found =
        switch (value.kind()) {
          case OBJECT -> "object";
          case ARRAY -> "array";
          case TEXT -> "string";
          case NUMBER -> value.asText().matches("-?\\d+") ? "integer" : "number";
          case BOOLEAN -> "boolean";
          case NULL, MISSING -> "null";
        };
    boolean fits =
        names.isEmpty()
            || names.contains(found)
            || (found.equals("integer") && names.contains("number"));
    if (!fits) {
      complaints.add(path + " is " + found + ", not one of " + names);
    }
  }
}
