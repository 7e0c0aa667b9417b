package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Backdraft's own JSON Lines: a first line that names the format, then one request a line. */
final class BackdraftLinesReader {
  private static final int VERSION = 1;

  private final CaptureSink sink;

  /** False behind a first line of a version whose lines may mean something else. */
  private boolean known = true;

  BackdraftLinesReader(CaptureSink sink) {
    this.sink = sink;
  }

  void read(InputStream in) throws IOException {
    JsonReader json = new JsonReader(in);
    while (true) {
      long offset = json.offset();
      try {
        JsonToken first = json.next();
        if (first == JsonToken.END) {
          return;
        }
        JsonNode line = json.value(first, name -> true);
        if (line.get("backdraft").isThere()) {
          version(line.get("version"), offset);
        } else if (known) {
          request(line, offset);
        }
      } catch (JsonSyntaxException broken) {
        json.nextLine();
        sink.problem(
            Problem.Kind.BROKEN_EVENT,
            offset,
            json.offset() - offset,
            broken.expected(),
            broken.found());
      }
    }
  }

  private void version(JsonNode version, long offset) {
    known = !version.isThere() || version.asLong(0) == VERSION;
    if (!known) {
      sink.problem(
          Problem.Kind.BROKEN_METADATA,
          offset,
          -1,
          "version " + VERSION + " of Backdraft's requests",
          "version "
              + version.asText()
              + ", whose requests are left out; a newer Backdraft reads it");
    }
  }

  private void request(JsonNode line, long offset) throws IOException {
    CaptureDraft draft = new CaptureDraft();
    draft.timeNanos = Times.iso(line.get("time").asText());
    draft.method = line.get("method").asText();
    draft.fault = RequestFault.of(line.get("fault").asText());
    // What was no HTTP has no method, and says so.
    boolean method = !draft.method.isEmpty() || draft.fault != RequestFault.NONE;
    if (draft.timeNanos == Times.NONE || !method) {
      sink.problem(Problem.Kind.BROKEN_EVENT, offset, -1, "time and method", "neither or one");
      return;
    }
    JsonNode response = line.get("response");
    String foreign = foreign(line, response);
    if (!foreign.isEmpty()) {
      String found = "a line whose " + foreign + " is something else; the request is left out";
      sink.problem(Problem.Kind.BROKEN_EVENT, offset, -1, "Backdraft's requests", found);
      return;
    }
    draft.offset = offset;
    draft.durationNanos = line.get("durationNanos").asLong(-1);
    draft.scheme = line.get("scheme").asText();
    draft.host = line.get("host").asText();
    draft.target = line.get("target").asText();
    draft.version = line.get("version").asText();
    draft.session = line.get("session").asText();
    draft.headers = headers(line.get("headers"));
    draft.body = body(line);
    if (response.isThere()) {
      draft.response =
          new RequestResponse(
              (int) response.get("status").asLong(RequestResponse.UNKNOWN),
              headers(response.get("headers")),
              body(response));
    }
    boolean binary = line.get("bodyBase64").is(JsonNode.Kind.TEXT);
    if (binary && draft.body == null && draft.fault == RequestFault.NONE) {
      draft.fault = RequestFault.BODY_LOST;
    }
    if (isCut(line.get("body")) || line.get("bodyBase64").isCut()) {
      draft.fault = RequestFault.BODY_TOO_LARGE;
    }
    sink.add(draft);
  }

  /**
   * The member that holds what this version does not write and cannot take for anything it does.
   */
  private static String foreign(JsonNode line, JsonNode response) {
    String fault = line.get("fault").asText();
    boolean newer = !fault.isEmpty() && RequestFault.of(fault) == RequestFault.NONE;
    if (newer && !fault.equals(RequestFault.NONE.id())) {
      return "fault";
    }
    if (response.isThere() && !response.is(JsonNode.Kind.OBJECT)) {
      return "response";
    }
    for (JsonNode message : List.of(line, response)) {
      JsonNode binary = message.get("bodyBase64");
      if (binary.isThere() && !binary.is(JsonNode.Kind.TEXT)) {
        return "bodyBase64";
      }
      if (!areHeaders(message.get("headers"))) {
        return "headers";
      }
    }
    return "";
  }

  private static boolean areHeaders(JsonNode headers) {
    return switch (headers.kind()) {
      case MISSING, NULL -> true;
      case OBJECT ->
          headers.members().values().stream()
              .allMatch(value ->
                  isText(value)
                      || (value.is(JsonNode.Kind.ARRAY)
                          && value.items().stream().allMatch(v -> isText(v))));
      case ARRAY ->
          headers.items().stream()
              .allMatch(pair ->
                  isText(pair.get("name"))
                      || (pair.items().size() == 2
                          && pair.items().stream().allMatch(v -> isText(v))));
      case TEXT, NUMBER, BOOLEAN -> false;
    };
  }

  private static boolean isText(JsonNode node) {
    return node.isThere() && !node.is(JsonNode.Kind.OBJECT) && !node.is(JsonNode.Kind.ARRAY);
  }

  /** Pairs, as they are written here; a map and HAR's objects, as other tools write them. */
  private static RequestHeaders headers(JsonNode headers) {
    List<String> flat = new ArrayList<>();
    for (JsonNode pair : headers.items()) {
      boolean named = pair.is(JsonNode.Kind.OBJECT);
      flat.add((named ? pair.get("name") : pair.items().get(0)).asText());
      flat.add((named ? pair.get("value") : pair.items().get(1)).asText());
    }
    headers
        .members()
        .forEach((name, value) -> {
          for (JsonNode one : isText(value) ? List.of(value) : value.items()) {
            flat.add(name);
            flat.add(one.asText());
          }
        });
    return flat.isEmpty() ? RequestHeaders.NONE : new RequestHeaders(flat);
  }

  private static byte @Nullable [] body(JsonNode node) {
    JsonNode body = node.get("body");
    if (body.is(JsonNode.Kind.TEXT)) {
      return body.asText().getBytes(StandardCharsets.UTF_8);
    }
    if (body.isThere()) {
      return new JsonText().value(body).bytes();
    }
    if (node.get("bodyBase64").is(JsonNode.Kind.TEXT)) {
      return Base64Body.decoded(node.get("bodyBase64").asText());
    }
    return null;
  }

  private static boolean isCut(JsonNode body) {
    return body.isCut()
        || body.members().values().stream().anyMatch(BackdraftLinesReader::isCut)
        || body.items().stream().anyMatch(BackdraftLinesReader::isCut);
  }
}
