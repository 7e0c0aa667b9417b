package dev.backdraft.app.cli.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backdraft bench}: what is measured, and how. */
@Command(
    name = "bench",
    hidden = true,
    description = "Measures this program on this machine; docs/bench.md says how to read it.",
    footer = {"", "Example: backdraft bench open checkout.jfr"})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    CommandLine line = spec.commandLine();
    throw new ParameterException(
        line, "say what to measure: " + String.join(", ", line.getSubcommands().keySet()));
  }
}
