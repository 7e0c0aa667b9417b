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
    if (draft.timeNanos == Times.NONE || draft.method.isEmpty()) {
      sink.problem(Problem.Kind.BROKEN_EVENT, offset, -1, "time and method", "neither or one");
      return;
    }
    draft.durationNanos = line.get("durationNanos").asLong(-1);
    draft.scheme = line.get("scheme").asText();
    draft.host = line.get("host").asText();
    draft.target = line.get("target").asText();
    draft.version = line.get("version").asText();
    draft.session = line.get("session").asText();
    draft.headers = headers(line.get("headers"));
    draft.body = body(line);
    draft.fault = RequestFault.of(line.get("fault").asText());
    JsonNode response = line.get("response");
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
    if (line.get("body").isCut() || line.get("bodyBase64").isCut()) {
      draft.fault = RequestFault.BODY_TOO_LARGE;
    }
    sink.add(draft);
  }

  private static RequestHeaders headers(JsonNode pairs) {
    List<String> flat = new ArrayList<>();
    for (JsonNode pair : pairs.items()) {
      if (pair.items().size() == 2) {
        flat.add(pair.items().get(0).asText());
        flat.add(pair.items().get(1).asText());
      }
    }
    return flat.isEmpty() ? RequestHeaders.NONE : new RequestHeaders(flat);
  }

  private static byte @Nullable [] body(JsonNode node) {
    if (node.get("body").is(JsonNode.Kind.TEXT)) {
      return node.get("body").asText().getBytes(StandardCharsets.UTF_8);
    }
    if (node.get("bodyBase64").is(JsonNode.Kind.TEXT)) {
      return Base64Body.decoded(node.get("bodyBase64").asText());
    }
    return null;
  }
}
