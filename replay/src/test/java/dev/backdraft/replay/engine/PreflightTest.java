package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.replay.engine.Preflight.Limits;
import dev.backdraft.replay.engine.Preflight.Need;
import dev.backdraft.replay.engine.Preflight.Obstacle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightTest {
  private static final Limits SMALL = new Limits(1024, 28_000, 128, 2);

  @Test
  void namesWhatStandsInTheWayAndTheRemedy() {
    assertThat(Preflight.check(SMALL, Need.always(10_000), 2))
        .extracting(Obstacle::fatal, o -> o.remedy().split("[ :,]")[0])
        .containsExactly(tuple(true, "raise"), tuple(false, "begin"), tuple(false, "use"));
    assertThat(Preflight.check(SMALL, Need.always(30_000), 1))
        .filteredOn(Obstacle::fatal)
        .hasSize(2);
  }

  @Test
  void whatMayJustFitIsToldAndNotRefused() {
    assertThat(Preflight.check(SMALL, Need.always(500), 1)).isEmpty();
    assertThat(Preflight.check(SMALL, Need.always(1_000), 1))
        .extracting(Obstacle::fatal, Obstacle::what)
        .contains(tuple(false, "1000 connections may need more open files than the 1024 allowed"));
  }

  @Test
  void anOpenLoopIsWarnedWhereALimitIsLikelyAndNeverRefused() {
    assertThat(Preflight.check(SMALL, new Need(20, 30_000, false, 0, 0.01), 1))
        .as("a worst case that is not likely")
        .isEmpty();
    assertThat(Preflight.check(SMALL, new Need(300, 30_000, false, 0, 0.01), 1))
        .extracting(Obstacle::words)
        .containsExactly(
            "about 300 connections at a time by what was recorded, up to 30000 if the target"
                + " hangs, may need more open files than the 1024 allowed; raise the limit: ulimit"
                + " -n 1712, or LimitNOFILE in the service, or use fewer connections");
    assertThat(Preflight.check(SMALL, new Need(300, 400, false, 0, 0.01), 1))
        .as("even the worst case fits")
        .isEmpty();
    List<Obstacle> much = Preflight.check(SMALL, new Need(90_000, 90_000, false, 600, 1.6), 1);
    assertThat(much).noneMatch(Obstacle::fatal);
    assertThat(much)
        .extracting(o -> o.remedy().split(",")[0])
        .containsExactly(
            "raise the limit: ulimit -n 90512",
            "widen the range: sysctl net.ipv4.ip_local_port_range=\"1024 65000\"",
            "begin with a ramp",
            "use a lower rate or factor; a block whose load was late is void");
  }

  @Test
  void aLittleLoadSharesTheOnlyCoreAndMuchDoesNot() {
    Limits one = new Limits(-1, -1, -1, 1);
    assertThat(Preflight.check(one, new Need(10, 10, false, 0, 0.01), 1)).isEmpty();
    assertThat(Preflight.check(one, new Need(10, 10, false, 0, 0.5), 1))
        .extracting(Obstacle::what)
        .containsExactly("the load generator may use the one core that the target needs");
  }

  @Test
  void findsNothingWhereThereIsRoom() {
    assertThat(Preflight.check(new Limits(1_000_000, 28_000, 4096, 8), Need.always(1_000), 2))
        .isEmpty();
    assertThat(Preflight.check(new Limits(-1, -1, -1, 8), Need.always(100_000), 2)).isEmpty();
  }

  @Test
  void readsTheLimitsOfThisMachine() {
    assertThat(Preflight.limits().cores()).isPositive();
  }

  @Test
  void theKernelsNumbersAreReadWhole() throws IOException {
    Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    Path queue = Path.of("/proc/sys/net/core/somaxconn");
    assumeTrue(Files.isReadable(range) && Files.isReadable(queue), "Linux tells them in /proc");
    String[] ends = Files.readAllLines(range).getFirst().split("\\s+");
    assertThat(Preflight.limits().ports())
        .isEqualTo(Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1);
    assertThat(Preflight.limits().backlog())
        .isEqualTo(Long.parseLong(Files.readAllLines(queue).getFirst().strip()));
  }
}
