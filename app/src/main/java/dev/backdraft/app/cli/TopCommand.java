package dev.backdraft.app.cli;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.analysis.recording.Recording;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backdraft top}: where the weight is, itself and with all that it calls. */
@Command(
    name = "top",
    description = "The methods, classes, packages or threads that weigh most.",
    footer = {"", "Example: backdraft top checkout.jfr --event alloc --by class --limit 20"})
final class TopCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, read as one recording.")
  private List<Path> files = List.of();

  @Mixin private Narrowing narrowing = new Narrowing();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "30",
      description = "At most so many rows; 0 for all (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print the form that docs/cli.md describes.")
  private boolean json;

  @Mixin private Output output = new Output();
  @Mixin private Input input = new Input();

  TopCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    try (Recording recording = input.open(files, narrowing.event(), terminal)) {
      // Own weights are those of the leaves, whichever way up the tree would stand.
      CallTree tree = narrowing.tree(recording, narrowing.transforms().withLeavesInSight());
      input.decoded(recording, terminal);
      narrowing.tellIdle(recording, tree, terminal);
      TopMethods top = TopMethods.of(tree);
      int rows = limit <= 0 ? top.size() : Math.min(limit, top.size());
      String text = json ? json(tree, top, rows) : table(tree, top, rows);
      output.write(
          terminal, out -> out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    return input.end(terminal);
  }

  private String table(CallTree tree, TopMethods top, int rows) {
    StringBuilder text = new StringBuilder();
    String unit = tree.unit().id();
    text.append(String.format(Locale.ROOT, "%18s %7s %18s %7s  %s%n", "self", "", "total", "", ""));
    for (int row = 0; row < rows; row++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%,18d %6.2f%% %,18d %6.2f%%  %s%n",
              top.self(row),
              share(top.self(row), top.all()),
              top.total(row),
              share(top.total(row), top.all()),
              top.text(row)));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%,18d %s of %s in all, %d of %d rows%n",
            top.all(),
            unit,
            narrowing.event().id(),
            rows,
            top.size()));
    return text.toString();
  }

  private String json(CallTree tree, TopMethods top, int rows) {
    Json form =
        new Json()
            .object()
            .field("event", narrowing.event().id())
            .field("unit", tree.unit().id())
            .field("by", narrowing.by().id())
            .field("total", top.all())
            .array("rows");
    for (int row = 0; row < rows; row++) {
      form.object()
          .field("name", top.text(row))
          .field("self", top.self(row))
          .field("total", top.total(row))
          .end();
    }
    return form.end().end().toString();
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : 100.0 * part / all;
  }
}
