package dev.backdraft.app.cli;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What every command that reads evidence has in common: opening, problems, {@code --strict}. */
final class Input {
  /** More problems than this say no more; the JSON of {@code summary} has them all. */
  private static final int PROBLEMS_PRINTED = 10;

  @Option(
      names = "--strict",
      description = "Exit with 1 if a file is damaged, even where it can be read.")
  private boolean strict;

  private boolean damaged;

  /** Opens the files as one recording and prints their problems to standard error. */
  Recording open(List<Path> files, Terminal terminal) throws EvidenceException {
    Recording recording = EvidenceReader.open(files, Progress.NONE);
    List<Problem> problems = recording.problems();
    for (Problem problem : problems.subList(0, Math.min(PROBLEMS_PRINTED, problems.size()))) {
      terminal.say("damaged: " + problem.message());
    }
    if (problems.size() > PROBLEMS_PRINTED) {
      terminal.say(
          "damaged: and " + (problems.size() - PROBLEMS_PRINTED) + " more (see summary --json)");
    }
    damaged |= !problems.isEmpty();
    return recording;
  }

  int exitCode() {
    return damaged && strict ? ExitCode.FAILED : ExitCode.OK;
  }
}
