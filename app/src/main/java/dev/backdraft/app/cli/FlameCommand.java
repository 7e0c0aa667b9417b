package dev.backdraft.app.cli;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Collapsed;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.recording.Recording;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backdraft flame}: who called whom, as a flame graph or as data. */
@Command(
    name = "flame",
    description = "A flame graph of the selected samples, as a picture or as data.",
    footer = {
      "",
      "Example: backdraft flame checkout.jfr --event alloc --from +10s --to +20s --format collapsed"
    })
final class FlameCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, read as one recording.")
  private List<Path> files = List.of();

  @Mixin private Narrowing narrowing = new Narrowing();

  @Option(names = "--bottom-up", description = "Callers below: the leaf is the root.")
  private boolean bottomUp;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
      converter = FormatConverter.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Format format = Format.COLLAPSED;

  @Mixin private Output output = new Output();
  @Mixin private Input input = new Input();

  FlameCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    try (Recording recording = input.open(files, terminal)) {
      Transforms transforms =
          bottomUp ? Transforms.NONE.with(Transform.Kind.INVERT, "") : Transforms.NONE;
      CallTree tree = narrowing.tree(recording, transforms);
      terminal.say(
          narrowing.event().label()
              + ": "
              + tree.total()
              + " "
              + tree.unit().id()
              + (tree.isEmpty() ? "; nothing is selected" : ""));
      output.write(
          terminal,
          switch (format) {
            case COLLAPSED -> out -> Collapsed.write(tree, out);
            case JSON -> out -> TreeJson.write(tree, narrowing, out);
          });
    }
    return input.exitCode();
  }

  /** What can be written. */
  enum Format {
    COLLAPSED("collapsed"),
    JSON("json");

    private final String id;

    Format(String id) {
      this.id = id;
    }
  }

  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Format.values()).map(format -> format.id).iterator();
    }
  }

  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      for (Format format : Format.values()) {
        if (format.id.equals(text)) {
          return format;
        }
      }
      throw Narrowing.unknown(text, new Formats());
    }
  }
}
