package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.EngineResults;
import dev.backdraft.replay.engine.EngineSettings;
import dev.backdraft.replay.engine.LoadEngine;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Schedule;
import dev.backdraft.replay.pace.Slice;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an endpoint does while nobody stops it is not lost by stopping it. */
final class ShutdownLossTest {
  private static final int REQUESTS = 40;

  @TempDir Path folder;

  /** Every second request asks for a large cart. */
  private Map<String, Long> lost(boolean dropsBefore, boolean dropsWhileStopping) throws Exception {
    StringBuilder lines = new StringBuilder("{\"backdraft\":\"requests\",\"version\":1}\n");
    for (int i = 0; i < REQUESTS; i++) {
      lines
          .append("{\"time\":\"2026-01-01T00:00:00Z\",\"method\":\"GET\",\"target\":\"")
          .append(i % 2 == 0 ? "/large" : "/small")
          .append("\"}\n");
    }
    Path capture = Files.writeString(folder.resolve("capture.jsonl"), lines);
    ReplayPlan plan =
        PlanReader.read(
            """
            captures: capture.jsonl
            before: {command: x}
            after: {command: x}
            check: {symptom: failures}
            """,
            folder);
    try (Requests requests =
        CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
      SecretValues none = SecretValues.of(plan.secrets(), Map.of());
      RenderedRequests rendered = RenderedRequests.of(requests, plan, none, "localhost", true);
      return ShutdownLoss.of(
          rendered, sent(rendered, dropsBefore), sent(rendered, dropsWhileStopping));
    }
  }

  private static EngineResults sent(RenderedRequests rendered, boolean drops) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LoadEngine engine = new LoadEngine(1)) {
      Thread.ofPlatform().daemon().name("large or small").start(() -> serve(server, drops));
      Schedule once =
          new Schedule(
              new Pace.Rate(500),
              new long[REQUESTS],
              Slice.all(REQUESTS),
              false,
              0,
              TimeUnit.SECONDS.toNanos(10));
      EngineSettings settings = EngineSettings.plain("127.0.0.1", server.getLocalPort());
      return engine.run(settings, rendered.forEngine(), once);
    }
  }

  private static void serve(ServerSocket server, boolean drops) {
    while (!server.isClosed()) {
      try (Socket one = server.accept()) {
        byte[] head = new byte[4096];
        int read = one.getInputStream().read(head);
        String line = new String(head, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
        if (!drops || !line.contains("/large")) {
          one.getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                      .getBytes(StandardCharsets.ISO_8859_1));
        }
      } catch (IOException closed) {
        // The next one, or none if the server is closed.
      }
    }
  }

  @Test
  void anEndThatIsUsualIsNoLoss() throws Exception {
    assertThat(lost(true, true)).isEmpty();
  }

  @Test
  void anEndThatComesWithTheStopIs() throws Exception {
    assertThat(lost(false, true))
        .containsOnly(Map.entry(Outcome.CLOSED_BEFORE_RESPONSE.id(), REQUESTS / 2L));
  }

  @Test
  void anEndThatIsGoneIsNot() throws Exception {
    assertThat(lost(true, false)).isEmpty();
  }
}
