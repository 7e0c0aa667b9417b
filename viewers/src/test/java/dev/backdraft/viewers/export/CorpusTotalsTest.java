package dev.backdraft.viewers.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Collapsed;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.layout.FlameLayout;
import dev.backdraft.viewers.layout.FlameRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever way a tree is drawn or written, it weighs what its collapsed stacks weigh. */
class CorpusTotalsTest {
  private static final Path CORPUS =
      Path.of(System.getProperty("backdraft.root", ".."), "../shared/corpus/jfr");

  /** Of the larger ones every kind would take long on a slow machine. */
  private static final long MOST_BYTES = 2_000_000;

  private static long collapsedTotal(CallTree tree) throws IOException {
    return Collapsed.text(tree)
        .lines()
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static void check(CallTree tree, String what) throws Exception {
    assertThat(collapsedTotal(tree)).as(what).isEqualTo(tree.total());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FlameHtml.write(tree, new Caption("", ""), out);
    UnpackedPage page = new UnpackedPage(out.toString(StandardCharsets.UTF_8));
    assertThat(page.total()).as("%s: page", what).isEqualTo(tree.total());
    FlameRows rows = FlameRows.of(tree);
    assertThat(page.count()).as("%s: nodes", what).isEqualTo(rows.nodes());
    if (!tree.isEmpty()) {
      FlameBoxes boxes =
          FlameLayout.of(rows, PictureSize.whole(1600).viewport(rows.count(), 1), null);
      assertThat(boxes.weight(0)).as("%s: first row", what).isEqualTo(tree.total());
    }
  }

  private static void checkSandwich(Recording recording, SampleKind kind, CallTree tree) {
    TopMethods top = TopMethods.of(tree);
    for (int row = 0; row < Math.min(3, top.size()); row++) {
      Sandwich sandwich =
          Sandwich.shapes(recording, kind, By.METHOD, Transforms.NONE, top.text(row))
              .weigh(Selection.all(kind), Weighing.WEIGHT);
      assertThat(sandwich.callers().total()).as(top.text(row)).isEqualTo(top.total(row));
      assertThat(sandwich.callees().total()).as(top.text(row)).isEqualTo(top.total(row));
    }
  }

  @Test
  void recordingsOfTheCorpusWeighWhatTheirStacksWeigh() throws Exception {
    assumeTrue(
        Files.isDirectory(CORPUS), "no corpus beside the project: only made trees are summed");
    List<Path> files;
    try (Stream<Path> all = Files.list(CORPUS)) {
      files = all.filter(file -> file.toFile().length() < MOST_BYTES).sorted().toList();
    }
    int checked = 0;
    for (Path file : files) {
      try (Recording recording = EvidenceReader.open(List.of(file), Progress.NONE)) {
        for (SampleKind kind : recording.sampleKinds()) {
          CallTree tree = CallTree.of(recording, Selection.all(kind), By.METHOD, Transforms.NONE);
          check(tree, file.getFileName() + " " + kind);
          checkSandwich(recording, kind, tree);
          checked++;
        }
      } catch (dev.backdraft.analysis.reader.EvidenceException e) {
        assertThat(e).as("%s holds nothing at all", file).isNotNull();
      }
    }
    assertThat(checked).isGreaterThan(10);
  }

  @Test
  void madeTreesWeighWhatTheirStacksWeigh() throws Exception {
    for (int seed = 1; seed <= 25; seed++) {
      CallTree tree = Trees.large(400 * seed, 3 + 4 * seed, seed);
      check(tree, "seed " + seed);
      checkSandwich(tree.shape().recording(), SampleKind.CPU, tree);
    }
    check(Trees.of(""), "nothing");
    check(Trees.of("a.A.b" + ";a.A.b".repeat(499) + " 3"), "500 deep");
    String wide =
        Stream.of(1, 2, 3).map(i -> "a.A.b" + i + " " + i).collect(Collectors.joining("\n"));
    check(Trees.of(wide), "wide");
    check(Trees.wide(200_000), "200,000 wide");
  }
}
