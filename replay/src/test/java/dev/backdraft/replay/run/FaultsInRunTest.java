package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.replay.engine.EngineProcess;
import dev.backdraft.replay.engine.EngineWorker;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What befalls a run from outside: it ends, says what happened, and leaves no process. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "processes are found and stopped as on Linux")
class FaultsInRunTest {
  private static final String NO_GUARDS = "guards: none\n";

  @TempDir Path folder;

  private ShopReplay shop() {
    return new ShopReplay(folder).more(NO_GUARDS);
  }

  private Path out() {
    return folder.resolve("out");
  }

  /** The worker that sends, as the system would choose it when memory runs out. */
  private static void killEngine(ShopReplay replay) throws Exception {
    ProcessHandle engine =
        replay
            .processes()
            .filter(one -> commandLine(one).contains(EngineWorker.class.getName()))
            .findFirst()
            .orElseThrow();
    assertThat(engine.destroyForcibly()).isTrue();
    engine.onExit().get(30, TimeUnit.SECONDS);
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  private static void nothingIsLeftOf(ShopReplay replay) throws Exception {
    // The engine, the guard and the target.
    assertThat(replay.seen()).hasSizeGreaterThanOrEqualTo(3);
    for (ProcessHandle one : replay.seen()) {
      one.onExit().get(30, TimeUnit.SECONDS);
    }
    assertThat(replay.seen()).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void anEngineThatIsKilledAtOnceIsAClearErrorWithARemedy() throws Exception {
    ShopReplay replay = shop().load("{rate: 300, warmup: 0, measure: 600, countLost: false}");
    replay.whileMeasuring(1, () -> killEngine(replay));
    assertThatThrownBy(() -> replay.run("none", "none"))
        .isInstanceOfSatisfying(
            EngineProcess.BrokenException.class,
            broken -> {
              assertThat(broken)
                  .hasMessageContaining("process broke: it ended early, with code 137");
              assertThat(broken.remedy()).contains("Run it again");
            });
    assertThat(out().resolve("result.json")).doesNotExist();
    assertThat(out().resolve("result.json.part")).as("no room is kept").doesNotExist();
    nothingIsLeftOf(replay);
  }

  @Test
  void anEngineThatIsKilledWhileItWaitsIsNotReplacedByAColdOne() throws Exception {
    ShopReplay replay =
        shop().inProcess().load("{rate: 300, warmup: 0.1, measure: 0.2, countLost: false}");
    replay.at(ReplayListener.Stage.MEASURING, () -> killEngine(replay));
    assertThatThrownBy(() -> replay.run("none", "none"))
        .isInstanceOf(EngineProcess.BrokenException.class)
        .hasMessageContaining("it ended early, with code 137");
  }

  @Test
  void anEngineThatIsKilledLaterLeavesWhatWasMeasuredBefore() throws Exception {
    ShopReplay replay = shop().load("{rate: 300, warmup: 0, measure: 0.8, countLost: false}");
    replay.whileMeasuring(3, () -> killEngine(replay));
    ReplayRun.Result result = replay.run("drop", "none");
    assertThat(result.verdict().answer()).isEqualTo(Verdict.Answer.UNCLEAR);
    assertThat(result.verdict().reasons()).first().asString().endsWith("of 6 pairs were run");
    assertThat(result.pairs()).isNotEmpty().hasSizeLessThan(6);
    assertThat(result.facts().notes())
        .anyMatch(note ->
            note.startsWith("the run ends early: the load engine's process broke: ")
                && note.contains("Run it again"));
    Path file = out().resolve("result.json");
    assertThat(ResultSchema.complaints(file)).isEmpty();
    assertThat(file).content().contains("the run ends early").contains("\"exitCode\":4,");
    nothingIsLeftOf(replay);
  }

  @Test
  void aTargetThatFreezesWhileItIsMeasuredCountsAsTimeoutsAndIsEnded() throws Exception {
    ShopReplay replay =
        shop()
            .load("{rate: 300, warmup: 0.1, measure: 0.7, timeout: 0.3, countLost: false}")
            .target("  grace: 0\n")
            .more("jfr: default\n" + NO_GUARDS)
            .pairs(1);
    ReplayRun.Result result = replay.run("freeze", "none");
    BlockReport frozen = block(result, true);
    assertThat(frozen.outcomes()).containsKey(Outcome.RESPONSE_TIMEOUT.id());
    assertThat(frozen.block().failures()).isPositive();
    assertThat(frozen.block().requests()).as("each is counted").isEqualTo(210);
    assertThat(frozen.notes())
        .anyMatch(note -> note.contains("is stopped"))
        .anyMatch(note -> note.startsWith("the recording is not kept: the JVM did not answer"));
    assertThat(block(result, false).outcomes()).containsKey("status_200");
    assertThat(block(result, false).notes()).noneMatch(note -> note.contains("is stopped"));
    assertThat(block(result, false).files().recording()).exists();
    assertThat(ResultSchema.complaints(out().resolve("result.json"))).isEmpty();
    nothingIsLeftOf(replay);
  }

  @Test
  void aTargetThatFreezesWhileEvidenceIsCollectedKeepsItsFiguresAndIsEnded() throws Exception {
    ShopReplay replay =
        shop()
            .check("{symptom: allocation}")
            .load("{rate: 300, warmup: 0.1, measure: 0.7, countLost: false}")
            .target("  metrics: /metrics\n  grace: 0\n")
            .more("jfr: default\n" + NO_GUARDS)
            .pairs(1);
    ReplayRun.Result result = replay.run("freezelate", "none");
    BlockReport frozen = block(result, true);
    assertThat(frozen.outcomes()).containsOnlyKeys("status_200");
    assertThat(frozen.block().requests()).isEqualTo(210);
    assertThat(frozen.notes())
        .anyMatch(note -> note.startsWith("no metrics: "))
        .anyMatch(note -> note.startsWith("no live bytes: the JVM did not answer"))
        .anyMatch(note -> note.startsWith("the recording is not kept: the JVM did not answer"));
    assertThat(frozen.block().figures()).doesNotContainKeys("allocation", "leak");
    assertThat(result.verdict().answer()).isEqualTo(Verdict.Answer.UNCLEAR);
    assertThat(block(result, false).block().figures()).containsKey("allocation");
    nothingIsLeftOf(replay);
  }

  /** What the JVM dumped is there whole when there is no room for the part of it that is kept. */
  @Test
  void aDiskThatIsFullCostsTheRecordingAndNotTheVerdict() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs /dev/full");
    Files.createDirectories(out());
    Files.createSymbolicLink(out().resolve("01-before.jfr"), full);
    ReplayRun.Result result =
        shop().more("jfr: default\n" + NO_GUARDS).pairs(1).run("none", "none");
    BlockReport lost = block(result, true);
    assertThat(lost.notes())
        .anyMatch(note -> note.matches("the recording is not kept: .*No space left on device.*"));
    assertThat(lost.files().recording()).isNull();
    assertThat(lost.block().requests()).isEqualTo(block(result, false).block().requests());
    assertThat(block(result, false).files().recording()).isNotEmptyFile();
    try (var files = Files.list(out())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("result.json", "01-after.jfr")
          .noneMatch(name -> name.endsWith(".whole.jfr") || name.endsWith(".part"))
          .doesNotContain("01-before.jfr");
    }
    assertThat(result.facts().problems()).isEmpty();
    assertThat(ResultSchema.complaints(out().resolve("result.json"))).isEmpty();
  }

  private static BlockReport block(ReplayRun.Result result, boolean before) {
    return result.blocks().stream()
        .filter(block -> block.before() == before)
        .findFirst()
        .orElseThrow();
  }
}
