package dev.backdraft.analysis.reader.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.EventType;
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
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each chunk of each recording of the corpus, event by event and field by field against the JDK's
 * consumer. Chunk by chunk, because the consumer applies the clock of a file's first chunk to all
 * others.
 */
final class ConsumerTest {
  /** The consumer itself gives up on (chunks of) these; the manifest of the corpus says so too. */
  private static final List<String> CONSUMER_FAILS =
      List.of("event-with-type-zero", "FastSlow", "AZ0slz");

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
    while (all.length - at > ChunkHeader.SIZE && ChunkHeader.isMagic(all, at) && all[at + 5] > 0) {
      long size = ByteBuffer.wrap(all).getLong(at + 8);
      Path chunk = folder.resolve("chunk.jfr");
      Files.write(chunk, Arrays.copyOfRange(all, at, (int) (at + size)));
      at += (int) size;
      try {
        assertSame(chunk);
      } catch (IOException | InternalError e) {
        assertThat(CONSUMER_FAILS).as("the JDK fails: " + e).anyMatch(file.toString()::contains);
      }
    }
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
