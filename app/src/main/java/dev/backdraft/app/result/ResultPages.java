package dev.backdraft.app.result;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallShape;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.viewers.export.Caption;
import dev.backdraft.viewers.export.FlameHtml;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes the pages of a result folder: report.html, junit.xml and the flame graphs of each side.
 */
public final class ResultPages {
  private static final List<SampleKind> KINDS = List.of(SampleKind.CPU, SampleKind.ALLOC);

  private ResultPages() {}

  /** A page as it is written. */
  @FunctionalInterface
  private interface Content {
    String text() throws IOException;
  }

  /** What could not be written is told, one line each; the verdict stands without it. */
  public static List<String> write(Path folder, String plan) throws ResultException {
    VerdictPage page = ResultReader.read(folder);
    List<String> problems = new ArrayList<>();
    List<VerdictHtml.Link> links = new ArrayList<>();
    flames(folder, "before", page.recordings().before(), links, problems);
    flames(folder, "after", page.recordings().after(), links, problems);
    keep(folder, "report.html", () -> VerdictHtml.of(page, links), problems);
    keep(folder, "junit.xml", () -> JUnitReport.of(page, plan), problems);
    return problems;
  }

  /** Each for itself: a disk that is full for one may have room for the other. */
  private static void keep(Path folder, String name, Content content, List<String> problems) {
    try {
      Files.writeString(folder.resolve(name), content.text());
    } catch (IOException full) {
      problems.add(name + " could not be written: " + full.getMessage());
    }
  }

  private static void flames(
      Path folder,
      String side,
      List<Path> files,
      List<VerdictHtml.Link> links,
      List<String> problems) {
    if (files.isEmpty()) {
      return;
    }
    try (Recording recording = EvidenceReader.open(files, Progress.NONE)) {
      for (SampleKind kind : KINDS) {
        if (recording.sampleKinds().contains(kind)) {
          CallTree tree =
              CallShape.of(recording, kind, By.METHOD, Transforms.NONE).weigh(Selection.all(kind));
          String label = kind.label() + ", " + side;
          String name = "flame-" + side + "-" + kind.id().toLowerCase(Locale.ROOT) + ".html";
          try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
            FlameHtml.write(
                tree, new Caption(label, files.size() + " recordings of the replay"), out);
          }
          links.add(new VerdictHtml.Link("Flame graph: " + label, name));
        }
      }
    } catch (EvidenceException | IOException failed) {
      problems.add("no flame graph of " + side + ": " + failed.getMessage());
    }
  }
}
