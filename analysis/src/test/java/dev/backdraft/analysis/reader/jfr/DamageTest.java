package dev.backdraft.analysis.reader.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.ReadOptions;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are cut, overwritten, unfinished or hostile. */
final class DamageTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int SAMPLES = 300;

  @TempDir Path folder;

  /** Two stacks, one thread, then samples of them second by second. */
  private static JfrWriter sampled() {
    JfrWriter writer = new JfrWriter().usualTypes();
    writer.metadata();
    names(writer);
    for (int i = 0; i < SAMPLES; i++) {
      writer.event(101, i * SECOND / 10, 1, 1 + i % 2, 1);
    }
    return writer;
  }

  private static void names(JfrWriter writer) {
    int at = writer.beginCheckpoint(6);
    writer.pool(22, 2);
    writer.number(1);
    writer.text("com/shop/Cart");
    writer.number(2);
    writer.text("total");
    writer.pool(21, 1);
    for (long value : new long[] {1, 0, 1, 0, 1}) {
      writer.number(value);
    }
    writer.pool(23, 1);
    for (long value : new long[] {1, 1, 2, 2, 1}) {
      writer.number(value);
    }
    writer.raw(0);
    writer.pool(24, 1);
    writer.number(1);
    writer.text("Interpreted");
    writer.pool(26, 2);
    for (int stack = 1; stack <= 2; stack++) {
      writer.number(stack);
      writer.raw(stack - 1);
      writer.number(stack);
      for (int frame = 0; frame < stack; frame++) {
        for (long value : new long[] {1, 10 + frame, 3, 1}) {
          writer.number(value);
        }
      }
    }
    writer.pool(20, 1);
    writer.number(1);
    writer.text("main");
    writer.number(4711);
    writer.text("main");
    writer.number(1);
    writer.end(at);
  }

  private Recording open(byte[] bytes) throws IOException, EvidenceException {
    Path file = Files.write(folder.resolve("damaged.jfr"), bytes);
    return EvidenceReader.open(List.of(file), Progress.NONE);
  }

  @Test
  void aWholeChunkHasNoProblems() throws Exception {
    try (Recording recording = open(sampled().chunk())) {
      assertThat(recording.problems()).isEmpty();
      Samples cpu = recording.samples(SampleKind.CPU);
      assertThat(cpu.size()).isEqualTo(SAMPLES);
      assertThat(cpu.timeNanos()[10]).isEqualTo(JfrWriter.START_NANOS + SECOND);
      int[] cut = recording.stacks().framesRootFirst(cpu.stack()[1]);
      assertThat(recording.methods().display(recording.frames().method(cut[0])))
          .isEqualTo("[truncated]");
      assertThat(recording.methods().display(recording.frames().method(cut[1])))
          .isEqualTo("com.shop.Cart.total");
      assertThat(recording.threads().name(cpu.thread()[0])).isEqualTo("main");
    }
  }

  @Test
  void aChunkThatIsStillBeingWrittenIsReadToItsLastWholeEvent() throws Exception {
    byte[] bytes = sampled().chunk(JfrWriter.START_NANOS, 0);
    ByteBuffer.wrap(bytes).putLong(16, 0).putLong(24, 0);
    try (Recording recording = open(Arrays.copyOf(bytes, bytes.length - 3))) {
      assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(SAMPLES - 1);
      assertThat(recording.problems())
          .extracting(Problem::kind)
          .contains(Problem.Kind.UNFINISHED_CHUNK);
      assertThat(recording.problems()).anyMatch(problem -> problem.lostBytes() > 0);
    }
  }

  @Test
  void eventsBeforeAndBehindABreakAreRecovered() throws Exception {
    byte[] bytes = sampled().chunk();
    int middle = bytes.length - 150 * 16;
    Arrays.fill(bytes, middle, middle + 100, (byte) 0);
    try (Recording recording = open(bytes)) {
      assertThat(recording.samples(SampleKind.CPU).size()).isBetween(SAMPLES - 15, SAMPLES - 5);
      assertThat(recording.problems())
          .anyMatch(problem -> problem.lostBytes() >= 90 && problem.lostBytes() <= 150);
    }
  }

  @Test
  void aBrokenChunkBetweenWholeOnesCostsOnlyItself() throws Exception {
    byte[] whole = sampled().chunk();
    byte[] three = new byte[whole.length * 3];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(whole, 0, three, i * whole.length, whole.length);
    }
    ByteBuffer.wrap(three).putLong(whole.length + 8, Long.MAX_VALUE);
    Arrays.fill(three, whole.length + 3000, whole.length * 2 - 10, (byte) 0x55);
    try (Recording recording = open(three)) {
      assertThat(recording.files().getFirst().chunks()).isEqualTo(3);
      assertThat(recording.samples(SampleKind.CPU).size()).isGreaterThanOrEqualTo(2 * SAMPLES);
      assertThat(recording.problems()).isNotEmpty();
    }
  }

  @Test
  void anEventOfAnUnknownTypeIsSteppedOver() throws Exception {
    JfrWriter writer = sampled();
    writer.event(9999, 1, 2, 3);
    writer.event(0, 1, 2, 3);
    writer.event(101, SECOND, 1, 1, 1);
    try (Recording recording = open(writer.chunk())) {
      assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(SAMPLES + 1);
      assertThat(recording.problems()).anyMatch(problem -> problem.found().contains("type 9999"));
    }
  }

  @Test
  void bytesThatAreNoChunkAreSteppedOver() throws Exception {
    byte[] whole = sampled().chunk();
    byte[] behind = new byte[whole.length * 2 + 777];
    System.arraycopy(whole, 0, behind, 0, whole.length);
    System.arraycopy(whole, 0, behind, whole.length + 777, whole.length);
    try (Recording recording = open(behind)) {
      assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(2 * SAMPLES);
      assertThat(recording.problems())
          .anyMatch(problem -> problem.lostBytes() == 777 && problem.offset() == whole.length);
    }
  }

  /** Every byte of header, metadata, constants and the first events; seeded among the others. */
  @Test
  void everyPrefixGivesARecordingOrSaysWhyNot() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] bytes = sampled().chunk();
    int events = (int) ByteBuffer.wrap(bytes).getLong(16) + 400;
    assertThat(events).isBetween(1000, bytes.length);
    for (int length = 0; length < bytes.length; ) {
      String what = "seed " + seed + ", prefix of " + length;
      sameForAll(Arrays.copyOf(bytes, length), what, length);
      length += length < events ? 1 : 1 + random.nextInt(60);
    }
  }

  @Test
  void anyFlippedByteGivesARecordingOrSaysWhyNot() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] one = sampled().chunk();
    byte[] three = new byte[one.length * 3];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(one, 0, three, i * one.length, one.length);
    }
    int head = (int) ByteBuffer.wrap(one).getLong(16) + 400;
    for (int round = 0; round < 4000; round++) {
      byte[] flipped = round % 4 == 0 ? three.clone() : one.clone();
      int flips = 1 + random.nextInt(3);
      for (int i = 0; i < flips; i++) {
        int within =
            switch (random.nextInt(3)) {
              case 0 -> 200;
              case 1 -> head;
              default -> flipped.length;
            };
        flipped[random.nextInt(within)] = (byte) random.nextInt(256);
      }
      sameForAll(flipped, "seed " + seed + " round " + round, round);
    }
  }

  /** One thread; now and then also several, and packed: they must find the same. */
  private void sameForAll(byte[] bytes, String what, int turn) throws IOException {
    String one = outcome(bytes, 1, what);
    if (turn % 4 == 0) {
      assertThat(outcome(bytes, 3, what)).as(what).isEqualTo(one);
    }
    if (turn % 16 == 1 && bytes.length >= 8) {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
        gzip.write(bytes);
      }
      assertThat(outcome(zipped.toByteArray(), 2, what)).as(what).isEqualTo(one);
    }
  }

  /** Everything that can be asked of the bytes, as text; or why nothing can. */
  private String outcome(byte[] bytes, int threads, String what) throws IOException {
    Path file = Files.write(folder.resolve("damaged.jfr"), bytes);
    StringBuilder text = new StringBuilder();
    ReadOptions options = new ReadOptions(threads);
    try (Recording recording = EvidenceReader.open(List.of(file), options, Progress.NONE, null)) {
      for (SampleKind kind : SampleKind.values()) {
        Samples samples = recording.samples(kind);
        text.append(kind).append(' ').append(samples.size()).append('\n');
        for (int i = 0; i < samples.size(); i++) {
          int stack = samples.stack()[i];
          assertThat(stack).as(what).isLessThan(recording.stacks().size());
          text.append(samples.timeNanos()[i]).append(' ').append(stack).append(' ');
        }
      }
      for (EventType type : recording.eventTypes()) {
        int rows = recording.events(type.name()).rows();
        assertThat(rows).as(what).isNotNegative();
        text.append(type.name()).append(' ').append(rows).append('\n');
      }
      recording.problems().forEach(problem -> text.append(problem).append('\n'));
      recording.blindSpots().forEach(spot -> text.append(spot.what()).append('\n'));
    } catch (EvidenceException e) {
      assertThat(e).as(what).hasMessageContaining(" ");
      return "refused";
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what, e);
    }
    return text.toString();
  }

  @Test
  void cancellingEndsTheReading() throws IOException {
    Path file = Files.write(folder.resolve("cancelled.jfr"), sampled().chunk());
    Progress cancelled =
        new Progress() {
          @Override
          public void bytes(long done, long total) {
            assertThat(done).isLessThanOrEqualTo(total);
          }

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> EvidenceReader.open(List.of(file), cancelled))
        .isInstanceOf(CancellationException.class);
  }
}
