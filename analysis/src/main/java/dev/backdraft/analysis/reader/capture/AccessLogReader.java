package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Access logs, common (NCSA) or JSON, also behind what a container runtime puts before a line. */
final class AccessLogReader {
  private static final int MAX_LINE = 1 << 20;

  private final CaptureSink sink;
  private final JsonLogLine json = new JsonLogLine();
  private final CommonLogLine common = new CommonLogLine();
  private final GuessedDurations guessed = new GuessedDurations();
  private long unread;
  private long firstUnread = -1;
  private long unreadBytes;
  private String example = "";

  AccessLogReader(CaptureSink sink) {
    this.sink = sink;
  }

  /** Names of members seen while sniffing: a method and a path make a request. */
  static final class Names {
    private final Set<String> seen = new HashSet<>();

    void see(String lower) {
      if (seen.size() < 1000) {
        seen.add(lower);
      }
    }

    boolean enough() {
      return JsonLogLine.isRequest(seen);
    }
  }

  /** True if the line, or the JSON at its end, speaks of a request. */
  static boolean isRequest(String line) {
    int brace = line.indexOf('{');
    if (brace >= 0) {
      byte[] bytes = line.substring(brace).strip().getBytes(StandardCharsets.UTF_8);
      try {
        return new JsonLogLine().isRequest(JsonReader.parse(bytes, 0, bytes.length));
      } catch (JsonSyntaxException notJson) {
        return new CommonLogLine().parse(line) != null;
      }
    }
    return new CommonLogLine().parse(line) != null;
  }

  void read(CaptureInput in) throws IOException {
    if (oneValueOverLines(in.prefix())) {
      values(in);
    } else {
      lines(in);
    }
    if (unread > 0) {
      sink.problem(
          Problem.Kind.FOREIGN_BYTES,
          firstUnread,
          unreadBytes,
          "a line of an access log",
          unread + (unread == 1 ? " other line, " : " other lines, first ") + example);
    }
    guessed.finish(sink);
    sink.note("an access log holds no bodies: only requests that need none can be replayed");
    if (common.finishTimes() || json.finishTimes()) {
      sink.note("logged times are those of the end; the duration was subtracted");
    }
  }

  /** An array, or objects laid out over several lines. */
  private static boolean oneValueOverLines(byte[] prefix) {
    String text = new String(prefix, StandardCharsets.ISO_8859_1).strip();
    if (text.startsWith("[")) {
      return text.substring(1).stripLeading().startsWith("{");
    }
    int lineEnd = text.indexOf('\n');
    return text.startsWith("{") && lineEnd > 0 && !text.substring(0, lineEnd).strip().endsWith("}");
  }

  private void values(InputStream in) throws IOException {
    JsonReader reader = new JsonReader(in);
    while (true) {
      long offset = reader.offset();
      try {
        JsonToken token = reader.next();
        if (token == JsonToken.END) {
          return;
        }
        if (token == JsonToken.OBJECT_START) {
          JsonNode value = reader.value(token, name -> true);
          CaptureDraft draft = json.parse(value);
          if (draft == null) {
            skipped(offset, reader.offset() - offset, "no request");
          } else {
            add(draft);
          }
        }
      } catch (JsonSyntaxException broken) {
        sink.problem(
            Problem.Kind.BROKEN_EVENT, broken.offset(), -1, broken.expected(), broken.found());
        reader.nextLine();
      }
    }
  }

  private void lines(InputStream in) throws IOException {
    RecordScanner scanner = new RecordScanner(in, new byte[] {'\n'}, MAX_LINE);
    for (byte[] line = scanner.next(); line != null; line = scanner.next()) {
      if (line.length == 0 || (line.length == 1 && line[0] == '\r')) {
        continue;
      }
      CaptureDraft draft = scanner.tooLong() ? null : line(line);
      if (draft == null) {
        int shown = Math.min(60, line.length);
        skipped(
            scanner.offset(),
            line.length + scanner.skipped(),
            "\"" + printable(new String(line, 0, shown, StandardCharsets.ISO_8859_1)) + "\"");
      } else {
        add(draft);
      }
    }
  }

  private void add(CaptureDraft draft) throws IOException {
    int row = sink.add(draft);
    if (draft.unclear != null) {
      guessed.add(row, draft.timeNanos, draft.unclear);
    }
  }

  private @Nullable CaptureDraft line(byte[] line) {
    int brace = 0;
    while (brace < line.length && line[brace] != '{') {
      brace++;
    }
    if (brace < line.length) {
      try {
        JsonNode value = JsonReader.parse(line, brace, line.length - brace);
        JsonNode wrapped = value.get("log");
        if (wrapped.is(JsonNode.Kind.TEXT)) {
          return line(wrapped.asText().strip().getBytes(StandardCharsets.UTF_8));
        }
        return json.parse(value);
      } catch (JsonSyntaxException notJson) {
        return common.parse(new String(line, StandardCharsets.UTF_8));
      }
    }
    return common.parse(new String(line, StandardCharsets.UTF_8));
  }

  private void skipped(long offset, long bytes, String what) {
    if (unread++ == 0) {
      firstUnread = offset;
      example = what;
    }
    unreadBytes += bytes;
  }

  private static String printable(String text) {
    return text.strip().replaceAll("[^ -~]", "?");
  }
}
