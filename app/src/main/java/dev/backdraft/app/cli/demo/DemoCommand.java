package dev.backdraft.app.cli.demo;

import dev.backdraft.app.cli.ExitCode;
import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Suggestion;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.app.cli.replay.Interruption;
import dev.backdraft.replay.verdict.Verdict;
import dev.backdraft.sample.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backdraft demo}: the whole job on a service that comes with the program. */
@Command(
    name = "demo",
    description = {
      "Opens a sample incident in the window, with a guide through it and a replay ready to run;"
          + " with --headless replays it here: a small shop's service before and after a fix, with"
          + " a verdict and where the evidence of the run points.",
      "Exits with 0 if the fix holds, 3 if it does not, 4 if that is unclear; for all incidents,"
          + " with 0 if each ends as its truth file says, and 1 otherwise.",
      "One incident takes two to seven minutes, all of them about half an hour."
    },
    footer = {"", "Example: backdraft demo --headless convoy"})
public final class DemoCommand implements Callable<Integer> {
  private static final String ALL = "all";

  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

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
      return ExitCode.OK;
    }
    List<Incident> chosen = incident.equals(ALL) ? List.of(Incident.values()) : List.of(known());
    if (!headless) {
      throw usage(
          "the window shows one incident, and takes no options",
          "Add --headless to run it here, or for the window: backdraft demo "
              + chosen.getFirst().id());
    }
    Path folder = folder(chosen);
    int untilDone = incident.equals(ALL) ? ExitCode.FAILED : Verdict.Answer.UNCLEAR.exitCode();
    try (Interruption interruption = new Interruption(untilDone)) {
      int code = replay(chosen, folder, new DemoSession(terminal, interruption));
      terminal.out().flush();
      if (interruption.asked()) {
        terminal.say("stopped: what was measured until then is kept");
      }
      terminal.say(
          "captures, plans, recordings and results (report.html, junit.xml) are in " + folder);
      interruption.done(code);
      return code;
    }
  }

  private int replay(List<Incident> chosen, Path folder, Replaying replaying) throws Exception {
    if (incident.equals(ALL)) {
      return new AllIncidents(terminal, replaying).replay(chosen, folder);
    }
    Incident one = chosen.getFirst();
    return replaying.replay(one, folder.resolve(one.id())).exitCode();
  }

  private Incident known() {
    List<String> names = Arrays.stream(Incident.values()).map(Incident::id).toList();
    return Incident.of(incident)
        .orElseThrow(() ->
            usage(
                "there is no incident '" + incident + "'" + Suggestion.of(incident, names),
                "There are: " + String.join(", ", names) + "; or all."));
  }

  /** A new one, or the one that was named, if it holds no result yet that would be lost. */
  private Path folder(List<Incident> chosen) throws IOException, Refusal {
    Path named = output;
    if (named == null) {
      return Files.createTempDirectory("backdraft-demo-");
    }
    for (Incident one : chosen) {
      Path result = DemoSession.result(named.resolve(one.id()));
      if (Files.exists(result.resolve("result.json"))) {
        throw new Refusal(
            result + " holds a result already", "Name another folder with -o, or move it away.");
      }
    }
    return named;
  }

  private ParameterException usage(String what, String remedy) {
    if (spec == null) {
      throw new IllegalStateException("called without a command line");
    }
    return new ParameterException(
        spec.commandLine(), what + System.lineSeparator() + "  " + remedy);
  }
}
