package dev.backdraft.analysis.reader.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleFilter;
import dev.backdraft.analysis.recording.SampleKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Work that nobody waits for any more ends, and can be done again. */
@Timeout(60)
final class WorkersTest {
  @TempDir private Path folder;

  @AfterEach
  void forgetTheInterruption() {
    Thread.interrupted();
  }

  @Test
  void noFurtherTaskIsBegunOnceTheCallerIsInterrupted() {
    Thread caller = Thread.currentThread();
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    Workers.Task task =
        number -> {
          begun.incrementAndGet();
          caller.interrupt();
          await(stopped);
        };

    assertThatThrownBy(() -> new Workers(1).run(1_000, task, stopped::countDown))
        .isInstanceOf(CancellationException.class);

    assertThat(begun).hasValue(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void noFurtherTaskIsBegunOnceOneFailed() {
    AtomicInteger begun = new AtomicInteger();
    Workers.Task task =
        number -> {
          begun.incrementAndGet();
          throw new IllegalArgumentException("number " + number);
        };

    assertThatThrownBy(() -> new Workers(1).run(1_000, task, () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number 0");

    assertThat(begun).hasValue(1);
  }

  @Test
  void anInterruptedDecodingLosesNothing() throws Exception {
    Path file = folder.resolve("recording.jfr");
    BenchRecordings.write("samples", 3 << 20, file, 5);
    try (Recording recording = EvidenceReader.open(List.of(file), Progress.NONE)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> recording.samples(SampleKind.CPU))
          .isInstanceOf(CancellationException.class);
      assertThatThrownBy(() ->
              recording.sums(SampleKind.CPU, new SampleFilter(0, Long.MAX_VALUE, null, false)))
          .isInstanceOf(CancellationException.class);
      assertThatThrownBy(() -> recording.events("jdk.ExecutionSample"))
          .isInstanceOf(CancellationException.class);
      assertThat(Thread.interrupted()).isTrue();

      int samples = recording.samples(SampleKind.CPU).size();
      assertThat(samples).isGreaterThan(10_000);
      assertThat(recording.events("jdk.ExecutionSample").rows()).isEqualTo(samples);
      assertThat(recording.problems()).isEmpty();
    }
  }

  private static void await(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
