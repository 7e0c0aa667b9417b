package dev.backdraft.analysis.reader.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.ReadOptions;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that the test makes of itself: every event on, virtual threads, own events. */
final class OwnRecordingTest {
  /** So few bytes that one batch of events is more. */
  private static final int ONE_BATCH = 100;

  @TempDir static Path folder;
  private static Path recorded = Path.of("");

  /** An event with a field of every type. */
  @Name("test.Everything")
  static final class Everything extends Event {
    boolean truth;
    byte small;
    @Unsigned byte unsigned;
    char letter;
    short shorter;
    int number;
    @Unsigned int large;
    long larger;
    float real;
    double precise;
    @Nullable String text;
    @Nullable Class<?> type;
    @Nullable Thread thread;

    @Timespan(Timespan.MILLISECONDS)
    long millis;

    @Timespan(Timespan.TICKS)
    long ticks;

    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long moment;

    @DataAmount long amount;
  }

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    recorded = folder.resolve("own.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
        recording.enable(type.getName()).withThreshold(Duration.ZERO).withStackTrace();
      }
      recording.start();
      work();
      // A second recording that begins and ends makes the JVM begin new chunks.
      for (int i = 0; i < 3; i++) {
        try (jdk.jfr.Recording other = new jdk.jfr.Recording()) {
          other.start();
          work();
        }
      }
      recording.stop();
      recording.dump(recorded);
    }
  }

  private static void work() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int seed = i;
      threads.add(Thread.ofVirtual().name("virtual-" + i).start(() -> commit(seed)));
      threads.add(Thread.ofPlatform().name("platform-" + i).start(() -> commit(-seed)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void commit(int seed) {
    Everything event = new Everything();
    event.begin();
    event.truth = seed % 2 == 0;
    event.small = (byte) -seed;
    event.unsigned = (byte) (200 + seed);
    event.letter = (char) ('a' + Math.abs(seed));
    event.shorter = (short) (seed * 1000);
    event.number = seed * 1_000_000;
    event.large = -1 - Math.abs(seed);
    // The lowest long itself cannot be told from "no value".
    event.larger = Long.MIN_VALUE / (seed == 0 ? 3 : seed * 2);
    event.real = seed / 3f;
    event.precise = seed / 7d;
    event.text = seed % 3 == 0 ? null : "text with \u00e9 and \u4e2d " + seed;
    event.type = seed % 2 == 0 ? String[].class : Thread.State.class;
    event.thread = Thread.currentThread();
    event.millis = seed;
    event.ticks = seed * 1000L;
    event.moment = 1_700_000_000_000L + seed;
    event.amount = seed * 1024L;
    event.commit();
  }

  @Test
  void everyChunkOfItIsReadAsTheJdkReadsIt() throws Exception {
    byte[] all = Files.readAllBytes(recorded);
    int chunks = 0;
    for (int at = 0; at < all.length; chunks++) {
      int size = (int) ByteBuffer.wrap(all).getLong(at + 8);
      Path chunk = folder.resolve("own-chunk.jfr");
      Files.write(chunk, Arrays.copyOfRange(all, at, at + size));
      ConsumerTest.assertSame(chunk);
      at += size;
    }
    assertThat(chunks).isGreaterThan(3);
  }

  @Test
  void oneThreadGivesTheSameAsMany() throws Exception {
    String one = dump(List.of(recorded), 1);
    assertThat(dump(List.of(recorded), 2)).isEqualTo(one);
    assertThat(dump(List.of(recorded), 7)).isEqualTo(one);
  }

  @Test
  void packedGivesTheSameAsPlain() throws Exception {
    byte[] plain = Files.readAllBytes(recorded);
    String expected = dump(List.of(recorded), 2);
    assertThat(dump(List.of(write("a.bin", gzip(plain))), 2)).isEqualTo(expected);
    assertThat(dump(List.of(write("b.bin", zip(plain))), 2)).isEqualTo(expected);
    assertThat(dump(List.of(write("c.bin", gzip(zip(plain)))), 2)).isEqualTo(expected);
  }

  @Test
  void aPackedFileThatIsCutGivesWhatThereIs() throws Exception {
    byte[] packed = gzip(Files.readAllBytes(recorded));
    Path cut = write("cut.gz", Arrays.copyOf(packed, packed.length * 3 / 4));
    try (Recording recording = EvidenceReader.open(List.of(cut), Progress.NONE)) {
      assertThat(recording.eventTypes()).isNotEmpty();
      assertThat(recording.problems())
          .extracting(Problem::kind)
          .contains(Problem.Kind.BROKEN_COMPRESSION);
    }
  }

  @Test
  void theFirstChunkIsToldEarly() throws Exception {
    AtomicReference<@Nullable Recording> early = new AtomicReference<>();
    try (Recording whole =
        EvidenceReader.open(List.of(recorded), ReadOptions.plain(), Progress.NONE, early::set)) {
      Recording first = early.get();
      assertThat(first).isNotNull();
      if (first != null) {
        EventTable events = first.events("test.Everything");
        assertThat(events.rows()).isPositive();
        assertThat(whole.events("test.Everything").rows()).isGreaterThan(events.rows());
      }
    }
  }

  private static Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] zip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
      zip.write('x');
      zip.putNextEntry(new ZipEntry("inner/own.jfr"));
      zip.write(plain);
    }
    return out.toByteArray();
  }

  /** The JDK's consumer does not read these at all, so the same recording is held against it. */
  @Test
  void numbersOfFullWidthAreReadLikePackedOnes() throws Exception {
    for (String shape : List.of("samples", "stacks", "events")) {
      Path packed = folder.resolve("packed-" + shape + ".jfr");
      Path full = folder.resolve("full-" + shape + ".jfr");
      BenchRecordings.write(shape, ONE_BATCH, packed, 5);
      BenchRecordings.writeFullWidth(shape, ONE_BATCH, full, 5);
      ConsumerTest.assertSame(packed);
      assertThat(Files.size(full)).isGreaterThan(2 * Files.size(packed));
      assertThat(dump(List.of(full), 2))
          .isEqualTo(dump(List.of(packed), 1))
          .hasSizeGreaterThan(1000);
    }
  }

  /** Everything that a recording holds, in its order. */
  static String dump(List<Path> files, int threads) throws Exception {
    StringBuilder text = new StringBuilder();
    try (Recording recording =
        EvidenceReader.open(files, new ReadOptions(threads), Progress.NONE, null)) {
      text.append(recording.startNanos()).append(' ').append(recording.endNanos()).append('\n');
      for (SampleKind kind : SampleKind.values()) {
        Samples samples = recording.samples(kind);
        text.append(kind).append(' ').append(samples.size()).append('\n');
        for (int i = 0; i < samples.size(); i++) {
          text.append(samples.timeNanos()[i]).append(' ').append(samples.stack()[i]).append(' ');
          text.append(samples.thread()[i]).append(' ').append(samples.weight().get(i)).append(' ');
          text.append(recording.strings().get(samples.tagOf(i))).append('\n');
        }
      }
      ConsumerRows.ours(recording)
          .forEach((type, rows) -> text.append(type).append(rows).append('\n'));
      text.append(recording.problems()).append(recording.jvm());
    }
    return text.toString();
  }
}
