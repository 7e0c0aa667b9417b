package dev.backdraft.replay.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the commands are those of a Unix shell")
class TargetTest {
  private static final Readiness READY = new Readiness.Log(Pattern.compile("^ready"));
  @TempDir Path folder;

  private TargetCommand shell(String script, Readiness readiness, int readySeconds, int grace) {
    return new TargetCommand(
        List.of("/bin/sh", "-c", script),
        Map.of("GREETING", "port {port}"),
        folder,
        0,
        null,
        readiness,
        readySeconds,
        grace);
  }

  private Path log() {
    return folder.resolve("target.log");
  }

  @Test
  void fillsInThePortAndKeepsTheOutput() throws Exception {
    Target target =
        Target.start(shell("echo $GREETING; echo ready; sleep 600", READY, 20, 5), log());
    try (target) {
      assertThat(target.tail()).containsExactly("port " + target.port(), "ready");
      assertThat(target.alive()).isTrue();
      assertThat(target.processes()).isNotEmpty();
    }
    assertThat(target.alive()).isFalse();
    assertThat(Files.readString(log())).isEqualTo("port " + target.port() + "\nready\n");
  }

  @Test
  void givesEachStartAFreshCopyOfItsState() throws Exception {
    Path state = Files.createDirectories(folder.resolve("state/deep"));
    Files.writeString(state.resolve("old"), "yesterday's row");
    TargetCommand command =
        new TargetCommand(
            List.of(
                "/bin/sh",
                "-c",
                "cat {state}/deep/old; rm {state}/deep/old; echo; echo ready; sleep 600"),
            Map.of(),
            folder,
            0,
            folder.resolve("state"),
            READY,
            20,
            5);
    for (int i = 0; i < 2; i++) {
      Path copy;
      try (Target target = Target.start(command, log())) {
        copy = target.state();
        assertThat(target.tail().getFirst()).isEqualTo("yesterday's row");
      }
      assertThat(copy).doesNotExist();
    }
    assertThat(state.resolve("old")).exists();
  }

  @Test
  void sweepsFoldersOfProcessesThatAreNoMore() throws Exception {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().orElseThrow().toEpochMilli();
    Path mine =
        Files.createDirectories(
            folder.resolve("backdraft-state-" + self.pid() + "-" + started + "-1"));
    Path recycled =
        Files.createDirectories(folder.resolve("backdraft-state-" + self.pid() + "-7-1"));
    Path orphan = Files.createDirectories(folder.resolve("backdraft-state-4194399-5-77/deep"));
    Path foreign = Files.createDirectories(folder.resolve("backdraft-state-notes"));
    ScratchFolder.sweep(folder);
    assertThat(mine).exists();
    assertThat(foreign).exists();
    assertThat(recycled).doesNotExist();
    assertThat(orphan.getParent()).doesNotExist();
  }

  @Test
  void stopsKindlyAndKillsWhatDoesNotListen() throws Exception {
    String kind = "trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done";
    try (Target target = Target.start(shell(kind, READY, 20, 10), log())) {
      assertThat(target.stop()).isTrue();
      assertThat(target.exitCode()).isZero();
    }
    String deaf = "trap '' TERM; echo ready; while :; do sleep 0.05; done";
    try (Target target = Target.start(shell(deaf, READY, 20, 0), log())) {
      assertThat(target.stop()).isFalse();
    }
  }

  @Test
  void thePlansOwnSignalReachesTheTarget() throws Exception {
    for (String signal : List.of("INT", "QUIT", "HUP")) {
      String script =
          "trap 'echo heard "
              + signal
              + "; exit 5' "
              + signal
              + "; echo ready;"
              + " while :; do sleep 0.05; done";
      TargetCommand command =
          new TargetCommand(
              List.of("/bin/sh", "-c", script),
              Map.of(),
              folder,
              0,
              null,
              READY,
              20,
              signal,
              10,
              0,
              false,
              "");
      try (Target target = Target.start(command, log())) {
        assertThat(target.stop()).isTrue();
        assertThat(target.exitCode()).isEqualTo(5);
        assertThat(Files.readString(log())).contains("heard " + signal);
      }
    }
  }

  @Test
  void startingIsGivenUpWhenAsked() {
    List<ProcessHandle> before = ProcessHandle.current().children().toList();
    assertThatThrownBy(() ->
            Target.start(
                shell("sleep 605", new Readiness.Port(), 60, 1), log(), () -> true, line -> line))
        .isInstanceOf(InterruptedException.class);
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
        .containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void whatATargetLeavesWhenItEndsByItselfIsEnded() throws Exception {
    String script = "sleep 606 & echo ready; sleep 0.3; exit 4";
    try (Target target = Target.start(shell(script, READY, 20, 1), log())) {
      List<ProcessHandle> all = target.processes();
      for (ProcessHandle one : all) {
        one.onExit().join();
      }
      assertThat(target.exitCode()).isEqualTo(4);
    }
  }

  @Test
  void leavesNoGrandchildBehind() throws Exception {
    List<ProcessHandle> all;
    String script = "sleep 601 & sleep 602 & echo ready; wait";
    try (Target target = Target.start(shell(script, READY, 20, 5), log())) {
      all = target.processes();
      assertThat(all).hasSizeGreaterThanOrEqualTo(3);
    }
    for (ProcessHandle one : all) {
      one.onExit().join();
      assertThat(one.isAlive()).isFalse();
    }
  }

  @Test
  void endsWhenTheOneWhoStartedItIsKilled() throws Exception {
    // The guard's input ends as it does when our own process is killed.
    Target target = Target.start(shell("sleep 603 & echo ready; wait", READY, 20, 1), log());
    List<ProcessHandle> all = target.processes();
    target.abandonForTest();
    for (ProcessHandle one : all) {
      one.onExit().join();
    }
    assertThat(all).noneMatch(ProcessHandle::isAlive);
    target.close();
  }

  @Test
  void saysWhyItDidNotGetReady() {
    assertThatThrownBy(() -> Target.start(shell("echo no; exit 3", READY, 20, 1), log()))
        .isInstanceOfSatisfying(
            TargetException.Ended.class, e -> assertThat(e.getMessage()).contains("code 3"));
    assertThatThrownBy(() -> Target.start(shell("sleep 604", new Readiness.Port(), 1, 0), log()))
        .isInstanceOf(TargetException.NotReady.class)
        .hasMessageContaining("does not accept connections");
    TargetCommand missing =
        new TargetCommand(List.of("no-such-program"), Map.of(), folder, 0, null, READY, 20, 0);
    assertThatThrownBy(() -> Target.start(missing, log()))
        .isInstanceOfSatisfying(
            TargetException.Ended.class, e -> assertThat(e.getMessage()).contains("127"));
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      TargetCommand command =
          new TargetCommand(
              List.of("sleep", "1"), Map.of(), folder, taken.getLocalPort(), null, READY, 20, 0);
      assertThatThrownBy(() -> Target.start(command, log()))
          .isInstanceOf(TargetException.PortTaken.class);
    }
  }

  @Test
  void allowsOnlyThisMachineUnlessNamed() throws Exception {
    TargetHosts.check("127.0.0.1", Set.of());
    TargetHosts.check("localhost", Set.of());
    TargetHosts.check("192.0.2.1", Set.of("192.0.2.1"));
    assertThatThrownBy(() -> TargetHosts.check("192.0.2.1", Set.of()))
        .isInstanceOf(TargetException.Forbidden.class);
  }
}
