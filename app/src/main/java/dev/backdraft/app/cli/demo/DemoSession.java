package dev.backdraft.app.cli.demo;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.app.cli.replay.Interruption;
import dev.backdraft.app.cli.replay.ProgressLine;
import dev.backdraft.app.cli.replay.ReplaySession;
import dev.backdraft.app.cli.replay.VerdictText;
import dev.backdraft.app.demo.DemoPlan;
import dev.backdraft.app.demo.DemoRun;
import dev.backdraft.app.result.ResultException;
import dev.backdraft.app.result.ResultPages;
import dev.backdraft.app.result.ResultReader;
import dev.backdraft.replay.plan.PlanException;
import dev.backdraft.replay.run.ReplayException;
import dev.backdraft.replay.target.TargetException;
import dev.backdraft.replay.verdict.Verdict;
import dev.backdraft.sample.Incident;
import java.io.IOException;
import java.nio.file.Path;

/** One incident on the terminal: replayed, judged, and what the run points at. */
final class DemoSession implements Replaying {
  private final Terminal terminal;
  private final Interruption interruption;

  DemoSession(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  @Override
  public Verdict.Answer replay(Incident incident, Path folder)
      throws IOException, InterruptedException, PlanException, EvidenceException, Refusal {
    terminal.print(incident.id() + ": " + incident.story() + "\n");
    terminal.out().flush();
    ProgressLine progress = new ProgressLine(terminal.err(), ProgressLine.isTerminal());
    Path kept = result(folder);
    try {
      DemoRun run = new DemoRun(DemoPlan.in(folder, incident), kept, progress);
      interruption.stopping(run::stop);
      DemoRun.Result result = run.run();
      progress.clear();
      result.replay().facts().problems().forEach(terminal::say);
      terminal.print(verdict(kept, incident.id(), result.replay().verdict()));
      terminal.print(DemoText.pointers(result) + "\n");
      terminal.out().flush();
      return result.replay().verdict().answer();
    } catch (TargetException | ReplayException broken) {
      progress.clear();
      throw ReplaySession.refusal(broken, terminal);
    }
  }

  @Override
  public boolean stopped() {
    return interruption.asked();
  }

  /** Where an incident's result is kept. */
  static Path result(Path folder) {
    return folder.resolve("result");
  }

  /** Pages that cannot be written are told; the verdict stands without them. */
  private String verdict(Path kept, String name, Verdict verdict) {
    try {
      ResultPages.write(kept, name).forEach(terminal::say);
      return VerdictText.of(ResultReader.read(kept));
    } catch (ResultException lost) {
      terminal.say(String.valueOf(lost.getMessage()));
      return VerdictText.of(verdict);
    }
  }
}
