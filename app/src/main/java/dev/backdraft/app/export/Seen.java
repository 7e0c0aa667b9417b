package dev.backdraft.app.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Collapsed;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Search;
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
import dev.backdraft.viewers.layout.FlameRows;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees at the moment of an export.
 *
 * @param parts the flame graph, or the halves of a sandwich from above
 * @param bar what stands between the halves
 * @param caption what stands above pictures
 * @param theme the colours
 * @param colours what the colours mean
 * @param search what is lit up, or null
 */
public record Seen(
    List<Part> parts,
    String bar,
    Caption caption,
    Theme theme,
    ColourMode colours,
    @Nullable NamePattern search) {

  /**
   * A tree and how much of it is seen.
   *
   * @param tree what was added up
   * @param size the part that is zoomed to, as large as on the screen
   * @param zoomed the node that was zoomed to
   */
  public record Part(CallTree tree, PictureSize size, int zoomed) {
    /** The node that all of what is seen is below of; not for the UI thread. */
    private int top(FlameRows rows) {
      if (tree.isEmpty() || (size.from() <= 0 && size.to() >= 1)) {
        return CallTree.ROOT;
      }
      int over = rows.nodeOver(size.from(), size.to());
      boolean same =
          zoomed >= 0
              && zoomed <= over
              && over < tree.end(zoomed)
              && tree.total(zoomed) == tree.total(over);
      return same ? zoomed : over;
    }
  }

  public Seen {
    parts = List.copyOf(parts);
  }

  /** Why what is shown cannot be written in a form; "" if it can. */
  public static String lacking(Form form, boolean sandwich) {
    boolean picture = form == Form.SVG || form == Form.PNG;
    return sandwich && !picture ? "not of a sandwich" : "";
  }

  void write(Form form, OutputStream out) throws IOException {
    Part part = parts.getFirst();
    FlameRows rows = FlameRows.of(part.tree());
    int top = part.top(rows);
    CallTree tree = part.tree().within(top);
    Caption said = caption(tree, top);
    switch (form) {
      case SVG -> FlameSvg.write(picture(tree, said), out);
      case PNG -> FlamePng.write(picture(tree, said), out);
      case HTML -> FlameHtml.write(tree, said, page(part, rows, top), out);
      case COLLAPSED -> Collapsed.write(tree, out);
      case PPROF -> Pprof.write(tree, out);
      case SPEEDSCOPE -> Speedscope.write(tree, said, out);
    }
  }

  /** The weight is that of the file; shares are of all that is shown, as in the window. */
  private Caption caption(CallTree part, int top) {
    if (top == CallTree.ROOT) {
      return caption;
    }
    long weight = part.total();
    return caption.with(
        "zoomed to "
            + part.names().shortText(part.name(top))
            + ": "
            + Format.weight(weight, part.unit())
            + ", "
            + Format.percent(part.share(weight))
            + " of these");
  }

  private PageView page(Part part, FlameRows rows, int top) {
    PictureSize size = part.size();
    PageView whole =
        new PageView(
            size.from(), size.to(), top, size.scrollPx(), size.rootBelow(), theme, colours, search);
    return top == CallTree.ROOT ? whole : whole.within(part.tree(), rows.startOf(top), top);
  }

  /** The rows are those of the screen; what a search found is told of what is in the file. */
  private Picture picture(CallTree part, Caption said) {
    List<Panel> panels = new ArrayList<>();
    List<Search> told = new ArrayList<>();
    for (Part one : parts) {
      panels.add(new Panel(one.tree(), one.size(), found(one.tree())));
      if (search != null) {
        told.add(Search.of(parts.size() > 1 ? one.tree() : part, search));
      }
    }
    Caption all = told.isEmpty() ? said : said.with(SearchText.of(told));
    return new Picture(all, panels, bar, theme, colours);
  }

  private @Nullable Search found(CallTree tree) {
    return search == null ? null : Search.of(tree, search);
  }
}
