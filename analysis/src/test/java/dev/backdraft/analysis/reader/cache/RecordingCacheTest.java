package dev.backdraft.analysis.reader.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.ReadOptions;
import dev.backdraft.analysis.reader.jfr.BenchRecordings;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingCacheTest {
  private static final long LARGE = 1L << 40;
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path folder;
  private Path file = Path.of("");
  private int reads;

  @BeforeEach
  void record() throws IOException {
    file = folder.resolve("shop.jfr");
    BenchRecordings.write("events", 2 << 20, file, 7);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
  }

  private RecordingCache cache() {
    return cache(LARGE, 1);
  }

  private RecordingCache cache(long limit, long revision) {
    return new RecordingCache(folder.resolve("cache"), limit, revision, CLOCK, 0);
  }

  private Recording open(RecordingCache cache, Path what) throws EvidenceException {
    return cache.open(
        List.of(what),
        () -> {
          reads++;
          return EvidenceReader.open(List.of(what), ReadOptions.plain(), Progress.NONE, null);
        });
  }

  /** Everything that a recording holds, as one number and in the order in which it is asked. */
  private static String digest(Recording recording) {
    CRC32 sum = new CRC32();
    List<String> said = new ArrayList<>();
    said.add(recording.jvm() + " " + recording.startNanos() + " " + recording.endNanos());
    for (SampleKind kind : SampleKind.values()) {
      Samples samples = recording.samples(kind);
      for (int i = 0; i < samples.size(); i++) {
        add(sum, samples.timeNanos()[i]);
        add(sum, samples.weight().get(i) + samples.count().get(i));
        add(sum, recording.strings().get(samples.tagOf(i)).hashCode());
        if (samples.thread()[i] >= 0) {
          add(sum, recording.threads().name(samples.thread()[i]).hashCode());
        }
        if (samples.stack()[i] >= 0) {
          add(sum, leaf(recording, samples.stack()[i]).hashCode());
          add(sum, recording.stacks().depth(samples.stack()[i]));
        }
      }
      said.add(kind + " " + samples.unit() + " " + samples.size() + " " + samples.eventTypes());
    }
    for (EventType type : recording.eventTypes()) {
      EventTable events = recording.events(type.name());
      said.add(type + " " + events.rows());
      for (int f = 0; f < type.fields().size(); f++) {
        for (int row = 0; row < events.rows(); row++) {
          switch (type.fields().get(f).content()) {
            case TEXT -> add(sum, recording.strings().get(events.ids(f)[row]).hashCode());
            case THREAD, STACK -> add(sum, events.ids(f)[row]);
            case REAL -> add(sum, Double.doubleToLongBits(events.reals(f)[row]));
            default -> add(sum, events.longs(f)[row]);
          }
        }
      }
    }
    said.add(recording.blindSpots().toString());
    said.add(recording.problems().toString());
    return String.join("\n", said) + "\n" + sum.getValue();
  }

  private static String leaf(Recording recording, int stack) {
    int frame = recording.stacks().frame(stack);
    return recording.methods().display(recording.frames().method(frame))
        + recording.frames().line(frame)
        + recording.frames().kind(frame);
  }

  private static void add(CRC32 sum, long value) {
    for (int shift = 0; shift < 64; shift += 8) {
      sum.update((int) (value >>> shift));
    }
  }

  /** Opens, asks for everything, and keeps it. */
  private String fill() throws EvidenceException {
    RecordingCache cache = cache();
    String digest;
    try (Recording recording = open(cache, file)) {
      digest = digest(recording);
    }
    cache.keep();
    assertThat(reads).isEqualTo(1);
    return digest;
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("cache"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void whatWasOpenedBeforeIsNotReadAgain() throws Exception {
    String first = fill();
    try (Recording again = open(cache(), file)) {
      assertThat(digest(again)).isEqualTo(first);
    }
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void nothingIsWrittenBeforeThereIsTimeForIt() throws Exception {
    RecordingCache cache = cache();
    try (Recording recording = open(cache, file)) {
      digest(recording);
      assertThat(folder.resolve("cache")).doesNotExist();
    }
  }

  @Test
  void columnsThatWereNotAskedForThenComeFromTheFileWithTheSameTexts() throws Exception {
    String first = fill();
    for (Path section : kept().stream().filter(path -> !path.endsWith("base")).toList()) {
      if (!section.endsWith("seen")) {
        Files.delete(section);
      }
    }
    RecordingCache cache = cache();
    try (Recording again = open(cache, file)) {
      assertThat(digest(again)).isEqualTo(first);
    }
    assertThat(reads).isEqualTo(2);
    cache.keep();
    try (Recording again = open(cache(), file)) {
      again.events("jdk.GCPhaseParallel");
      again.samples(SampleKind.CPU);
      assertThat(digest(again)).isEqualTo(first);
    }
  }

  @Test
  void aFileThatWasChangedIsReadAnewEvenIfItsSizeAndTimeStayed() throws Exception {
    String first = fill();
    FileTime time = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("Service1");
    bytes[at] = 'X';
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
    try (Recording again = open(cache(), file)) {
      assertThat(digest(again)).isNotEqualTo(first);
    }
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void theSameContentUnderAnotherNameIsKnownAndCalledByThatName() throws Exception {
    fill();
    Path copy = Files.copy(file, folder.resolve("copy.jfr"));
    try (Recording again = open(cache(), copy)) {
      assertThat(again.files().getFirst().name()).isEqualTo("copy.jfr");
    }
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void problemsAreToldAgain() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    byte[] cut = Arrays.copyOf(whole, whole.length * 3 / 2);
    System.arraycopy(whole, 0, cut, whole.length, whole.length / 2);
    Files.write(file, cut);
    String first = fill();
    assertThat(first).contains("kind=");
    try (Recording again = open(cache(), file)) {
      assertThat(digest(again)).isEqualTo(first);
    }
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void aDamagedSectionIsTheSameAsNone() throws Exception {
    String first = fill();
    Random random = new Random(11);
    for (int round = 0; round < 6; round++) {
      for (Path section : kept()) {
        byte[] bytes = Files.readAllBytes(section);
        if (round % 2 == 0) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        } else {
          bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        Files.write(section, bytes);
      }
      RecordingCache cache = cache();
      try (Recording again = open(cache, file)) {
        assertThat(digest(again)).isEqualTo(first);
      }
      cache.keep();
    }
  }

  @Test
  void theFolderMayBeDeletedWhileARecordingIsOpen() throws Exception {
    String first = fill();
    RecordingCache cache = cache();
    try (Recording again = open(cache, file)) {
      for (Path section : kept()) {
        Files.delete(section);
      }
      assertThat(digest(again)).isEqualTo(first);
    }
  }

  @Test
  void aFileThatIsGoneAfterOpeningIsAProblemAndNoFailure() throws Exception {
    fill();
    try (Recording again = open(cache(), file)) {
      for (Path section :
          kept().stream().filter(path -> path.toString().contains("samples-")).toList()) {
        Files.delete(section);
      }
      Files.delete(file);
      assertThat(again.samples(SampleKind.CPU).isEmpty()).isTrue();
      assertThat(again.problems().toString()).contains("as it was when it was opened");
    }
  }

  @Test
  void anotherRevisionIsNotBelieved() throws Exception {
    fill();
    open(cache(LARGE, 2), file).close();
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void whatWasNotUsedForLongestGoesWhenTheLimitIsReached() throws Exception {
    fill();
    long one = size();
    Path second = folder.resolve("second.jfr");
    BenchRecordings.write("events", 2 << 20, second, 8);
    RecordingCache cache = cache(one * 3 / 2, 1);
    try (Recording recording = open(cache, second)) {
      digest(recording);
    }
    cache.keep();
    assertThat(size()).isLessThanOrEqualTo(one * 3 / 2);
    int before = reads;
    open(cache, second).close();
    assertThat(reads).isEqualTo(before);
    open(cache, file).close();
    assertThat(reads).isEqualTo(before + 1);
  }

  private long size() throws IOException {
    return kept().stream().mapToLong(path -> path.toFile().length()).sum();
  }

  private void deleteAll() throws IOException {
    try {
      for (Path section : kept()) {
        Files.deleteIfExists(section);
      }
    } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException e) {
      // Another program has just renamed what was listed: then it is not there to be deleted.
      assertThat(e).isNotNull();
    }
  }

  @Test
  void severalProgramsUseItAtOnce() throws Exception {
    String first = fill();
    List<Callable<String>> programs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      boolean deletes = i == 0;
      programs.add(() -> {
        RecordingCache own = cache();
        String digest = "";
        for (int round = 0; round < 4; round++) {
          try (Recording recording =
              own.open(
                  List.of(file),
                  () ->
                      EvidenceReader.open(
                          List.of(file), new ReadOptions(1), Progress.NONE, null))) {
            digest = digest(recording);
            if (deletes) {
              deleteAll();
            }
          }
          own.keep();
          assertThat(digest).isEqualTo(first);
        }
        return digest;
      });
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(6)) {
      for (Future<String> each : executor.invokeAll(programs)) {
        assertThat(each.get()).isEqualTo(first);
      }
    }
  }
}
