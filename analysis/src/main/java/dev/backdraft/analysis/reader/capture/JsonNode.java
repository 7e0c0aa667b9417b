package dev.backdraft.analysis.reader.capture;

import java.util.List;
import java.util.Map;

/** A small JSON value in memory. What is not there is {@link #MISSING}, never null. */
public final class JsonNode {
  /** The sorts of value. */
  public enum Kind {
    OBJECT,
    ARRAY,
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL,
    MISSING
  }

  public static final JsonNode MISSING = scalar(Kind.MISSING, "");
  static final JsonNode NULL = scalar(Kind.NULL, "null");
  static final JsonNode TRUE = scalar(Kind.BOOLEAN, "true");
  static final JsonNode FALSE = scalar(Kind.BOOLEAN, "false");

  /** Stands for what was left out of a tree that grew past the limit. */
  static final JsonNode CUT = new JsonNode(Kind.TEXT, "", Map.of(), List.of(), true);

  private final Kind kind;
  private final String text;
  private final Map<String, JsonNode> members;
  private final List<JsonNode> items;
  private final boolean cut;

  private JsonNode(
      Kind kind, String text, Map<String, JsonNode> members, List<JsonNode> items, boolean cut) {
    this.kind = kind;
    this.text = text;
    this.members = members;
    this.items = items;
    this.cut = cut;
  }

  private static JsonNode scalar(Kind kind, String text) {
    return new JsonNode(kind, text, Map.of(), List.of(), false);
  }

  static JsonNode text(String text) {
    return scalar(Kind.TEXT, text);
  }

  static JsonNode cut(String text) {
    return new JsonNode(Kind.TEXT, text, Map.of(), List.of(), true);
  }

  static JsonNode number(String text) {
    return scalar(Kind.NUMBER, text);
  }

  static JsonNode object(Map<String, JsonNode> members) {
    return new JsonNode(Kind.OBJECT, "", members, List.of(), false);
  }

  static JsonNode array(List<JsonNode> items) {
    return new JsonNode(Kind.ARRAY, "", Map.of(), items, false);
  }

  public Kind kind() {
    return kind;
  }

  public boolean is(Kind wanted) {
    return kind == wanted;
  }

  /** The text was longer than the reader's limit. */
  public boolean isCut() {
    return cut;
  }

  /** A member, or MISSING: also when this is no object. */
  public JsonNode get(String name) {
    return members.getOrDefault(name, MISSING);
  }

  public JsonNode at(String... path) {
    JsonNode node = this;
    for (String name : path) {
      node = node.get(name);
    }
    return node;
  }

  public Map<String, JsonNode> members() {
    return members;
  }

  public List<JsonNode> items() {
    return items;
  }

  public boolean isThere() {
    return kind != Kind.MISSING && kind != Kind.NULL;
  }

  /** The text, the number as written, true or false; empty for all else. */
  public String asText() {
    return kind == Kind.NULL ? "" : text;
  }

  /** A number, also one in quotes, or the fallback. */
  public double asDouble(double fallback) {
    if (kind != Kind.NUMBER && kind != Kind.TEXT) {
      return fallback;
    }
    return Numbers.toDouble(text, fallback);
  }

  /** A whole number, also one in quotes, or the fallback. */
  public long asLong(long fallback) {
    if (kind != Kind.NUMBER && kind != Kind.TEXT) {
      return fallback;
    }
    return Numbers.toLong(text, fallback);
  }
}
