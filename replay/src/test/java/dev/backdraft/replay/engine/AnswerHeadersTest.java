package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.outcome.Outcome;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The headers of answers that are kept to be compared, over real sockets. */
@Timeout(60)
class AnswerHeadersTest {
  private static final long SECOND = EngineJobs.SECOND;
  private static final List<String> CHOSEN = List.of("content-type", "location", "set-cookie");

  private static EngineJob job(EngineSettings settings, String... paths) {
    return EngineJobs.once(
        settings.withTimeouts(5 * SECOND, 5 * SECOND, 5 * SECOND), 20, EngineJobs.gets(paths));
  }

  /** Of the answer to a request, in whichever order they came. */
  private static @Nullable List<String> headers(EngineResults results, int request) {
    return results.headers(EngineJobs.row(results, request));
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
      EngineResults results = EngineJobs.run(job(to(server.port()).withHttp2(), "/headers", "/ok"));
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
      assertThat(EngineJobs.run(job(plain.keepingBodies(10, 100), "/headers")).headers(0)).isNull();
      EngineResults results = EngineJobs.run(job(to(server.port()), "/long-header", "/json"));
      assertThat(headers(results, 0)).isNull();
      assertThat(headers(results, 1)).containsExactly("content-type", "application/json");
      EngineSettings headersOnly = plain.keeping(new AnswerKeeping(0, 0, CHOSEN));
      assertThat(EngineJobs.run(job(headersOnly, "/json")).headers(0)).hasSize(2);
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
