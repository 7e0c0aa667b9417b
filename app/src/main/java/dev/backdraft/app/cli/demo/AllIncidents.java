package dev.backdraft.app.cli.demo;

import dev.backdraft.app.cli.ExitCode;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.sample.Incident;
import dev.backdraft.sample.truth.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** All incidents, each held against its truth file; one that cannot run costs no other its row. */
final class AllIncidents {
  private static final String STOPPED = "stopped";

  private final Terminal terminal;
  private final Replaying replaying;
  private final StringBuilder table = new StringBuilder("\n");

  AllIncidents(Terminal terminal, Replaying replaying) {
    this.terminal = terminal;
    this.replaying = replaying;
  }

  /** Replays them below the folder; the exit code. */
  int replay(List<Incident> incidents, Path folder) throws IOException {
    boolean asExpected = true;
    for (Incident one : incidents) {
      if (replaying.stopped()) {
        row(one, "not run", "");
        asExpected = false;
      } else {
        asExpected &= one(one, folder.resolve(one.id()));
      }
    }
    terminal.print(table);
    return asExpected ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean one(Incident one, Path folder) throws IOException {
    String expected = Truth.of(one.id()).verdict();
    try {
      String found = replaying.replay(one, folder).id();
      boolean same = found.equals(expected) && !replaying.stopped();
      row(
          one,
          found,
          same
              ? "as its truth file says"
              : replaying.stopped() ? STOPPED : "but its truth file says: " + expected);
      return same;
    } catch (RuntimeException bug) {
      throw bug;
    } catch (Exception broken) {
      if (broken instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      String why = String.valueOf(broken.getMessage());
      terminal.say(one.id() + " could not run: " + why);
      row(one, "could not run: " + why.lines().findFirst().orElse(""), "");
      return false;
    }
  }

  private void row(Incident one, String found, String beside) {
    String line = String.format(Locale.ROOT, "  %-11s %-14s %s", one.id(), found, beside);
    table.append(line.stripTrailing()).append('\n');
  }
}
