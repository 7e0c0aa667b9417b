package dev.backdraft.app.cli;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.ReadOptions;
import dev.backdraft.analysis.reader.cache.RecordingCache;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that reads evidence has in common: opening, problems, {@code --strict}. */
final class Input {
  /** More problems than this say no more; the JSON of {@code summary} has them all. */
  private static final int PROBLEMS_PRINTED = 10;

  @Option(
      names = "--strict",
      description = "Exit with 1 if a file is damaged, even where it can be read.")
  private boolean strict;

  @Option(
      names = "--no-cache",
      description = "Read the files anew, and keep nothing of them for the next time.")
  private boolean noCache;

  private @Nullable RecordingCache cache;
  private boolean damaged;
  private int told;

  /** Opens the files as one recording and prints their problems to standard error. */
  Recording open(List<Path> files, Terminal terminal) throws EvidenceException {
    return open(files, ReadOptions.plain(), terminal);
  }

  /** As {@link #open(List, Terminal)}, for an answer about samples of one kind alone. */
  Recording open(List<Path> files, SampleKind kind, Terminal terminal) throws EvidenceException {
    return open(files, ReadOptions.plain().withOnly(kind), terminal);
  }

  private Recording open(List<Path> files, ReadOptions options, Terminal terminal)
      throws EvidenceException {
    if (cache != null) {
      cache.keep(); // what was opened before has been answered by now
    } else if (!noCache) {
      cache = Folders.ofThisMachine().recordings();
    }
    Recording recording = EvidenceReader.open(files, options.withCache(cache), Progress.NONE, null);
    List<Problem> problems = recording.problems();
    for (Problem problem : problems.subList(0, Math.min(PROBLEMS_PRINTED, problems.size()))) {
      terminal.say("damaged: " + problem.message());
    }
    if (problems.size() > PROBLEMS_PRINTED) {
      terminal.say(
          "damaged: and " + (problems.size() - PROBLEMS_PRINTED) + " more (see summary --json)");
    }
    damaged |= !problems.isEmpty();
    told = problems.size();
    return recording;
  }

  /**
   * To be asked once the columns are decoded: tells what could not be read of them.
   *
   * @throws Refusal if memory did not suffice, for then an answer would be one about nothing
   */
  void decoded(Recording recording, Terminal terminal) throws Refusal {
    List<Problem> problems = recording.problems();
    for (Problem problem : problems.subList(Math.min(told, problems.size()), problems.size())) {
      if (problem.kind() == Problem.Kind.LIMIT && problem.expected().startsWith("memory")) {
        throw new Refusal(
            "there is not enough " + problem.expected(),
            "The program may take "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MB. Give it more, as with BACKDRAFT_JAVA_OPTS=-Xmx8g.");
      }
      damaged = true;
      terminal.say("damaged: " + problem.message());
    }
    told = Math.max(told, problems.size());
  }

  /**
   * Ends the command: first all of its answer goes out, then what was decoded is kept for the next
   * time. Gives the exit code.
   */
  int end(Terminal terminal) throws IOException {
    terminal.out().flush();
    if (cache != null) {
      cache.keep();
    }
    return damaged && strict ? ExitCode.FAILED : ExitCode.OK;
  }
}
