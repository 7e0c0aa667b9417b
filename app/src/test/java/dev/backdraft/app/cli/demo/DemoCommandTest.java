package dev.backdraft.app.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.cli.Cli;
import dev.backdraft.app.cli.Said;
import dev.backdraft.sample.Incident;
import org.junit.jupiter.api.Test;

/** Which words open the window, which run here, and which are refused. */
final class DemoCommandTest {
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
    assertThat(said.exit()).isNotZero();
    assertThat(said.err()).contains("convay").contains("did you mean 'convoy'");
  }

  @Test
  void allIsForTheTerminalOnly() {
    Said said = Said.by("demo", "all");
    assertThat(said.exit()).isNotZero();
    assertThat(said.err()).contains("--headless");
  }

  @Test
  void theListNamesEveryIncident() {
    assertThat(Said.by("demo", "--list").out().lines()).hasSize(Incident.values().length);
  }
}
