package dev.backdraft.app.cli.replay;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.app.cli.ExitCode;
import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.app.plan.PlanDraft;
import dev.backdraft.app.plan.TokenKey;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.replay.plan.PlanSchema;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.BlockLimits;
import dev.backdraft.replay.run.ReplayException;
import dev.backdraft.replay.run.ReplayOptions;
import dev.backdraft.replay.run.RunChecks;
import dev.backdraft.replay.run.SelfTest;
import dev.backdraft.replay.target.TargetException;
import dev.backdraft.replay.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backdraft replay}: before and after under the captured requests, and a verdict. */
@Command(
    name = "replay",
    description = {
      "Replays captured requests against the build before and after the fix, in turn, and says"
          + " whether the fix holds.",
      "Exits with 0 if it holds, 3 if it does not, 4 if that is unclear."
    },
    footer = {
      "",
      "Example: backdraft replay --init requests.har -o checkout.yaml",
      "Example: backdraft replay checkout.yaml -o checkout-result"
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Terminal terminal;
  private final BlockLimits limits;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PLAN",
      description = "The plan, a YAML file; with --init, captures.")
  private List<Path> files = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = {
        "Where the result goes; a new folder beside you unless told.",
        "With --init, the plan's file."
      })
  private @Nullable Path output;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Option(
      names = "--allow-host",
      paramLabel = "HOST",
      description = "Load may be sent to this host too; else only to this machine.")
  private Set<String> allowed = Set.of();

  @Option(names = "--seed", paramLabel = "N", description = "Instead of the plan's seed.")
  private @Nullable Long seed;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Of captured spans: replay what this service was asked.")
  private @Nullable String service;

  @ArgGroup private @Nullable Protocol protocol;

  @ArgGroup private @Nullable Instead instead;

  /** One of the two. */
  static final class Protocol {
    @Option(names = "--quick", description = "Six pairs of blocks, whatever the plan says.")
    private boolean quick;

    @Option(names = "--full", description = "Ten pairs of blocks, whatever the plan says.")
    void full(boolean asked) {
      quick = !asked;
    }
  }

  /** What is done instead of a run. */
  static final class Instead {
    @Option(names = "--init", description = "Write a commented plan for these captures.")
    private boolean init;

    @Option(names = "--check", description = "Only check the plan and its captures.")
    private boolean check;

    @Option(
        names = "--schema",
        description = "Print the JSON Schema of plans, by which editors complete and check them.")
    private boolean schema;

    @Option(
        names = "--self-test",
        description = "Show on this machine that before/before does not hold and +10 %% is found.")
    private boolean selfTest;
  }

  public ReplayCommand(Terminal terminal) {
    this(terminal, BlockLimits.usual());
  }

  /** With other limits than a measurement needs: tests run on machines that are busy. */
  ReplayCommand(Terminal terminal, BlockLimits limits) {
    this.terminal = terminal;
    this.limits = limits;
  }

  @Override
  public Integer call() throws Exception {
    if (instead != null && instead.selfTest) {
      return selfTest();
    }
    if (instead != null && instead.init) {
      return init();
    }
    if (instead != null && instead.schema) {
      terminal.print(PlanSchema.text());
      return ExitCode.OK;
    }
    if (files.size() != 1) {
      throw new ParameterException(
          commandSpec().commandLine(),
          files.isEmpty() ? "a plan is missing" : "one plan at a time, not " + files.size());
    }
    PlanText text = PlanText.of(files.getFirst());
    ReplayPlan plan = plan(text);
    int unclear = Verdict.Answer.UNCLEAR.exitCode();
    try (Interruption interruption = new Interruption(unclear)) {
      int code = run(text, plan, interruption);
      interruption.done(code);
      return code;
    }
  }

  private int run(PlanText text, ReplayPlan plan, Interruption interruption)
      throws EvidenceException, IOException, InterruptedException, Refusal {
    try (Requests requests = open(plan.captures(), plan.captureOptions(TokenKey.ofThisUser()))) {
      sayDamage(requests);
      terminal.say(requests.coverage().message());
      requests.notes().forEach(terminal::say);
      ReplayOptions options = ReplayOptions.usual().withLimits(limits).withAllowedHosts(allowed);
      if (instead != null && instead.check) {
        return check(text.name(), plan, requests, options);
      }
      Path folder = output != null ? output : usualFolder(text.name());
      return new ReplaySession(terminal, text.name(), folder, json)
          .run(plan, requests, options, interruption);
    }
  }

  /** Says all that the run would refuse, not only what it would meet first. */
  private int check(String name, ReplayPlan plan, Requests requests, ReplayOptions options)
      throws IOException {
    RunChecks checks = RunChecks.of(plan, requests, options);
    for (Exception refusal : checks.refusals()) {
      terminal.say(String.valueOf(ReplaySession.refusal(refusal, terminal).getMessage()));
    }
    if (!checks.refusals().isEmpty()) {
      return ExitCode.FAILED;
    }
    checks.doubts().forEach(terminal::say);
    terminal.print(name + ": the plan can be run\n");
    return ExitCode.OK;
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("called without a command line");
    }
    return spec;
  }

  private ReplayPlan plan(PlanText text) throws Refusal {
    if (seed != null) {
      text.set("seed", seed.toString());
    }
    if (service != null) {
      text.set("service", service);
    }
    if (protocol != null) {
      text.set("protocol", protocol.quick ? "quick" : "full");
    }
    return text.read();
  }

  private static Requests open(List<Path> captures, CaptureOptions options) throws Refusal {
    try {
      return CaptureReader.open(captures, options, Progress.NONE);
    } catch (EvidenceException unread) {
      Remedy remedy = Remedy.ofCapture(unread);
      throw new Refusal(remedy.what(), remedy.remedy());
    }
  }

  private int init() throws EvidenceException, IOException, Refusal {
    if (files.isEmpty()) {
      throw new ParameterException(commandSpec().commandLine(), "a capture is missing");
    }
    Path target = output;
    if (target != null && Files.exists(target)) {
      throw new Refusal(
          target + " is there already", "Name another file with -o, or move it away.");
    }
    Path parent = target == null ? null : target.toAbsolutePath().getParent();
    String asked = service == null ? "" : service;
    try (Requests requests = open(files, CaptureOptions.usual(1).withService(asked))) {
      sayDamage(requests);
      if (requests.coverage().replayable() == 0) {
        requests.notes().forEach(terminal::say);
        throw nothing(requests);
      }
      String draft = PlanDraft.of(files, requests, parent == null ? Path.of("") : parent);
      String plan = asked.isEmpty() ? draft : PlanDraft.withService(draft, asked);
      terminal.say(requests.coverage().message());
      if (requests.coverage().replayable() < 2) {
        terminal.say("a replay needs two requests at least, to warm up with and to measure");
      }
      if (target == null) {
        terminal.print(plan);
      } else {
        Files.writeString(target, plan);
        terminal.say("wrote " + target + "; name the two builds in it, then run it");
      }
    }
    return ExitCode.OK;
  }

  private void sayDamage(Requests requests) {
    requests.problems().forEach(problem -> terminal.say("damaged: " + problem.message()));
  }

  private static Refusal nothing(Requests requests) {
    return requests.problems().isEmpty()
        ? new Refusal(
            "no plan is made of this: " + requests.coverage().message(),
            "Capture some: backdraft capture --listen PORT --to URL -o requests.jsonl")
        : new Refusal(
            "no request could be read, by damage: " + requests.problems().getFirst().message(),
            "Export or copy the capture again; what stands before a damage is read.");
  }

  private int selfTest() throws IOException, InterruptedException, Refusal {
    Path folder = output != null ? output : Files.createTempDirectory("backdraft-self-test");
    ProgressLine progress = new ProgressLine(terminal.err(), ProgressLine.isTerminal());
    try {
      SelfTest.Outcome outcome = SelfTest.run(folder, SelfTest.Settings.usual(), progress);
      progress.clear();
      for (String line : outcome.lines()) {
        terminal.print(line + "\n");
      }
      terminal.say("its results are in " + folder);
      return outcome.passed() ? ExitCode.OK : ExitCode.FAILED;
    } catch (TargetException | ReplayException broken) {
      progress.clear();
      throw ReplaySession.refusal(broken, terminal);
    }
  }

  private static Path usualFolder(String name) {
    return Path.of(name + "-" + STAMP.format(LocalDateTime.now(ZoneId.systemDefault())));
  }
}
