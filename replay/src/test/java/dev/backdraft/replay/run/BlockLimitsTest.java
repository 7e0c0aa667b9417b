package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.verdict.BlockPair;
import dev.backdraft.replay.verdict.VerdictRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BlockLimitsTest {
  private static VerdictRule rule(String check, String guards) throws Exception {
    return PlanReader.read(
            """
            captures: a.jsonl
            before: {command: x}
            after: {command: x}
            check: {symptom: %s}
            guards: %s
            """
                .formatted(check, guards),
            Path.of("."))
        .rule();
  }

  @Test
  void aLoadMustBeInTimeWhereLatencyIsAskedFor() throws Exception {
    BlockLimits usual = BlockLimits.usual();
    assertThat(usual.allowedLagNanos(2e6, true)).isEqualTo(1e6);
    assertThat(usual.allowedLagNanos(100e6, true)).isEqualTo(5e6);
    assertThat(usual.allowedLagNanos(2e6, false)).isEqualTo(25e6);
    assertThat(usual.allowedLagNanos(1e9, false)).isEqualTo(50e6);
    assertThat(rule("failures", "{p50: none, p99: none}").asksLatency()).isFalse();
    assertThat(rule("failures", "{p50: none}").asksLatency()).isTrue();
    assertThat(rule("p99", "none").asksLatency()).isTrue();
    assertThat(rule("cpu", "none").asksLatency()).isFalse();
  }

  @Test
  void aVoidRunThatIsNotAboutLatencySaysWhatAllowsMore() throws Exception {
    BlockPair.Block block = new BlockPair.Block(100, 0, Map.of(), Map.of());
    List<BlockReport> blocks =
        List.of(Reports.of(1, true, block, "the generator was 6.9 ms late at the 99th percentile"));
    assertThat(VoidBlocks.reasons(blocks, rule("failures", "{}")))
        .singleElement()
        .asString()
        .endsWith("\"guards: {p50: none, p99: none}\" allows 25 ms");
    for (String guards : List.of("none", "{p50: none, p99: none}")) {
      assertThat(VoidBlocks.reasons(blocks, rule("failures", guards)))
          .singleElement()
          .asString()
          .doesNotContain("25 ms");
    }
    assertThat(VoidBlocks.reasons(blocks, rule("p99", "{}")))
        .singleElement()
        .asString()
        .doesNotContain("25 ms");
  }
}
