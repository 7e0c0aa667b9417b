package dev.backdraft.app.demo;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallShape;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.ReadOptions;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.work.Activity;
import dev.backdraft.sample.EvidenceFiles;
import dev.backdraft.sample.Incident;
import dev.backdraft.viewers.layout.FlameRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads a recording that comes with the program, over and over for a moment, while the window rests
 * on its welcome page: the code that reads is compiled by then, and the first file that a person
 * drops is there in two thirds of the time. Ends as soon as anything is asked.
 */
public final class Rehearsal {
  private static final long LONGEST_NANOS = 1_500_000_000L;

  /** So many copies behind each other are a recording of as many chunks. */
  private static final int COPIES = 6;

  /** Of each reading: a tree has a thousandth of the nodes that a large recording has. */
  private static final int TREES = 8;

  private static final List<String> FILES = List.of("before.jfr.gz", "many.jfr");

  private Rehearsal() {}

  /** Takes at most a second and a half of one processor; failing it is no failure. */
  public static boolean run(Activity activity) throws IOException {
    Path folder = Files.createTempDirectory("backdraft-rehearsal");
    // Whoever closes the window at once does not wait for the end below.
    folder.toFile().deleteOnExit();
    FILES.forEach(name -> folder.resolve(name).toFile().deleteOnExit());
    try {
      Path file = unpacked(folder);
      long end = System.nanoTime() + LONGEST_NANOS;
      while (!activity.cancelled() && System.nanoTime() < end) {
        once(file);
      }
      return true;
    } catch (EvidenceException | IOException e) {
      return false;
    } finally {
      for (String name : FILES) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    }
  }

  private static Path unpacked(Path folder) throws IOException {
    Path packed = EvidenceFiles.copy(Incident.CAPACITY, FILES.getFirst(), folder);
    Path many = folder.resolve(FILES.getLast());
    byte[] one;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      one = in.readAllBytes();
    }
    try (OutputStream out = Files.newOutputStream(many)) {
      for (int i = 0; i < COPIES; i++) {
        out.write(one);
      }
    }
    return many;
  }

  private static void once(Path file) throws EvidenceException {
    ReadOptions alone = new ReadOptions(1);
    try (Recording recording = EvidenceReader.open(List.of(file), alone, Progress.NONE, null)) {
      for (int i = 0; i < TREES; i++) {
        CallTree tree =
            CallShape.of(recording, SampleKind.CPU, By.METHOD, Transforms.NONE)
                .weigh(Selection.all(SampleKind.CPU));
        FlameRows.of(tree);
      }
    }
  }
}
