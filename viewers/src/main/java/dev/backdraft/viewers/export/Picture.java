package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture to be written: a caption, and one flame graph below it or the two halves of a sandwich
 * with a bar between them.
 *
 * <pre>
 *   | title                  |
 *   | subtitle               |
 *   | callers, root below    |
 *   | price   total 7 s      |    only where there are two
 *   | callees                |
 * </pre>
 *
 * @param caption what stands above
 * @param panels from above, all of the first one's width
 * @param bar what stands between the panels
 * @param theme the colours
 * @param colours what the colours mean
 */
public record Picture(
    Caption caption, List<Panel> panels, String bar, Theme theme, ColourMode colours) {
  static final int MARGIN = 12;
  static final int HEAD = 44;
  static final int BAR = 28;

  public Picture {
    panels = List.copyOf(panels);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a picture of nothing");
    }
  }

  /** How wide a panel may be in a picture of so many pixels. */
  public static int inside(int widthPx) {
    return widthPx - 2 * MARGIN;
  }

  /** Of one flame graph. */
  public static Picture of(
      CallTree tree,
      Caption caption,
      PictureSize size,
      Theme theme,
      ColourMode colours,
      @Nullable Search search) {
    return new Picture(caption, List.of(new Panel(tree, size, search)), "", theme, colours);
  }
}
