package dev.backdraft.app.cli.replay;

import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.result.ResultException;
import dev.backdraft.app.result.ResultPages;
import dev.backdraft.app.result.ResultReader;
import dev.backdraft.app.result.VerdictPage;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.ReplayException;
import dev.backdraft.replay.run.ReplayOptions;
import dev.backdraft.replay.run.ReplayRun;
import dev.backdraft.replay.run.ResultFile;
import dev.backdraft.replay.target.TargetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One run on the terminal: from the first block to the pages of its result. */
public final class ReplaySession {
  private final Terminal terminal;
  private final String plan;
  private final Path folder;
  private final boolean json;
  private final ProgressLine progress;

  ReplaySession(Terminal terminal, String plan, Path folder, boolean json) {
    this.terminal = terminal;
    this.plan = plan;
    this.folder = folder;
    this.json = json;
    this.progress = new ProgressLine(terminal.err(), ProgressLine.isTerminal());
  }

  int run(ReplayPlan checked, Requests requests, ReplayOptions options, Interruption interruption)
      throws IOException, InterruptedException, Refusal {
    if (Files.exists(folder.resolve("result.json"))) {
      throw new Refusal(
          folder + " holds a result already", "Name another folder with -o, or move it away.");
    }
    ReplayRun run = new ReplayRun(checked, requests, folder, options, progress);
    interruption.stopping(run::stop);
    try {
      ReplayRun.Result result = run.run();
      progress.clear();
      result.facts().problems().forEach(terminal::say);
      tell(checked, result);
      return result.exitCode();
    } catch (TargetException | ReplayException broken) {
      progress.clear();
      throw refusal(broken, terminal);
    }
  }

  /** Pages that cannot be written are told; the verdict stands without them. */
  private void tell(ReplayPlan checked, ReplayRun.Result result) throws IOException {
    String text = "";
    try {
      ResultPages.write(folder, plan).forEach(terminal::say);
      VerdictPage page = ResultReader.read(folder);
      text = VerdictText.of(page);
    } catch (ResultException lost) {
      terminal.say(String.valueOf(lost.getMessage()));
      text = VerdictText.of(result.verdict());
    }
    terminal.print(
        json
            ? new String(ResultFile.text(checked, result).bytes(), StandardCharsets.UTF_8) + "\n"
            : text);
    terminal.out().flush();
    terminal.say("the result is in " + folder + ": report.html, junit.xml, result.json");
  }

  /** The same fault in the same words, wherever it is met. */
  public static Refusal refusal(Exception broken, Terminal terminal) {
    if (broken instanceof TargetException target) {
      target.output().forEach(line -> terminal.err().println("  | " + line));
      Remedy remedy = Remedy.of(target);
      return new Refusal(remedy.what(), remedy.remedy());
    }
    return new Refusal(
        String.valueOf(broken.getMessage()),
        broken instanceof ReplayException impossible
            ? impossible.remedy()
            : "See what the plan allows: backdraft replay --check PLAN");
  }
}
