package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.verdict.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A build that refuses what it failed before has not mended it. */
@Timeout(300)
class RefusalTest {
  private static final String GUARDS = "guards: {p50: none, p99: none, failures: 0.01}\n";

  @TempDir Path folder;

  private ReplayRun.Result run(String before, String after, String more) throws Exception {
    return new ShopReplay(folder).inProcess().more(GUARDS + more).run(before, after);
  }

  @Test
  void aFailureThatBecameA404DoesNotHold() throws Exception {
    Verdict verdict = run("boom", "refuse", "").verdict();
    assertThat(verdict.answer()).as("%s", verdict).isEqualTo(Verdict.Answer.DOES_NOT_HOLD);
    assertThat(verdict.reasons())
        .anyMatch(reason -> reason.contains("GET /carts/{id} status (value, "))
        .anyMatch(reason -> reason.endsWith("what failed is refused now with status 404"));
  }

  @Test
  void aDroppedConnectionThatBecameA404DoesNotHold() throws Exception {
    Verdict verdict = run("drop", "refuse", "").verdict();
    assertThat(verdict.answer()).as("%s", verdict).isEqualTo(Verdict.Answer.DOES_NOT_HOLD);
    assertThat(verdict.reasons())
        .anyMatch(reason -> reason.endsWith("what failed is refused now with status 404"));
  }

  @Test
  void whoMeansTheRefusalSaysSo() throws Exception {
    String meant = "expect: {field: 'GET /carts/{id} status', from: 500, to: 404}\n";
    assertThat(run("boom", "refuse", meant).verdict().answer()).isEqualTo(Verdict.Answer.HOLDS);
  }

  @Test
  void aFailureThatIsAnsweredHolds() throws Exception {
    assertThat(run("boom", "none", "").verdict().answer()).isEqualTo(Verdict.Answer.HOLDS);
  }
}
