package dev.backdraft.app.cli.bench;

import dev.backdraft.app.cli.ExitCode;
import dev.backdraft.app.cli.Json;
import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.app.shell.WindowBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backdraft bench window}: how soon the window shows the flame graph of a file. */
@Command(
    name = "window",
    hidden = true,
    description = {
      "Opens a recording in a window that has just been started, and measures until its flame graph"
          + " is seen: that of the first part of it, and that of the whole. Nothing is cached.",
      "It needs a display; Xvfb will do."
    },
    footer = {"", "Example: xvfb-run -s '-screen 0 1920x1080x24' backdraft bench window a.jfr"})
public final class BenchWindowCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1", paramLabel = "FILE", description = "The recording.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print the form that docs/bench.md describes.")
  private boolean json;

  public BenchWindowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Refusal {
    Display.require("bench window");
    if (!Files.isReadable(file)) {
      throw new Refusal("there is no file " + file, "Name a recording.");
    }
    Path home = Files.createTempDirectory("backdraft-bench");
    WindowBench.Times times;
    try {
      times = WindowBench.runAlone(file, home);
    } catch (CompletionException e) {
      throw new Refusal(
          String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          "backdraft summary says what is in a file.");
    } finally {
      delete(home);
    }
    terminal.print(
        json
            ? new Json()
                    .object()
                    .field("earlyMillis", times.earlyMillis())
                    .field("wholeMillis", times.wholeMillis())
                    .end()
                + "\n"
            : String.format(
                Locale.ROOT,
                "flame graph of the first part %.3f s, of the whole %.3f s%n",
                times.earlyMillis() / 1000,
                times.wholeMillis() / 1000));
    return ExitCode.OK;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepestFirst) {
        Files.deleteIfExists(one);
      }
    }
  }
}
