package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The headers of answers that are kept to be compared, over real sockets. */
@Timeout(60)
class AnswerHeadersTest {
  private static final long SECOND = 1_000_000_000L;
  private static final List<String> CHOSEN = List.of("content-type", "location", "set-cookie");

  private static EngineJob job(EngineSettings settings, String... paths) {
    int[] sessions = new int[paths.length];
    Arrays.fill(sessions, -1);
    List<byte[]> bytes =
        Arrays.stream(paths)
            .map(path ->
                ("GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1))
            .toList();
    return new EngineJob(
        settings.withTimeouts(5 * SECOND, 5 * SECOND, 5 * SECOND),
        new EngineRequests(bytes, sessions, new boolean[paths.length]),
        new long[paths.length],
        new Pace.Rate(20),
        Slice.all(paths.length),
        false,
        0,
        60 * SECOND);
  }

  private static EngineResults run(EngineJob job) throws Exception {
    try (LoadEngine engine = new LoadEngine(1)) {
      return engine.run(job.settings(), job.requests(), job.schedule());
    }
  }

  /** Of the answer to a request, in whichever order they came. */
  private static @Nullable List<String> headers(EngineResults results, int request) {
    for (int row = 0; row < results.size(); row++) {
      if (results.request(row) == request) {
        return results.headers(row);
      }
    }
    throw new AssertionError("no answer to request " + request);
  }

  private static EngineSettings to(int port) {
    return EngineSettings.plain("127.0.0.1", port).keeping(new AnswerKeeping(100, 1_000, CHOSEN));
  }

  @Test
  void ofTheResponseAndNotOfWhatCameBeforeItInTheirOrder() throws Exception {
    try (FaultyServer server = new FaultyServer();
        EngineProcess process = new EngineProcess()) {
      EngineJob job = job(to(server.port()), "/headers", "/ok", "/headers", "/garbage");
      EngineResults results = process.run(job, progress -> {});
      assertThat(headers(results, 0))
          .containsExactly(
              "content-type",
              "text/plain;a=1",
              "location",
              "/b c",
              "set-cookie",
              "a=1",
              "set-cookie",
              "b=2; Path=/");
      assertThat(results.counts()).containsEntry(Outcome.STATUS, 3L);
      assertThat(headers(results, 1)).as("none of them").isEmpty();
      assertThat(headers(results, 2)).isSameAs(headers(results, 0));
      assertThat(headers(results, 3)).as("no whole answer").isNull();
    }
  }

  @Test
  void ofStreamsOfHttp2WithoutTheirTrailers() throws Exception {
    try (Http2Server server = new Http2Server(null, 100)) {
      EngineResults results = run(job(to(server.port()).withHttp2(), "/headers", "/ok"));
      assertThat(headers(results, 0))
          .containsExactly(
              "content-type",
              "text/plain",
              "set-cookie",
              "a=1",
              "location",
              "/b",
              "set-cookie",
              "b=2");
      assertThat(headers(results, 1)).isEmpty();
    }
  }

  @Test
  void areNotKeptUnlessTheyAreAskedForOrIfTheyAreLong() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      EngineSettings plain = EngineSettings.plain("127.0.0.1", server.port());
      assertThat(run(job(plain.keepingBodies(10, 100), "/headers")).headers(0)).isNull();
      EngineResults results = run(job(to(server.port()), "/long-header", "/json"));
      assertThat(headers(results, 0)).isNull();
      assertThat(headers(results, 1)).containsExactly("content-type", "application/json");
      EngineSettings headersOnly = plain.keeping(new AnswerKeeping(0, 0, CHOSEN));
      assertThat(run(job(headersOnly, "/json")).headers(0)).hasSize(2);
    }
  }

  @Test
  void takeMemoryForDistinctOnesOnlyAndWithinABound() {
    KeptHeads heads = new KeptHeads();
    byte[] head = new byte[16 << 10];
    Arrays.fill(head, (byte) 'x');
    int last = 0;
    for (int i = 0; i < 2_000; i++) {
      head[0] = (byte) i;
      head[1] = (byte) (i >> 8);
      last = heads.number(head, head.length);
    }
    assertThat(last).isEqualTo(KeptHeads.NONE);
    assertThat(heads.size()).isBetween(900, 1024);
    head[0] = 7;
    head[1] = 0;
    assertThat(heads.number(head, head.length)).as("one that is known").isEqualTo(8);
    KeptHeads others = new KeptHeads();
    assertThat(others.numbers(heads)[8]).isEqualTo(8);
  }
}
