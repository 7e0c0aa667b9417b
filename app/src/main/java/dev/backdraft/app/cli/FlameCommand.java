package dev.backdraft.app.cli;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Collapsed;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.recording.EvidenceFile;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.viewers.export.Caption;
import dev.backdraft.viewers.export.FlameHtml;
import dev.backdraft.viewers.export.FlamePng;
import dev.backdraft.viewers.export.FlameSvg;
import dev.backdraft.viewers.export.Picture;
import dev.backdraft.viewers.export.PictureSize;
import dev.backdraft.viewers.export.Pprof;
import dev.backdraft.viewers.export.Speedscope;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code backdraft flame}: who called whom, as a flame graph or as data. */
@Command(
    name = "flame",
    description = "A flame graph of the selected samples, as a picture or as data.",
    footer = {
      "",
      "Example: backdraft flame checkout.jfr --event alloc --from +10s --to +20s --format collapsed"
    })
final class FlameCommand implements Callable<Integer> {
  private static final int MIN_WIDTH = 200;
  private static final int MAX_WIDTH = 16_000;

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
  private Form format = Form.COLLAPSED;

  @Option(
      names = "--width",
      paramLabel = "PIXELS",
      defaultValue = "1600",
      description = "How wide an svg or png is (default: ${DEFAULT-VALUE}).")
  private int width;

  @Option(
      names = "--theme",
      paramLabel = "THEME",
      defaultValue = "light",
      description = "Colours of an svg or png: light, dark (default: ${DEFAULT-VALUE}).")
  private Theme theme = Theme.LIGHT;

  @Mixin private Output output = new Output();
  @Mixin private Input input = new Input();

  FlameCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (width < MIN_WIDTH || width > MAX_WIDTH) {
      throw new TypeConversionException(
          "--width " + width + " is not from " + MIN_WIDTH + " to " + MAX_WIDTH);
    }
    try (Recording recording = input.open(files, narrowing.event(), terminal)) {
      Transforms transforms =
          bottomUp ? Transforms.NONE.with(Transform.Kind.INVERT, "") : Transforms.NONE;
      CallTree tree = narrowing.tree(recording, transforms);
      input.decoded(recording, terminal);
      terminal.say(
          narrowing.event().label()
              + ": "
              + tree.total()
              + " "
              + tree.unit().id()
              + (tree.isEmpty() ? "; nothing is selected" : ""));
      output.write(terminal, out -> write(tree, caption(recording, tree), out));
    }
    return input.end(terminal);
  }

  private void write(CallTree tree, Caption caption, OutputStream out) throws IOException {
    switch (format) {
      case COLLAPSED -> Collapsed.write(tree, out);
      case HTML -> FlameHtml.write(tree, caption, out);
      case SVG -> FlameSvg.write(picture(tree, caption), out);
      case PNG -> cut(FlamePng.write(picture(tree, caption), out));
      case JSON -> TreeJson.write(tree, narrowing, out);
      case PPROF -> Pprof.write(tree, out);
      case SPEEDSCOPE -> Speedscope.write(tree, caption, out);
    }
  }

  private Picture picture(CallTree tree, Caption caption) {
    return Picture.of(tree, caption, PictureSize.whole(width), theme, ColourMode.PACKAGE, null);
  }

  private void cut(int rows) {
    if (rows > 0) {
      terminal.say(
          Format.count(rows) + " rows did not fit into the png; svg and html have them all");
    }
  }

  /** The picture goes from hand to hand without its command: it says itself what it is of. */
  private Caption caption(Recording recording, CallTree tree) {
    String names =
        recording.files().stream().map(EvidenceFile::name).collect(Collectors.joining(", "));
    List<String> parts = narrowing.described(recording);
    tree.shape().transforms().steps().forEach(step -> parts.add(step.describe()));
    parts.add(Format.weight(tree.total(), tree.unit()));
    parts.add(
        "recorded from "
            + Instant.ofEpochSecond(0, recording.startNanos())
            + ", "
            + Format.duration((double) recording.durationNanos()));
    return new Caption(names, String.join(", ", parts));
  }

  /** What can be written. */
  enum Form {
    COLLAPSED("collapsed"),
    HTML("html"),
    SVG("svg"),
    PNG("png"),
    JSON("json"),
    PPROF("pprof"),
    SPEEDSCOPE("speedscope");

    private final String id;

    Form(String id) {
      this.id = id;
    }
  }

  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Form.values()).map(form -> form.id).iterator();
    }
  }

  static final class FormatConverter implements ITypeConverter<Form> {
    @Override
    public Form convert(String text) {
      for (Form form : Form.values()) {
        if (form.id.equals(text)) {
          return form;
        }
      }
      throw Narrowing.unknown(text, new Formats());
    }
  }
}
