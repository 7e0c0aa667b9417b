package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was measured is kept, and why there is no more of it stands among the reasons. */
final class KeptReasonsTest {
  private static final BlockLimits ANY = new BlockLimits(Long.MAX_VALUE / 4, 1e9, 1, 1e9);

  @TempDir Path folder;

  private ReplayRun.Result run(String after, BlockLimits limits, String more) throws Exception {
    try (ShopServer before = ShopTarget.server(0, "none", folder);
        ShopServer other = ShopTarget.server(0, "none", folder)) {
      Thread.ofPlatform().daemon().name("shop before").start(before);
      Thread.ofPlatform().daemon().name("shop after").start(other);
      StringBuilder lines = new StringBuilder("{\"backdraft\":\"requests\",\"version\":1}\n");
      for (int i = 0; i < 40; i++) {
        lines
            .append("{\"time\":\"2026-01-01T00:00:00Z\",\"method\":\"GET\",")
            .append("\"target\":\"/carts/1\"}\n");
      }
      Path capture = Files.writeString(folder.resolve("capture.jsonl"), lines);
      ReplayPlan plan =
          PlanReader.read(
              "captures: capture.jsonl\nbefore: {address: 'localhost:"
                  + before.port()
                  + "'}\nafter: "
                  + after.replace("PORT", "" + other.port())
                  + "\nload: {rate: 100, warmup: 0, measure: 0.2, countLost: false}\njfr: 'off'\n"
                  + "check: {symptom: failures}\nseed: "
                  + beforeFirst()
                  + "\n"
                  + more,
              folder);
      try (Requests requests =
          CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
        return new ReplayRun(plan, requests, folder.resolve("out"), limits, new QuietListener())
            .run();
      }
    }
  }

  /** A seed by which the first block is one of the old build. */
  private static long beforeFirst() {
    long seed = 1;
    while (!new SplittableRandom(seed).nextBoolean()) {
      seed++;
    }
    return seed;
  }

  @Test
  void aBuildThatNeverComesUpLeavesWhatTheOtherShowedAndTheReason() throws Exception {
    ReplayRun.Result result = run("{command: [sh, -c, 'echo no such table; exit 7']}", ANY, "");
    assertThat(result.verdict().answer()).isEqualTo(Verdict.Answer.UNCLEAR);
    assertThat(result.verdict().reasons())
        .contains("only 0 of 6 pairs were run")
        .anyMatch(reason ->
            reason.startsWith("the run ended early, in pair 1, after: ")
                && reason.contains("code 7")
                && reason.contains("no such table"));
    assertThat(result.blocks()).singleElement().extracting(BlockReport::side).isEqualTo("before");
    assertThat(folder.resolve("out/result.json"))
        .content()
        .contains("\"exitCode\":1")
        .contains("the run ended early");
  }

  @Test
  void aVoidRunSaysWhatBefellItsBlocksAndWhatHelps() throws Exception {
    ReplayRun.Result result = run("{address: 'localhost:PORT'}", new BlockLimits(0, 0, 1, 1e9), "");
    assertThat(result.verdict().reasons())
        .first()
        .asString()
        .contains("the load generator failed in 2 of the first 2 pairs, and of 6 at most 1 may");
    assertThat(result.verdict().reasons())
        .anyMatch(reason ->
            reason.startsWith("4 of 4 blocks are void")
                && reason.contains("where 0.0 ms are allowed")
                && reason.contains("lower the rate"));
  }

  @Test
  void namesThatMeetNothingInTheAnswersAreTold() throws Exception {
    ReplayRun.Result result =
        run(
            "{address: 'localhost:PORT'}",
            ANY,
            "ignore: ['GET /carts/{id} $.nowhere']\nexpect: ['GET /carts/{id} $.neither']\n");
    assertThat(result.facts().notes())
        .anyMatch(note -> note.contains("GET /carts/{id} $.nowhere\" differs in no answer"))
        .anyMatch(note -> note.contains("GET /carts/{id} $.neither\" stands in no answer"));
  }
}
