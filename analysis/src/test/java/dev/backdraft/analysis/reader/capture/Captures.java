package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.Requests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Captures out of text in the tests, and as text again. */
final class Captures {
  static final byte[] KEY = "a key for tests".getBytes(StandardCharsets.UTF_8);

  private Captures() {}

  static CaptureOptions options() {
    return new CaptureOptions(
        new Redactor(RedactionRules.usual(), KEY), 7, "", CaptureOptions.USUAL_BODY_BYTES);
  }

  static Requests read(Path folder, String text) throws IOException, EvidenceException {
    return read(folder, text.getBytes(StandardCharsets.UTF_8));
  }

  static Requests read(Path folder, byte[] bytes) throws IOException, EvidenceException {
    Path file = Files.write(Files.createTempFile(folder, "capture", ".bin"), bytes);
    return CaptureReader.open(List.of(file), options(), Progress.NONE);
  }

  /** One line a request; then its headers and body, indented. */
  static String dump(Requests requests) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < requests.size(); i++) {
      RequestEntry entry = requests.entry(i);
      text.append(Instant.ofEpochSecond(0, entry.timeNanos()));
      text.append(' ').append(millis(entry.durationNanos())).append(' ').append(entry.method());
      text.append(' ').append(entry.host()).append(' ').append(entry.target());
      text.append(" -> ").append(entry.response().status());
      if (entry.fault() != RequestFault.NONE) {
        text.append(" [").append(entry.fault().id()).append(']');
      }
      text.append('\n');
      for (int h = 0; h < entry.headers().size(); h++) {
        text.append("  ").append(entry.headers().name(h)).append(": ");
        text.append(entry.headers().value(h)).append('\n');
      }
      byte[] body = entry.body();
      if (body != null) {
        text.append("  | ").append(new String(body, StandardCharsets.ISO_8859_1)).append('\n');
      }
      byte[] answer = entry.response().body();
      if (answer != null) {
        text.append("  < ").append(new String(answer, StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
    return text.toString();
  }

  private static String millis(long nanos) {
    return nanos < 0 ? "-" : String.format(Locale.ROOT, "%.3fms", nanos / 1e6);
  }
}
