package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.replay.engine.OwnJava;
import dev.backdraft.replay.evidence.JvmControl;
import dev.backdraft.replay.target.Readiness;
import dev.backdraft.replay.target.Target;
import dev.backdraft.replay.target.TargetCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM is told and asked, with one that runs. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "JVMs are found in /proc")
class JvmControlTest {
  @TempDir Path folder;
  private @Nullable Target target;

  /**
   * A JVM is asked only when it is up, as a run asks it: before, it takes the signal for another.
   */
  @BeforeEach
  void start() throws Exception {
    List<String> words =
        OwnJava.command(
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            ShopTarget.class,
            List.of("{port}", "none", "{state}"));
    target =
        Target.start(
            new TargetCommand(words, Map.of(), folder, 0, null, new Readiness.Port(), 100, 0),
            folder.resolve("target.log"));
  }

  @AfterEach
  void end() {
    running().close();
  }

  private Target running() {
    if (target == null) {
      throw new IllegalStateException("not started");
    }
    return target;
  }

  private JvmControl jvm() {
    JvmControl found = JvmControl.among(running().processes(), () -> true);
    if (found == null) {
      throw new IllegalStateException("it is no JVM");
    }
    return found;
  }

  @Test
  void settingsThatTheJvmDoesNotKnowAreNamed() throws Exception {
    JvmControl jvm = jvm();
    assertThatThrownBy(() -> jvm.startRecording("profil"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the JVM does not take the settings \"profil\": ");
    assertThat(jvm.dump(folder.resolve("none.jfr"))).as("there is none to dump").isFalse();
  }

  @Test
  void settingsOfAFileWhosePathHasABlankAreTaken() throws Exception {
    Path settings = Files.createDirectories(folder.resolve("my settings")).resolve("few.jfc");
    Files.writeString(
        settings,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<configuration version=\"2.0\">"
            + "<event name=\"jdk.CPULoad\"><setting name=\"enabled\">true</setting></event>"
            + "</configuration>\n");
    JvmControl jvm = jvm();
    assertThat(jvm.startRecording(settings.toString())).startsWith("Started recording");
    assertThat(jvm.dump(folder.resolve("some.jfr"))).isTrue();
  }

  @Test
  void aFrozenJvmIsNotWaitedFor() throws Exception {
    JvmControl jvm = jvm();
    assertThat(jvm.identity().version()).isNotEmpty();
    String pid = Long.toString(running().processes().getFirst().pid());
    assertThat(new ProcessBuilder("kill", "-STOP", pid).start().waitFor()).isZero();
    assertThatThrownBy(jvm::liveBytes)
        .hasMessageStartingWith("the JVM did not answer GC.class_histogram in time");
  }
}
