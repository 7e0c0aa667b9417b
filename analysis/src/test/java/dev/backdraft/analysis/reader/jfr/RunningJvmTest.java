package dev.backdraft.analysis.reader.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.WeightUnit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What this very JVM records while it runs. */
@Timeout(120)
final class RunningJvmTest {
  private static final int MARKS = 500;

  /** Longer than any machine needs for what a test waits for. */
  private static final int PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  @Name("test.Mark")
  static final class Mark extends Event {
    int number;
  }

  private static void mark(int count) {
    for (int i = 0; i < count; i++) {
      Mark mark = new Mark();
      mark.number = i;
      mark.commit();
    }
  }

  @Test
  void dozensOfChunksAreReadLikeOneByOne() throws Exception {
    Path file = folder.resolve("dozens.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.enable("test.Mark");
      recording.start();
      for (int i = 0; i < 24; i++) {
        try (jdk.jfr.Recording other = new jdk.jfr.Recording()) {
          other.start(); // begins a chunk, and its end another one
          mark(10);
        }
      }
      recording.stop();
      recording.dump(file);
    }
    List<Path> chunks = chunks(file);
    assertThat(chunks).hasSizeGreaterThan(24);
    for (Path chunk : chunks) {
      ConsumerTest.assertSame(chunk);
    }
    try (Recording whole = EvidenceReader.open(List.of(file), Progress.NONE);
        Recording parts = EvidenceReader.open(chunks, Progress.NONE)) {
      assertThat(whole.events("test.Mark").rows()).isEqualTo(240);
      assertThat(whole.problems()).isEmpty();
      assertThat(ConsumerRows.ours(parts)).isEqualTo(ConsumerRows.ours(whole));
    }
  }

  private List<Path> chunks(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    List<Path> chunks = new ArrayList<>();
    for (int at = 0; at < all.length; ) {
      int size = (int) ByteBuffer.wrap(all).getLong(at + 8);
      Path chunk = folder.resolve("chunk-" + chunks.size() + ".jfr");
      chunks.add(Files.write(chunk, Arrays.copyOfRange(all, at, at + size)));
      at += size;
    }
    return chunks;
  }

  @Test
  void aChunkThatTheJvmIsStillWritingIsReadAsFarAsItGoes() throws Exception {
    byte[] copied;
    try (RecordingStream stream = new RecordingStream()) {
      Semaphore flushes = new Semaphore(0);
      stream.enable("test.Mark");
      stream.onFlush(flushes::release);
      stream.startAsync();
      mark(MARKS);
      // The first flush may have begun before the last event.
      assertThat(flushes.tryAcquire(2, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      copied = Files.readAllBytes(newestChunk());
    }
    assertThat(copied[64]).as("the state of a chunk that is not finished").isNotZero();
    Path file = Files.write(folder.resolve("copied.jfr"), copied);
    try (Recording recording = EvidenceReader.open(List.of(file), Progress.NONE)) {
      assertThat(recording.events("test.Mark").rows()).isEqualTo(MARKS);
      assertThat(recording.endNanos()).isGreaterThan(recording.startNanos());
      assertThat(recording.problems())
          .extracting(Problem::kind)
          .containsOnly(Problem.Kind.UNFINISHED_CHUNK);
    }
  }

  private static Path newestChunk() throws IOException {
    String repository = System.getProperty("jdk.jfr.repository", "");
    assumeTrue(!repository.isEmpty(), "this JVM does not say where it writes its chunks");
    try (Stream<Path> files = Files.list(Path.of(repository))) {
      return files
          .filter(file -> file.toString().endsWith(".jfr"))
          .max(Path::compareTo)
          .orElseThrow();
    }
  }

  @Test
  void cpuTimeOfVirtualThreadsIsSampled() throws Exception {
    boolean known =
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .anyMatch(type -> type.getName().equals("jdk.CPUTimeSample"));
    assumeTrue(known, "this JVM does not sample CPU time");
    Path file = folder.resolve("cpu.jfr");
    boolean sampled = recordVirtualThreads(file);
    assumeTrue(sampled, "this system gave no samples of CPU time");
    for (Path chunk : chunks(file)) {
      ConsumerTest.assertSame(chunk);
    }
    try (Recording recording = EvidenceReader.open(List.of(file), Progress.NONE)) {
      Samples cpu = recording.samples(SampleKind.CPU);
      assertThat(cpu.eventTypes()).containsExactly("jdk.CPUTimeSample");
      assertThat(cpu.unit()).isEqualTo(WeightUnit.NANOSECONDS);
      int virtual = 0;
      for (int row = 0; row < cpu.size(); row++) {
        assertThat(cpu.weight().get(row)).isPositive();
        int thread = cpu.thread()[row];
        virtual += thread >= 0 && recording.threads().virtual(thread) ? 1 : 0;
      }
      assertThat(virtual).isPositive();
    }
  }

  /** False if no sample of a virtual thread came, however long they ran. */
  private static boolean recordVirtualThreads(Path file) throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable("jdk.CPUTimeSample").with("throttle", "1ms");
      stream.onEvent(
          "jdk.CPUTimeSample",
          event -> {
            RecordedThread thread = event.getThread("eventThread");
            if (thread != null && thread.isVirtual()) {
              seen.countDown();
            }
          });
      stream.startAsync();
      AtomicLong sink = new AtomicLong();
      Thread busy =
          Thread.ofVirtual()
              .name("busy")
              .start(() -> {
                while (seen.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
                  sink.addAndGet(Long.bitCount(sink.get()) + 1);
                }
              });
      boolean sampled = seen.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      busy.interrupt();
      busy.join();
      stream.dump(file);
      return sampled;
    }
  }
}
