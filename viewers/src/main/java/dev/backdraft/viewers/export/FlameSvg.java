package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.layout.Viewport;
import dev.backdraft.viewers.paint.FlamePainter;
import dev.backdraft.viewers.paint.FlamePalette;
import dev.backdraft.viewers.paint.Glyphs;
import dev.backdraft.viewers.paint.Painter;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What is seen as SVG: the same boxes as in the window, each with a title to hover over. */
public final class FlameSvg {
  private FlameSvg() {}

  /** Writes UTF-8; the stream stays open. As tall as the deepest stack: nothing is cut. */
  public static void write(Picture picture, OutputStream out) throws IOException {
    List<Panel.Prepared> panels =
        picture.panels().stream().map(panel -> panel.prepared(1)).toList();
    ByteSink sink = new ByteSink(out);
    head(sink, picture, panels);
    int top = Picture.HEAD;
    for (int i = 0; i < panels.size(); i++) {
      if (i > 0) {
        line(sink, picture.bar(), top + 18, 12.5, picture.theme().ink());
        top += Picture.BAR;
      }
      panel(sink, picture, panels.get(i), top);
      top += panels.get(i).viewport().heightPx();
    }
    sink.text("</svg>\n");
    sink.flush();
  }

  private static void panel(ByteSink sink, Picture picture, Panel.Prepared panel, int top)
      throws IOException {
    Viewport viewport = panel.viewport();
    CallTree tree = panel.panel().tree();
    Theme theme = picture.theme();
    if (panel.isEmpty()) {
      line(sink, Panel.EMPTY, top + viewport.heightPx() / 2, 12.5, theme.dim());
      return;
    }
    sink.text("<svg x=\"" + Picture.MARGIN + "\" y=\"" + top + "\" ");
    sink.text("width=\"" + viewport.widthPx() + "\" height=\"" + viewport.heightPx() + "\" ");
    sink.text("xml:space=\"preserve\">\n");
    FlameBoxes boxes = panel.boxes(0, viewport.heightPx());
    FlamePalette palette = FlamePalette.of(tree.names(), theme, picture.colours());
    Glyphs glyphs = GlyphTable.small();
    boolean searching = panel.panel().search() != null;
    FlamePainter painter = new FlamePainter(tree, palette, glyphs, 1, searching);
    measure(painter, boxes, glyphs);
    Pen pen = new Pen(sink, tree);
    try {
      painter.paint(boxes, pen);
      pen.end();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    sink.text("</svg>\n");
  }

  /** Asks how wide characters beyond the table are, so that words end where their boxes do. */
  private static void measure(FlamePainter painter, FlameBoxes boxes, Glyphs glyphs) {
    Painter nobody =
        new Painter() {
          @Override
          public void rect(int left, int top, int right, int bottom, int argb) {}

          @Override
          public void text(double x, int y, String text, int length, boolean dots, int argb) {}
        };
    painter.paint(boxes, nobody);
    SystemGlyphs.fill(glyphs, GlyphTable.SMALL_PX);
  }

  private static void head(ByteSink sink, Picture picture, List<Panel.Prepared> panels)
      throws IOException {
    Theme theme = picture.theme();
    int width = panels.getFirst().viewport().widthPx() + 2 * Picture.MARGIN;
    int height = Picture.HEAD + Picture.MARGIN + (panels.size() - 1) * Picture.BAR;
    for (Panel.Prepared panel : panels) {
      height += panel.viewport().heightPx();
    }
    sink.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    sink.text("<svg xmlns=\"http://www.w3.org/2000/svg\" ");
    sink.text("width=\"" + width + "\" height=\"" + height + "\" ");
    sink.text("viewBox=\"0 0 " + width + " " + height + "\" ");
    sink.text("font-family=\"DejaVu Sans, Verdana, sans-serif\" font-size=\"11.5\">\n");
    sink.text("<rect width=\"100%\" height=\"100%\" fill=\"" + css(theme.background()) + "\"/>\n");
    sink.text("<text x=\"12\" y=\"19\" font-size=\"13\" font-weight=\"bold\" fill=\"");
    sink.text(css(theme.ink()) + "\">");
    sink.xml(picture.caption().title());
    sink.text("</text>\n");
    line(sink, picture.caption().subtitle(), 35, 11.5, theme.dim());
  }

  private static void line(ByteSink sink, String text, int baseline, double size, int argb)
      throws IOException {
    sink.text("<text x=\"12\" y=\"" + baseline + "\" font-size=\"" + size + "\" fill=\"");
    sink.text(css(argb) + "\">");
    sink.xml(text);
    sink.text("</text>\n");
  }

  private static String css(int argb) {
    return Theme.css(argb);
  }

  /** A painter that writes elements; a group per box carries its title. */
  private static final class Pen implements Painter {
    private final ByteSink sink;
    private final CallTree tree;
    private boolean inGroup;

    Pen(ByteSink sink, CallTree tree) {
      this.sink = sink;
      this.tree = tree;
    }

    void end() throws IOException {
      if (inGroup) {
        sink.text("</g>\n");
      }
    }

    @Override
    public void box(FlameBoxes boxes, int box) {
      try {
        end();
        inGroup = true;
        sink.text("<g><title>");
        int node = boxes.node(box);
        sink.xml(
            boxes.merged(box) == 1
                ? tree.text(node)
                : Format.count(boxes.merged(box)) + " frames, each narrower than a pixel");
        long weight = boxes.weight(box);
        sink.xml("\n" + Format.weight(weight, tree.unit()) + ", ");
        sink.xml(Format.percent(tree.share(weight)));
        sink.text("</title>");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void rect(int left, int top, int right, int bottom, int argb) {
      try {
        sink.text("<rect x=\"");
        sink.number(left);
        sink.text("\" y=\"");
        sink.number(top);
        sink.text("\" width=\"");
        sink.number(right - left);
        sink.text("\" height=\"");
        sink.number(bottom - top);
        sink.text("\" fill=\"" + css(argb) + "\"/>");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void text(double x, int baseline, String text, int length, boolean ellipsis, int argb) {
      try {
        sink.text("<text x=\"");
        sink.number(Math.round(x));
        sink.text("\" y=\"");
        sink.number(baseline);
        sink.text("\" fill=\"" + css(argb) + "\">");
        sink.xml(text.substring(0, length));
        sink.text(ellipsis ? "…</text>" : "</text>");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
