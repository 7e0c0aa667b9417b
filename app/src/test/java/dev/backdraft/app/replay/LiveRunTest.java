package dev.backdraft.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.run.ReplayListener.Stage;
import org.junit.jupiter.api.Test;

class LiveRunTest {
  private static EngineProgress progress(long halfSeconds, long ended, long p50, long p99) {
    return new EngineProgress(halfSeconds * 500_000_000L, ended, 3, 0, 1_000_000, p50, p99);
  }

  @Test
  void rateAndLatencyFollowTheRunningBlock() {
    LiveRun live = new LiveRun();
    live.stage(Stage.MEASURING);
    live.progress(progress(1, 500, 800_000, 4_000_000));
    live.progress(progress(2, 900, 900_000, 5_000_000));
    assertThat(live.rate().last()).isEqualTo(800);
    assertThat(live.p50Nanos().last()).isEqualTo(900_000);
    assertThat(live.p99Nanos().last()).isEqualTo(5_000_000);
    assertThat(live.lagMillis().last()).isEqualTo(1);
  }

  /** Whatever the blocks are: those of a soak are two, in many parts. */
  @Test
  void howFarItIsGoesByItsTime() {
    long[] now = {0};
    LiveRun live = new LiveRun(() -> now[0]);
    assertThat(live.done()).isZero();
    now[0] = 30_000_000_000L;
    live.remaining(90);
    assertThat(live.done()).isEqualTo(0.25);
    live.remaining(170);
    assertThat(live.done()).as("a second look takes longer").isEqualTo(0.25);
    now[0] = 60_000_000_000L;
    live.remaining(20);
    assertThat(live.done()).isEqualTo(0.75);
  }

  @Test
  void aSecondWithoutAnAnswerIsAGapInTheLatency() {
    LiveRun live = new LiveRun();
    live.progress(progress(1, 500, 800_000, 4_000_000));
    live.progress(progress(2, 500, 0, 0));
    assertThat(live.p99Nanos().last()).isNaN();
    assertThat(live.rate().last()).isZero();
  }
}
