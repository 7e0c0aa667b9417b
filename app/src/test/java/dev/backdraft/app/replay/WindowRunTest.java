package dev.backdraft.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.result.VerdictPage;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.ReplayOptions;
import dev.backdraft.replay.run.ReplayRun;
import dev.backdraft.replay.run.RunFacts;
import dev.backdraft.replay.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WindowRunTest {
  @TempDir Path folder;

  @Test
  void theVerdictIsShownThoughNothingOfItCouldBeWritten() throws Exception {
    ReplayPlan plan =
        PlanReader.read(
            """
            captures: capture.jsonl
            before: {address: 'http://127.0.0.1:1'}
            after: {address: 'http://127.0.0.1:2'}
            check: {symptom: failures}
            """,
            folder);
    Verdict verdict =
        new Verdict(
            Verdict.Answer.DOES_NOT_HOLD, List.of("failures are there"), List.of(), "r", 1, 0);
    RunFacts facts =
        new RunFacts(
            Map.of(), List.of(), Map.of(), List.of(), List.of("result.json: no space left"));
    ReplayRun.Result result =
        new ReplayRun.Result(verdict, List.of(), List.of(), List.of(), List.of(), facts);
    LiveRun live = new LiveRun();
    WindowRun run = new WindowRun("", folder, "plan", ReplayOptions.usual(), live, Runnable::run);
    VerdictPage page = run.page(plan, folder.resolve("none"), result);
    assertThat(page.answer()).isEqualTo(Verdict.Answer.DOES_NOT_HOLD);
    assertThat(live.notes()).contains("result.json: no space left");
  }
}
