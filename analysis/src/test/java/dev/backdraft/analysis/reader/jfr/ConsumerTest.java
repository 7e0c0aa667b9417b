package dev.backdraft.analysis.reader.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each chunk of each recording of the corpus, event by event and field by field against the JDK's
 * consumer. Chunk by chunk, because the consumer applies the clock of a file's first chunk to all
 * others.
 */
final class ConsumerTest {
  /**
   * A chunk that the consumer itself gives up on.
   *
   * @param file part of the file's name
   * @param number of the chunk in its file
   * @param says what the consumer says of it
   * @param events of these types we read at least so many
   * @param problems all that we find wrong, and nothing else
   */
  private record Unreadable(
      String file, int number, String says, Map<String, Long> events, Set<Problem.Kind> problems) {}

  private static final List<Unreadable> UNREADABLE =
      List.of(
          // Datadog's profiler writes pools of no constants, which are odd but say all there is.
          new Unreadable(
              "event-with-type-zero",
              2,
              "must contain at least one element",
              Map.of(
                  "datadog.ExecutionSample",
                  1512L,
                  "datadog.ObjectSample",
                  37_103L,
                  "datadog.WallClockSamplingEpoch",
                  76L),
              Set.of()),
          // async-profiler did the same in a chunk that was begun just before the end.
          new Unreadable(
              "FastSlow",
              1,
              "must contain at least one element",
              Map.of("jdk.ActiveRecording", 1L),
              Set.of()),
          // These were cut down to their constants, and some pools lost their types on the way.
          new Unreadable(
              "AZ0slzM",
              0,
              "Error parsing constant pool",
              Map.of(),
              Set.of(Problem.Kind.BROKEN_CONSTANTS)),
          new Unreadable(
              "AZ0slzO",
              0,
              "Error parsing constant pool",
              Map.of(),
              Set.of(Problem.Kind.BROKEN_CONSTANTS)));

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyChunkOfTheCorpusIsReadAsTheJdkReadsIt() throws IOException {
    Path corpus =
        Path.of(System.getProperty("backdraft.root", "."), "..", "shared", "corpus", "jfr");
    assumeTrue(Files.isDirectory(corpus), "the corpus is not here: " + corpus);
    List<Path> files;
    try (Stream<Path> listed = Files.list(corpus)) {
      files = listed.sorted().toList();
    }
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  private void compare(Path file) throws Exception {
    byte[] all = plain(file);
    int at = 0;
    int number = 0;
    while (all.length - at > ChunkHeader.SIZE && ChunkHeader.isMagic(all, at) && all[at + 5] > 0) {
      long size = ByteBuffer.wrap(all).getLong(at + 8);
      Path chunk = folder.resolve("chunk.jfr");
      Files.write(chunk, Arrays.copyOfRange(all, at, (int) (at + size)));
      at += (int) size;
      Unreadable fault = fault(file, number++);
      if (fault == null) {
        assertSame(chunk);
      } else {
        assertThatThrownBy(() -> consume(chunk)).hasMessageContaining(fault.says);
        assertMore(chunk, fault);
      }
    }
    if (number == 0) {
      // Chunks of format 0.9, an empty file, and a pointer to a file: refused, each by its name.
      assertThatThrownBy(() -> EvidenceReader.open(List.of(file), Progress.NONE).close())
          .isInstanceOfAny(
              EvidenceException.OldFormat.class,
              EvidenceException.Empty.class,
              EvidenceException.LfsPointer.class);
    }
  }

  private static void consume(Path chunk) throws IOException {
    try (RecordingFile recording = new RecordingFile(chunk)) {
      while (recording.hasMoreEvents()) {
        recording.readEvent();
      }
    }
  }

  private static @Nullable Unreadable fault(Path file, int number) {
    for (Unreadable one : UNREADABLE) {
      if (one.number == number && file.getFileName().toString().contains(one.file)) {
        return one;
      }
    }
    return null;
  }

  /** What the consumer throws away is read. */
  private static void assertMore(Path chunk, Unreadable fault) throws Exception {
    try (Recording ours = EvidenceReader.open(List.of(chunk), Progress.NONE)) {
      Map<String, Long> counts = new TreeMap<>();
      for (EventType type : ours.eventTypes()) {
        counts.put(type.name(), (long) ours.events(type.name()).rows());
      }
      fault.events.forEach((type, count) ->
          assertThat(counts.getOrDefault(type, 0L)).as(type).isGreaterThanOrEqualTo(count));
      assertThat(ours.problems().stream().map(Problem::kind).collect(Collectors.toSet()))
          .isEqualTo(fault.problems);
      assertThat(ours.stacks().size() + ours.methods().size() + counts.size()).isPositive();
    }
  }

  /**
   * Another parser's printout of all stacks, added up by their innermost methods: {@code void
   * java.lang.Object.wait(long) (994)} begins a block.
   */
  @Test
  void leavesOfAllStacksAreThoseOfThePrintout() throws Exception {
    Path corpus = Path.of(System.getProperty("backdraft.root", "."), "..", "shared", "corpus");
    Path printout = corpus.resolve("jfr-expected/stacktraces__flush_metadata.jfr.txt");
    Path file = corpus.resolve("jfr/openjdk-jmc__flush_metadata.jfr");
    assumeTrue(Files.exists(printout) && Files.exists(file), "the corpus is not here: " + printout);
    Map<String, Integer> expected = new TreeMap<>();
    String before = "";
    for (String line : Files.readAllLines(printout)) {
      boolean begins = before.isBlank() || before.startsWith("#");
      if (begins && !line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != ' ') {
        int open = line.indexOf('(');
        int count = Integer.parseInt(line, line.lastIndexOf('(') + 1, line.length() - 1, 10);
        expected.merge(line.substring(line.lastIndexOf(' ', open) + 1, open), count, Integer::sum);
      }
      before = line;
    }
    try (Recording ours = EvidenceReader.open(List.of(file), Progress.NONE)) {
      assertThat(leaves(ours)).hasSizeGreaterThan(50).isEqualTo(expected);
    }
  }

  private static Map<String, Integer> leaves(Recording recording) {
    Map<String, Integer> leaves = new TreeMap<>();
    for (EventType type : recording.eventTypes()) {
      EventTable events = recording.events(type.name());
      int field = events.field("stackTrace");
      if (field < 0 || type.fields().get(field).content() != EventType.Content.STACK) {
        continue;
      }
      int[] stacks = events.ids(field);
      for (int row = 0; row < events.rows(); row++) {
        if (stacks[row] >= 0) {
          int method = recording.frames().method(recording.stacks().frame(stacks[row]));
          leaves.merge(recording.methods().display(method), 1, Integer::sum);
        }
      }
    }
    return leaves;
  }

  private static byte[] plain(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    if (all.length > 1 && all[0] == 0x1f) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
        return in.readAllBytes();
      }
    }
    return all;
  }

  /** Fails if a type, a field, an event or a value differs. */
  static void assertSame(Path file) throws IOException, EvidenceException {
    try (Recording ours = EvidenceReader.open(List.of(file), Progress.NONE)) {
      Map<String, List<String>> theirs = ConsumerRows.consumer(file, ours);
      Map<String, List<String>> rows = ConsumerRows.ours(ours);
      assertThat(rows.keySet()).isEqualTo(theirs.keySet());
      for (EventType type : ours.eventTypes()) {
        List<String> mine = new ArrayList<>(rows.get(type.name()));
        List<String> expected = new ArrayList<>(theirs.get(type.name()));
        Collections.sort(mine);
        Collections.sort(expected);
        assertThat(type.count()).isEqualTo(expected.size());
        assertThat(mine.equals(expected))
            .as(() -> type.name() + ": " + firstDifference(mine, expected))
            .isTrue();
      }
      assertThat(ours.problems()).isEmpty();
    }
  }

  private static String firstDifference(List<String> mine, List<String> expected) {
    for (int i = 0; i < Math.min(mine.size(), expected.size()); i++) {
      if (!mine.get(i).equals(expected.get(i))) {
        return "\n  ours   " + mine.get(i) + "\n  theirs " + expected.get(i);
      }
    }
    return mine.size() + " rows, not " + expected.size();
  }
}
