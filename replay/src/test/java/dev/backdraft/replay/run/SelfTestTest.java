package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.verdict.BlockStatistics;
import dev.backdraft.replay.verdict.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
class SelfTestTest {
  @TempDir Path folder;

  @Test
  void itsUsualBlocksSendEnoughToDecideItsOwnGuards() {
    SelfTest.Settings usual = SelfTest.Settings.usual();
    long requests = Math.round(usual.pairs() * usual.measureSeconds() * usual.perSecond());
    assertThat(requests).isGreaterThan(BlockStatistics.requestsToRuleOut(0.001));
  }

  @Test
  void runsBothWaysAndSaysWhatCameOfIt() throws Exception {
    BlockLimits any = new BlockLimits(60_000_000_000L, 1e9, 1, 1e9);
    SelfTest.Settings brief =
        new SelfTest.Settings(0.1, 0.3, 200, 2, ReplayOptions.usual().withLimits(any));
    SelfTest.Outcome outcome = SelfTest.run(folder, brief, new QuietListener());
    assertThat(outcome.same().pairs()).hasSize(2);
    assertThat(outcome.sameDoesNotHold()).isTrue();
    assertThat(outcome.lines()).hasSize(2).first().asString().startsWith("ok: a build against");
    // Whether a tenth shows in blocks as short as these depends on what else this machine does.
    assertThat(outcome.delayed().verdict().answer()).isIn((Object[]) Verdict.Answer.values());
    assertThat(outcome.delayed().pairs()).allMatch(pair -> pair.before().requests() > 0);
  }
}
