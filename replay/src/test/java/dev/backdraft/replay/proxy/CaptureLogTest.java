package dev.backdraft.replay.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.reader.capture.RedactionRules;
import dev.backdraft.analysis.reader.capture.Redactor;
import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import dev.backdraft.analysis.recording.Requests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log says of its file is what a reader finds in it. */
final class CaptureLogTest {
  private static final byte[] BROKEN_GZIP = {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7};

  @TempDir Path folder;

  private static RequestEntry entry(
      String method, String target, RequestFault fault, byte @Nullable [] body) {
    return new RequestEntry(
        1_700_000_000_000_000_000L,
        1_000_000,
        method,
        "http",
        "shop:8080",
        target,
        "1.1",
        "1",
        RequestHeaders.of("Content-Type", "application/json"),
        body,
        fault,
        new RequestResponse(200, RequestHeaders.NONE, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.har", "x.jsonl", "x.gor"})
  void countsWhatItsFileHolds(String name) throws Exception {
    byte[] json = "{\"a\":\"\ufffd\"}".getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve(name);
    try (CaptureLog log = CaptureLog.create(file, Redactor.fresh(RedactionRules.usual()))) {
      log.add(entry("POST", "/whole", RequestFault.NONE, json));
      log.add(entry("POST", "/binary", RequestFault.NONE, new byte[] {0, (byte) 0xff, 1}));
      log.add(entry("OPTIONS", "*", RequestFault.NONE, null));
      log.add(entry("GET", "http://other/absolute?a=b", RequestFault.NONE, null));
      log.add(entry("POST", "/cut", RequestFault.BODY_TRUNCATED, json));
      log.add(entry("POST", "/large", RequestFault.BODY_TOO_LARGE, null));
      log.add(entry("GET", "/socket", RequestFault.UPGRADE, null));
      log.add(entry("POST", "/packed", RequestFault.NONE, BROKEN_GZIP));
      log.add(entry("GET", "no-path", RequestFault.NONE, null));
      assertThat(log.replayable()).isEqualTo(4);
      assertThat(log.bodiesLeftOut()).isEqualTo(1);
      assertThat(log.requests() + log.left()).isEqualTo(9);
      try (Requests read =
          CaptureReader.open(List.of(file), CaptureOptions.usual(1), Progress.NONE)) {
        assertThat(read.coverage().replayable()).isEqualTo(log.replayable());
        assertThat(read.coverage().seen()).isEqualTo(log.requests());
        assertThat(read.target(2)).isEqualTo("*");
        assertThat(read.host(3) + read.target(3)).isEqualTo("other/absolute?a=b");
      }
    }
  }

  @Test
  void keepsTheReasonInAHar() throws Exception {
    Path file = folder.resolve("x.har");
    try (CaptureLog log = CaptureLog.create(file, Redactor.fresh(RedactionRules.usual()))) {
      log.add(entry("POST", "/cut", RequestFault.BODY_TRUNCATED, null));
      log.add(entry("POST", "/packed", RequestFault.NONE, BROKEN_GZIP));
    }
    try (Requests read =
        CaptureReader.open(List.of(file), CaptureOptions.usual(1), Progress.NONE)) {
      assertThat(read.fault(0)).isEqualTo(RequestFault.BODY_TRUNCATED);
      assertThat(read.fault(1)).isEqualTo(RequestFault.BODY_HIDDEN);
    }
  }
}
