package dev.backdraft.app.cli;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Collapsed;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.analysis.recording.EvidenceFile;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.viewers.export.Caption;
import dev.backdraft.viewers.export.FlameHtml;
import dev.backdraft.viewers.export.FlamePng;
import dev.backdraft.viewers.export.FlameSvg;
import dev.backdraft.viewers.export.PageView;
import dev.backdraft.viewers.export.Panel;
import dev.backdraft.viewers.export.Picture;
import dev.backdraft.viewers.export.PictureSize;
import dev.backdraft.viewers.export.Pprof;
import dev.backdraft.viewers.export.SearchText;
import dev.backdraft.viewers.export.Speedscope;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.sandwich.SandwichText;
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
import org.jspecify.annotations.Nullable;
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
  private static final int WIDTH = 1_600;
  private static final int MIN_WIDTH = 200;
  private static final int MAX_WIDTH = 16_000;

  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, read as one recording.")
  private List<Path> files = List.of();

  @Mixin private Narrowing narrowing = new Narrowing();

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Tell the share of stacks with it, and mark it; /TEXT/ is an expression.")
  private @Nullable String search;

  @Option(
      names = "--sandwich",
      paramLabel = "FUNCTION",
      description = "Who calls this function above, what it calls below; svg and png only.")
  private @Nullable String function;

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
      description = "How wide an svg or png is, from edge to edge (default: " + WIDTH + ").")
  private @Nullable Integer width;

  @Option(
      names = "--scale",
      paramLabel = "N",
      description = "2 for a png of twice as many pixels each way, for sharp screens (default: 1).")
  private @Nullable Integer scale;

  @Option(
      names = "--theme",
      paramLabel = "THEME",
      description =
          "Colours of an svg, png or html: light, dark (default: light; of an html the reader's).")
  private @Nullable Theme theme;

  @Mixin private Output output = new Output();
  @Mixin private Input input = new Input();

  FlameCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    check();
    NamePattern pattern = search == null ? null : NamePattern.typed(search);
    if (search != null && pattern == null) {
      throw new TypeConversionException("--search '" + search + "' is no text or expression");
    }
    try (Recording recording = input.open(files, narrowing.event(), terminal)) {
      Sandwich both = function == null ? null : narrowing.sandwich(recording, function);
      CallTree tree =
          both == null ? narrowing.tree(recording, narrowing.transforms()) : both.callees();
      input.decoded(recording, terminal);
      terminal.say(
          narrowing.event().label()
              + ": "
              + tree.total()
              + " "
              + tree.unit().id()
              + (tree.isEmpty() ? "; nothing is selected" : ""));
      narrowing.tellIdle(recording, tree, terminal);
      List<CallTree> drawn = both == null ? List.of(tree) : List.of(both.callers(), tree);
      List<Search> found =
          pattern == null ? List.of() : drawn.stream().map(one -> Search.of(one, pattern)).toList();
      if (!found.isEmpty()) {
        terminal.say(SearchText.of(found));
      }
      Caption caption = caption(recording, tree, found);
      output.write(
          terminal,
          out -> {
            if (both == null) {
              write(tree, caption, found, out);
            } else {
              picture(sandwich(both, caption, found), out);
            }
          });
    }
    return input.end(terminal);
  }

  /** What was asked for and the form has not: told, rather than left out in silence. */
  private void check() {
    boolean picture = format == Form.SVG || format == Form.PNG;
    int wide = widthPx();
    if (wide < MIN_WIDTH || wide > MAX_WIDTH) {
      throw new TypeConversionException(
          "--width " + wide + " is not from " + MIN_WIDTH + " to " + MAX_WIDTH);
    }
    if (scale != null && scale != 1 && scale != 2) {
      throw new TypeConversionException("--scale " + scale + " is neither 1 nor 2");
    }
    if (function != null && !picture) {
      throw new TypeConversionException(
          "--sandwich is for --format svg and png; --focus gives a function's stacks to the"
              + " others");
    }
    if (width != null && !picture) {
      throw onlyFor("--width", "svg and png");
    }
    if (scale != null && format != Form.PNG) {
      throw onlyFor("--scale", "png");
    }
    if (theme != null && !picture && format != Form.HTML) {
      throw onlyFor("--theme", "svg, png and html");
    }
  }

  private TypeConversionException onlyFor(String option, String forms) {
    return new TypeConversionException(
        option + " is for --format " + forms + "; " + format.id + " has none");
  }

  private int widthPx() {
    return width == null ? WIDTH : width;
  }

  private void write(CallTree tree, Caption caption, List<Search> found, OutputStream out)
      throws IOException {
    Search search = found.isEmpty() ? null : found.getFirst();
    switch (format) {
      case COLLAPSED -> Collapsed.write(tree, out);
      case HTML -> {
        NamePattern pattern = search == null ? null : search.pattern();
        PageView view = PageView.PLAIN.withSearch(pattern).withTheme(theme);
        FlameHtml.write(tree, caption, view, out);
      }
      case SVG, PNG -> {
        PictureSize whole = PictureSize.whole(Picture.inside(widthPx()));
        picture(picture(caption, List.of(new Panel(tree, whole, search)), ""), out);
      }
      case JSON -> TreeJson.write(tree, narrowing, out);
      case PPROF -> Pprof.write(tree, out);
      case SPEEDSCOPE -> Speedscope.write(tree, caption, out);
    }
  }

  private void picture(Picture picture, OutputStream out) throws IOException {
    if (format == Form.SVG) {
      FlameSvg.write(picture, out);
    } else {
      cut(FlamePng.write(picture, scale == null ? 1 : scale, out));
    }
  }

  private Picture sandwich(Sandwich both, Caption caption, List<Search> found) {
    return picture(
        caption,
        List.of(half(both.callers(), true, found), half(both.callees(), false, found)),
        SandwichText.bar(both));
  }

  private Panel half(CallTree half, boolean callers, List<Search> found) {
    return new Panel(
        half,
        PictureSize.half(Picture.inside(widthPx()), half.maxDepth() + 1, callers),
        found.isEmpty() ? null : callers ? found.getFirst() : found.getLast());
  }

  private Picture picture(Caption caption, List<Panel> panels, String bar) {
    Theme colours = theme == null ? Theme.LIGHT : theme;
    return new Picture(caption, panels, bar, colours, ColourMode.PACKAGE);
  }

  private void cut(int rows) {
    if (rows > 0) {
      terminal.say(
          Format.count(rows) + " rows did not fit into the png; svg and html have them all");
    }
  }

  /** The picture goes from hand to hand without its command: it says itself what it is of. */
  private Caption caption(Recording recording, CallTree tree, List<Search> found) {
    String names =
        recording.files().stream().map(EvidenceFile::name).collect(Collectors.joining(", "));
    List<String> parts = narrowing.described(recording, tree);
    if (function != null) {
      parts.add("callers and callees of " + function);
    }
    parts.add(Format.weight(tree.total(), tree.unit()));
    if (!found.isEmpty() && (format == Form.SVG || format == Form.PNG)) {
      parts.add(SearchText.of(found));
    }
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
