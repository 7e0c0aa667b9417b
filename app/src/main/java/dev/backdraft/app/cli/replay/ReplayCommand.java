package dev.backdraft.app.cli.replay;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.replay.plan.PlanException;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.BlockLimits;
import dev.backdraft.replay.run.ReplayException;
import dev.backdraft.replay.run.ReplayRun;
import dev.backdraft.replay.target.TargetException;
import dev.backdraft.replay.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backdraft replay}: before and after under the captured requests, and a verdict. */
@Command(
    name = "replay",
    description = {
      "Replays captured requests against the build before and after the fix, in turn, and says"
          + " whether the fix holds.",
      "Exits with 0 if it holds, 3 if it does not, 4 if that is unclear."
    },
    footer = {"", "Example: backdraft replay checkout.yaml -o checkout-result"})
public final class ReplayCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Terminal terminal;
  private final BlockLimits limits;

  @Parameters(arity = "1", paramLabel = "PLAN", description = "The plan, a YAML file.")
  private Path plan = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where the result goes; a new folder beside you unless told.")
  private @Nullable Path output;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

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
    ReplayPlan checked = read();
    Path folder = output != null ? output : usualFolder();
    try (Requests requests =
        CaptureReader.open(
            checked.captures(), CaptureOptions.usual(checked.seed()), Progress.NONE)) {
      terminal.say(requests.coverage().message());
      requests.notes().forEach(terminal::say);
      return run(checked, requests, folder);
    }
  }

  private ReplayPlan read() throws Refusal, IOException {
    String name = String.valueOf(plan.getFileName());
    if (!Files.isRegularFile(plan)) {
      throw new Refusal(
          name + ": there is no such plan", "Make one: backdraft replay --init CAPTURE -o " + name);
    }
    Path folder = plan.toAbsolutePath().getParent();
    try {
      return PlanReader.read(Files.readString(plan), folder == null ? Path.of(".") : folder);
    } catch (PlanException wrong) {
      Remedy remedy = Remedy.of(wrong, name);
      throw new Refusal(remedy.what(), remedy.remedy());
    }
  }

  private int run(ReplayPlan checked, Requests requests, Path folder)
      throws IOException, InterruptedException, Refusal {
    ProgressLine progress = new ProgressLine(terminal.err(), ProgressLine.isTerminal());
    ReplayRun run = new ReplayRun(checked, requests, folder, limits, progress);
    int unclear = Verdict.Answer.UNCLEAR.exitCode();
    try (Interruption interruption = new Interruption(run::stop, unclear)) {
      ReplayRun.Result result = run.run();
      progress.clear();
      terminal.print(
          json
              ? Files.readString(folder.resolve("result.json"))
              : VerdictText.of(result.verdict()));
      terminal.say("the result is in " + folder);
      terminal.out().flush();
      int code = result.verdict().answer().exitCode();
      interruption.done(code);
      return code;
    } catch (TargetException broken) {
      progress.clear();
      broken.output().forEach(line -> terminal.err().println("  | " + line));
      Remedy remedy = Remedy.of(broken);
      throw new Refusal(remedy.what(), remedy.remedy());
    } catch (ReplayException impossible) {
      progress.clear();
      throw new Refusal(
          String.valueOf(impossible.getMessage()), "See: backdraft replay --check " + plan);
    }
  }

  private Path usualFolder() {
    String name = String.valueOf(plan.getFileName()).replaceFirst("\\.ya?ml$", "");
    return Path.of(name + "-" + STAMP.format(LocalDateTime.now(ZoneId.systemDefault())));
  }
}
