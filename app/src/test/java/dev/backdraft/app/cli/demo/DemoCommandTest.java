package dev.backdraft.app.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.cli.Cli;
import dev.backdraft.app.cli.ExitCode;
import dev.backdraft.app.cli.Said;
import dev.backdraft.sample.Incident;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which words open the window, which run here, and which are refused. */
final class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void withoutOptionsTheWindowIsAskedFor() {
    assertThat(Cli.asksForWindow(new String[] {"demo"})).isTrue();
    assertThat(Cli.asksForWindow(new String[] {"demo", "convoy"})).isTrue();
    assertThat(Cli.asksForWindow(new String[] {"demo", "--headless"})).isFalse();
    assertThat(Cli.asksForWindow(new String[] {"demo", "all"})).isFalse();
    assertThat(Cli.asksForWindow(new String[] {"demo", "convay"})).isFalse();
  }

  @Test
  void anUnknownIncidentIsToldWithTheLikeliest() {
    Said said = Said.by("demo", "convay");
    assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("convay").contains("did you mean 'convoy'", "or all");
    assertThat(Said.by("demo", "--headless", "convay").exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void allIsForTheTerminalOnly() {
    Said said = Said.by("demo", "all");
    assertThat(said.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("--headless");
  }

  @Test
  void theListNamesEveryIncident() {
    assertThat(Said.by("demo", "--list").out().lines()).hasSize(Incident.values().length);
  }

  @Test
  void aFolderThatHoldsAResultIsNotOverwritten() throws Exception {
    Path held = Files.createDirectories(folder.resolve("queue").resolve("result"));
    Files.writeString(held.resolve("result.json"), "{}");
    for (String incident : List.of("queue", "all")) {
      Said said = Said.by("demo", "--headless", incident, "-o", folder.toString());
      assertThat(said.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(said.err()).contains("holds a result already").contains("-o");
    }
    assertThat(folder).isDirectoryContaining(child -> child.endsWith("queue"));
  }

  @Test
  void theHelpSaysHowLongItTakes() {
    assertThat(Said.by("demo", "--help").out()).contains("half an hour");
  }
}
