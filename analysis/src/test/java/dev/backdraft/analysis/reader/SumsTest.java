package dev.backdraft.analysis.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallShape;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Collapsed;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.reader.jfr.BenchRecordings;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * An answer for which the samples were only added up, and only its own stacks were read, is the
 * answer that all of them give.
 */
final class SumsTest {
  private static final long LARGEST_BYTES = 8L << 20;

  @TempDir private Path folder;

  @Test
  void ofRecordingsOfManySamplesAndOfManyStacks() throws Exception {
    for (String shape : List.of("samples", "stacks", "events")) {
      Path file = folder.resolve(shape + ".jfr");
      BenchRecordings.write(shape, 3 << 20, file, 11);
      same(file);
    }
  }

  @TestFactory
  Stream<DynamicTest> ofTheFilesOfTheCorpus() throws IOException {
    Path corpus =
        Path.of(System.getProperty("backdraft.root", "."), "..", "shared", "corpus", "jfr");
    assumeTrue(Files.isDirectory(corpus), "the corpus is not here: " + corpus);
    List<Path> files = new ArrayList<>();
    try (Stream<Path> listed = Files.list(corpus)) {
      for (Path file : listed.sorted().toList()) {
        if (Files.size(file) < LARGEST_BYTES) {
          files.add(file);
        }
      }
    }
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> ofCorpus(file)));
  }

  /** Chunks of format 0.9, an empty file and a pointer to a file hold nothing to add up. */
  private static void ofCorpus(Path file) throws Exception {
    try {
      same(file);
    } catch (EvidenceException.OldFormat
        | EvidenceException.Empty
        | EvidenceException.LfsPointer refused) {
      abort("no recording: " + refused.getMessage());
    }
  }

  private static void same(Path file) throws Exception {
    try (Recording whole = EvidenceReader.open(List.of(file), Progress.NONE)) {
      for (SampleKind kind : whole.sampleKinds()) {
        ReadOptions only = ReadOptions.plain().withOnly(kind);
        try (Recording part = EvidenceReader.open(List.of(file), only, Progress.NONE, null)) {
          for (Selection selection : selections(whole, kind)) {
            for (By by : List.of(By.METHOD, By.POOL)) {
              same(whole, part, selection, by);
            }
          }
        }
      }
    }
  }

  private static void same(Recording whole, Recording part, Selection selection, By by) {
    Transforms inverted = Transforms.of(Transform.of(Transform.Kind.INVERT));
    for (Weighing weighing : Weighing.values()) {
      CallTree expected =
          CallShape.of(whole, selection.kind(), by, Transforms.NONE).weigh(selection, weighing);
      CallTree once = CallTree.once(part, selection, by, Transforms.NONE, weighing);
      assertThat(Collapsed.text(once)).isEqualTo(Collapsed.text(expected));
      assertThat(once.total()).isEqualTo(expected.total());
      assertThat(once.unit()).isEqualTo(expected.unit());
    }
    assertThat(Collapsed.text(CallTree.once(part, selection, by, inverted, Weighing.WEIGHT)))
        .isEqualTo(
            Collapsed.text(
                CallShape.of(whole, selection.kind(), by, inverted)
                    .weigh(selection, Weighing.WEIGHT)));
  }

  private static List<Selection> selections(Recording recording, SampleKind kind) {
    Selection all = Selection.all(kind);
    long third = recording.durationNanos() / 3;
    long from = recording.startNanos() + third;
    BitSet odd = new BitSet();
    for (int thread = 1; thread < recording.threads().size(); thread += 2) {
      odd.set(thread);
    }
    return List.of(
        all, all.withTime(from, from + third), all.withThreads(odd), all.withTime(from, from));
  }
}
