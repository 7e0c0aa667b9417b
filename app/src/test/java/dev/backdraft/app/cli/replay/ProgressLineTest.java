package dev.backdraft.app.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.engine.ConnectionUse;
import dev.backdraft.replay.run.BlockReport;
import dev.backdraft.replay.verdict.BlockPair;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
  private final StringWriter said = new StringWriter();
  private final ProgressLine line = new ProgressLine(new PrintWriter(said), false);

  private static BlockReport report(int pair, long answered, double seconds, double sending) {
    BlockReport.Latency latency = new BlockReport.Latency(answered, 0, 0, 0, 0, 0, 0, List.of());
    return new BlockReport(
        pair,
        true,
        true,
        "",
        new BlockPair.Block(120, 120 - answered, Map.of(), Map.of()),
        Map.of(),
        List.of(),
        latency,
        latency,
        latency,
        seconds,
        sending,
        1,
        ConnectionUse.NONE,
        0,
        Map.of(),
        Map.of(),
        Map.of(),
        new BlockReport.Files(null, null, null),
        List.of());
  }

  @Test
  void whatNobodyAnsweredHasNoLatencyAndTheRateIsThatOfSending() {
    line.block(1, 6, "before");
    line.measured(report(1, 0, 6, 3));
    assertThat(said.toString())
        .contains("pair 1 of 6, before: 120 requests at 40/s, 120 failed, p50 –, p99 –, late");
  }

  @Test
  void aSoakIsToldByItsPartsAndTheTimeThatIsLeftOnce() {
    line.parts(3);
    line.block(1, 1, "before");
    line.remaining(15);
    for (int part = 1; part <= 3; part++) {
      line.measured(report(part, 120, 3, 3));
    }
    assertThat(said.toString().lines())
        .hasSize(3)
        .allMatch(text -> text.contains("soak, before, part "))
        .noneMatch(text -> text.contains("pair"))
        .filteredOn(text -> text.endsWith("about 0:15 left"))
        .hasSize(1);
  }
}
