package dev.backdraft.app.cli.demo;

import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Suggestion;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.app.cli.replay.ProgressLine;
import dev.backdraft.app.cli.replay.VerdictText;
import dev.backdraft.app.demo.DemoPlan;
import dev.backdraft.app.demo.DemoRun;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.result.ResultException;
import dev.backdraft.app.result.ResultReader;
import dev.backdraft.replay.run.ReplayException;
import dev.backdraft.replay.target.TargetException;
import dev.backdraft.replay.verdict.Verdict;
import dev.backdraft.sample.Incident;
import dev.backdraft.sample.truth.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backdraft demo}: the whole job on a service that comes with the program. */
@Command(
    name = "demo",
    description = {
      "Opens a sample incident in the window, with a guide through it and a replay ready to run;"
          + " with --headless replays it here: a small shop's service before and after a fix, with"
          + " a verdict and where the evidence of the run points.",
      "Exits with 0 if the fix holds, 3 if it does not, 4 if that is unclear; for all incidents,"
          + " with 0 if each ends as its truth file says, and 1 otherwise."
    },
    footer = {"", "Example: backdraft demo --headless convoy"})
public final class DemoCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final String ALL = "all";

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "INCIDENT",
      description = "One of the incidents, or all; capacity unless told.")
  private String incident = Incident.CAPACITY.id();

  @Option(names = "--list", description = "List the incidents and what people saw of them.")
  private boolean list;

  @Option(names = "--headless", description = "Run here, without a window.")
  private boolean headless;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Keep captures, plans, recordings and results there.")
  private @Nullable Path output;

  public DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** True if these words ask for the window: the command alone, or with an incident. */
  public static boolean asksForWindow(String[] words) {
    return words[0].equals("demo")
        && (words.length == 1 || (words.length == 2 && Incident.of(words[1]).isPresent()));
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      for (Incident one : Incident.values()) {
        terminal.print(String.format(Locale.ROOT, "%-11s %s%n", one.id(), one.story()));
      }
      return 0;
    }
    if (!headless) {
      String what = incident.equals(ALL) ? ALL : known().id();
      throw new Refusal(
          "the window shows one incident, and takes no options",
          "Add --headless to run it here, or for the window: backdraft demo "
              + (what.equals(ALL) ? Incident.CAPACITY.id() : what));
    }
    Path folder = output != null ? output : Files.createTempDirectory("backdraft-demo-");
    int code = incident.equals(ALL) ? all(folder) : one(known(), folder);
    terminal.say("captures, plans, recordings and results are in " + folder);
    return code;
  }

  private Incident known() throws Refusal {
    List<String> names = Arrays.stream(Incident.values()).map(Incident::id).toList();
    return Incident.of(incident)
        .orElseThrow(() ->
            new Refusal(
                "there is no incident '" + incident + "'" + Suggestion.of(incident, names),
                "There are: " + String.join(", ", names) + "; or all."));
  }

  private int one(Incident one, Path folder) throws Exception {
    return run(one, folder.resolve(one.id())).exitCode();
  }

  private int all(Path folder) throws Exception {
    StringBuilder table = new StringBuilder("\n");
    boolean asExpected = true;
    for (Incident one : Incident.values()) {
      String expected = Truth.of(one.id()).verdict();
      String found = run(one, folder.resolve(one.id())).id();
      boolean same = found.equals(expected);
      asExpected &= same;
      table.append(
          String.format(
              Locale.ROOT,
              "  %-11s %-14s %s%n",
              one.id(),
              found,
              same ? "as its truth file says" : "but its truth file says: " + expected));
    }
    terminal.print(table);
    return asExpected ? 0 : FAILED;
  }

  private static String verdict(Path result, Verdict verdict) {
    try {
      return VerdictText.of(ResultReader.read(result));
    } catch (ResultException lost) {
      return VerdictText.of(verdict) + lost.getMessage() + "\n";
    }
  }

  private Verdict.Answer run(Incident one, Path folder) throws Exception {
    terminal.print(one.id() + ": " + one.story() + "\n");
    terminal.out().flush();
    ProgressLine progress = new ProgressLine(terminal.err(), ProgressLine.isTerminal());
    try {
      DemoPlan plan = DemoPlan.in(folder, one);
      DemoRun.Result result = new DemoRun(plan, folder.resolve("result"), progress).run();
      progress.clear();
      terminal.print(verdict(folder.resolve("result"), result.replay().verdict()));
      terminal.print(DemoText.pointers(result) + "\n");
      terminal.out().flush();
      return result.replay().verdict().answer();
    } catch (TargetException broken) {
      progress.clear();
      broken.output().forEach(line -> terminal.err().println("  | " + line));
      Remedy remedy = Remedy.of(broken);
      throw new Refusal(remedy.what(), remedy.remedy());
    } catch (ReplayException impossible) {
      progress.clear();
      throw new IOException(impossible);
    }
  }
}
