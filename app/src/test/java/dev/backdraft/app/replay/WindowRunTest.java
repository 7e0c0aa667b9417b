package dev.backdraft.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.result.VerdictPage;
import dev.backdraft.app.work.Ending;
import dev.backdraft.app.work.Work;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.ReplayOptions;
import dev.backdraft.replay.run.ReplayRun;
import dev.backdraft.replay.run.RunFacts;
import dev.backdraft.replay.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class WindowRunTest {
  @TempDir Path folder;

  /** Stop in the window, while a target is waited for that never gets ready. */
  @Test
  @Timeout(60)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command is one of Unix")
  void aTargetThatIsNotReadyYetIsNotWaitedFor() throws Exception {
    Files.writeString(
        folder.resolve("capture.jsonl"),
        """
        {"backdraft":"requests","version":1}
        {"time":"2026-01-01T00:00:00Z","method":"GET","target":"/a"}
        {"time":"2026-01-01T00:00:01Z","method":"GET","target":"/b"}
        """);
    String text =
        """
        captures: capture.jsonl
        before: {command: [sleep, '3600'], ready: port, readySeconds: 3600}
        after: {command: [sleep, '3600'], ready: port, readySeconds: 3600}
        check: {symptom: failures}
        """;
    Set<ProcessHandle> others = ProcessHandle.current().descendants().collect(Collectors.toSet());
    LiveRun live = new LiveRun();
    WindowRun run = new WindowRun(text, folder, "plan", ReplayOptions.usual(), live, Runnable::run);
    CompletableFuture<VerdictPage> kept = new CompletableFuture<>();
    try (Work work = new Work(Runnable::run, kept::completeExceptionally)) {
      work.start(
          "replay",
          "Replaying",
          activity -> {
            live.changes()
                .addListener(change -> {
                  if (live.where().contains("starting")) {
                    activity.cancel();
                  }
                });
            return run.run(activity);
          },
          new Ending<VerdictPage>() {
            @Override
            public void done(VerdictPage notStopped) {
              kept.completeExceptionally(new IllegalStateException("it went on"));
            }

            @Override
            public void dropped(VerdictPage page) {
              kept.complete(page);
            }
          });
      assertThat(kept.get().answer()).isEqualTo(Verdict.Answer.UNCLEAR);
    }
    assertThat(kept.get().reasons()).contains("Only 0 of 6 pairs were run");
    assertThat(live.notes()).anyMatch(note -> note.startsWith("the run was asked to stop"));
    assertThat(folder.resolve("plan-result/result.json")).exists();
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
        .allMatch(others::contains);
  }

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
        new ReplayRun.Result(
            verdict, List.of(), List.of(), List.of(), List.of(), List.of(), facts, false);
    LiveRun live = new LiveRun();
    WindowRun run = new WindowRun("", folder, "plan", ReplayOptions.usual(), live, Runnable::run);
    VerdictPage page = run.page(plan, folder.resolve("none"), result);
    assertThat(page.answer()).isEqualTo(Verdict.Answer.DOES_NOT_HOLD);
    assertThat(live.notes()).contains("result.json: no space left");
  }
}
