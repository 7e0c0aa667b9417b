package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.verdict.BlockPair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlingTest {
  @TempDir Path folder;

  private ReplayPlan plan(String load, String more) throws Exception {
    return PlanReader.read(
        "captures: capture.jsonl\nbefore: {command: x}\nafter: {command: y}\n"
            + "check: {symptom: leak}\nload: "
            + load
            + "\n"
            + more,
        folder);
  }

  private static BlockReport part(boolean before, int number, long failures, Double leak) {
    Map<String, Double> figures = leak.isNaN() ? Map.of() : Map.of("leak", leak);
    return Reports.of(number, before, new BlockPair.Block(100, failures, figures, Map.of()), "");
  }

  @ParameterizedTest
  @CsvSource({"60, '', 20, 60", "60, 'pairs: 12', 10, 60", "4.5, '', 1.5, 4.5"})
  void itIsSaidHowLongASoakSettlesOnTopOfWhatItMeasures(
      double measure, String more, String settling, String judged) throws Exception {
    ReplayPlan plan = plan("{measure: " + measure + "}", more + "\nsoak: true\n");
    assertThat(Settling.announced(plan))
        .containsExactly(
            "a soak settles first: "
                + settling
                + " s on each side that are measured and not judged, then "
                + judged
                + " s that are");
    assertThat(plan.load().measureSeconds()).isEqualTo(measure);
  }

  @Test
  void pairsOfBlocksDoNotSettle() throws Exception {
    ReplayPlan plan = plan("{measure: 60}", "");
    assertThat(plan.settlingSeconds()).isZero();
    assertThat(Settling.announced(plan)).isEmpty();
  }

  @Test
  void whatTheSettlingPartsShowedIsSaidPartByPart() {
    List<BlockReport> parts =
        List.of(
            part(true, 1, 0, 3.57),
            part(true, 2, 0, -259.1),
            part(false, 1, 0, 0.0),
            part(false, 2, 0, 12.0));
    assertThat(Settling.notes(parts, false))
        .containsExactly(
            "while a side settled, part by part, live bytes changed by +3.6, -259.1 a request"
                + " before and +0.0, +12.0 a request after; that is not judged");
  }

  @Test
  void failuresWhileSettlingAreSaidThoughNotJudged() {
    List<BlockReport> parts = List.of(part(true, 1, 0, Double.NaN), part(false, 1, 7, Double.NaN));
    assertThat(Settling.notes(parts, false))
        .containsExactly(
            "0 requests failed before and 7 after while the side settled; that is not judged");
  }

  @Test
  void ofARunWithoutSettlingNothingIsSaid() {
    assertThat(Settling.notes(List.of(), false)).isEmpty();
  }

  /** Hours, so that no machine is slow enough to matter. */
  @Test
  void theTimeThatIsLeftKnowsOfIt() throws Exception {
    List<Double> left = new ArrayList<>();
    ReplayListener listener =
        new QuietListener() {
          @Override
          public void remaining(double seconds) {
            left.add(seconds);
          }
        };
    ReplayPlan plan = plan("{warmup: 1000, measure: 60000}", "soak: true\n");
    RunClock clock = new RunClock(plan, new RunFactsBuilder(plan, listener));
    clock.block(1, 1, "before");
    clock.progress(false, new EngineProgress(0, 0, 0, 0, 0, 0, 0));
    assertThat(left)
        .singleElement()
        .satisfies(seconds -> assertThat(seconds).isBetween(2 * 80_000.0, 2 * 82_000.0));
  }

  /** Each part begins the capture anew, so that one that ends early is not shared by all. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {rate: 100, measure: 60}                          |
          {rate: 40, measure: 60}                           | 2,400 requests on each side
          {rate: 1000, warmup: 60, measure: 60, loop: false} | 3,000 requests on each side
          {rate: 1000, warmup: 59, measure: 61, loop: false} |
          """)
  void whatIsSentWhileSettlingDecidesNothing(String load, String doubt) throws Exception {
    StringBuilder lines = new StringBuilder("{\"backdraft\":\"requests\",\"version\":1}\n");
    for (int i = 0; i < 1_000; i++) {
      lines.append("{\"time\":\"2026-01-01T00:00:0").append(i / 1000.0);
      lines.append("Z\",\"method\":\"GET\",\"scheme\":\"http\",\"host\":\"h\",\"target\":\"/\"}\n");
    }
    Path capture = java.nio.file.Files.writeString(folder.resolve("capture.jsonl"), lines);
    ReplayPlan plan = plan(load, "soak: true\n");
    try (Requests requests =
        CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
      List<String> doubts = PlanPower.doubts(plan, requests);
      assertThat(doubts).last().asString().startsWith("a soak settles first: ");
      assertThat(doubts.stream().filter(said -> said.contains("cannot rule out")))
          .allSatisfy(said -> assertThat(said).startsWith(String.valueOf(doubt)))
          .hasSize(doubt == null ? 0 : 1);
    }
  }
}
