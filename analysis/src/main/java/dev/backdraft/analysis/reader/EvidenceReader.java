package dev.backdraft.analysis.reader;

import dev.backdraft.analysis.reader.cache.RecordingCache;
import dev.backdraft.analysis.reader.jfr.JfrReader;
import dev.backdraft.analysis.recording.Recording;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one way to open evidence: recognises each file by its content and reads it. */
public final class EvidenceReader {
  private EvidenceReader() {}

  /** Opens the files as one recording, with {@link ReadOptions#plain}. */
  public static Recording open(List<Path> files, Progress progress) throws EvidenceException {
    return open(files, ReadOptions.plain(), progress, null);
  }

  /**
   * Opens the files as one recording.
   *
   * @param early told at most once, from another thread, of a first part of the recording, so that
   *     a first picture can be drawn; or null
   * @throws EvidenceException if a file gives nothing at all
   * @throws java.util.concurrent.CancellationException if {@code progress} says so
   */
  public static Recording open(
      List<Path> files, ReadOptions options, Progress progress, @Nullable Consumer<Recording> early)
      throws EvidenceException {
    RecordingCache cache = options.cache();
    return cache == null
        ? read(files, options, progress, early)
        : cache.open(files, () -> read(files, options.whole(), progress, early));
  }

  private static Recording read(
      List<Path> files, ReadOptions options, Progress progress, @Nullable Consumer<Recording> early)
      throws EvidenceException {
    Intake intake = new Intake(progress);
    intake.addAll(files);
    Progress behind = new Behind(progress, intake.doneBytes());
    boolean begun = JfrReader.hasOnlyBegun(intake.inputs());
    Recording recording;
    try {
      recording = JfrReader.open(intake.inputs(), options.threads(), options.only(), behind, early);
    } catch (OutOfMemoryError e) {
      throw new EvidenceException.Nothing(
          files.getFirst(), "it needs more memory than there is; give it more with -Xmx");
    }
    if (recording == null) {
      throw new EvidenceException.Nothing(
          files.getFirst(),
          begun ? "the recording had only just begun" : "no chunk is whole enough");
    }
    return recording;
  }

  /** Reading goes on where unpacking ended. */
  private record Behind(Progress progress, long before) implements Progress {
    @Override
    public void bytes(long done, long total) {
      progress.bytes(before + done, before + total);
    }

    @Override
    public boolean cancelled() {
      return progress.cancelled();
    }
  }
}
