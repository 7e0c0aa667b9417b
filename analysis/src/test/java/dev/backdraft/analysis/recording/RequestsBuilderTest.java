package dev.backdraft.analysis.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RequestsBuilderTest {
  private static RequestEntry entry(long time, String target, byte[] body) {
    return new RequestEntry(
        time,
        1,
        "POST",
        "http",
        "h",
        target,
        "1.1",
        "",
        RequestHeaders.of("a", "b"),
        body,
        RequestFault.NONE,
        RequestResponse.NOT_KNOWN);
  }

  @Test
  void sortsAndFetchesFromTheDiskWhatTheMemoryMayNotHold() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    RequestsBuilder builder = new RequestsBuilder(4_000);
    for (int i = 0; i < 1_000; i++) {
      long time = random.nextInt(500);
      byte[] body = new byte[i == 500 ? 10_000 : random.nextInt(100)];
      body = body.length == 0 ? new byte[1] : body;
      body[0] = (byte) time;
      builder.add(entry(time, "/" + time + "/" + i, body), false);
    }
    try (Requests requests = builder.build(0)) {
      assertThat(requests.size()).isEqualTo(1_000);
      for (int i = 0; i < requests.size(); i++) {
        RequestEntry read = requests.entry(i);
        String[] parts = read.target().split("/");
        assertThat(parts[1]).isEqualTo(String.valueOf(read.timeNanos()));
        assertThat(read.body()[0]).isEqualTo((byte) read.timeNanos());
        if (i > 0 && requests.timeNanos(i) == requests.timeNanos(i - 1)) {
          String before = requests.target(i - 1).split("/")[2];
          assertThat(Integer.parseInt(parts[2])).isGreaterThan(Integer.parseInt(before));
        } else if (i > 0) {
          assertThat(requests.timeNanos(i)).isGreaterThan(requests.timeNanos(i - 1));
        }
      }
    }
  }

  @Test
  void countsWhatCannotBeReplayedByReason() throws Exception {
    RequestsBuilder builder = new RequestsBuilder();
    builder.add(entry(1, "/a", new byte[0]), false);
    int row = builder.add(entry(2, "/b", new byte[0]), false);
    builder.fault(row, RequestFault.NESTED);
    builder.fault(row, RequestFault.OTHER_SERVICE);
    try (Requests requests = builder.build(0)) {
      assertThat(requests.coverage().message())
          .isEqualTo(
              "1 of 2 requests can be replayed (50.0 % of recorded time); 1: a span inside another"
                  + " request of the same service");
    }
  }
}
