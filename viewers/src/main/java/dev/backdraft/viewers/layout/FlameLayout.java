package dev.backdraft.viewers.layout;

import org.jspecify.annotations.Nullable;

/**
 * From rows and a viewport to boxes. A box that would be narrower than a pixel joins its neighbours
 * in a run; within a run one step goes over everything that begins within one pixel, by binary
 * search, so the cost follows the pixels of the picture and not the nodes of the tree.
 */
public final class FlameLayout {
  /** A run that covers less than this is not drawn, unless it holds a match. */
  private static final double LEAST_PX = 0.5;

  private final FlameRows rows;
  private final int @Nullable [] matchesBefore;
  private final double perPx;
  private final double pxPerWeight;
  private final double fromWeight;
  private final double toWeight;
  private final FlameBoxes boxes;
  private final int widthPx;

  private FlameLayout(
      FlameRows rows, Viewport viewport, int @Nullable [] matchesBefore, FlameBoxes boxes) {
    this.rows = rows;
    this.matchesBefore = matchesBefore;
    this.boxes = boxes;
    this.widthPx = viewport.widthPx();
    double all = rows.tree().total();
    this.fromWeight = viewport.from() * all;
    this.toWeight = viewport.to() * all;
    this.perPx = (toWeight - fromWeight) / widthPx;
    this.pxPerWeight = 1 / perPx;
  }

  /**
   * Lays out what is visible.
   *
   * @param matchesBefore of {@link FlameRows#countsBefore}, or null without a search
   */
  public static FlameBoxes of(FlameRows rows, Viewport viewport, int @Nullable [] matchesBefore) {
    return of(rows, viewport, matchesBefore, null);
  }

  /**
   * Lays out what is visible.
   *
   * @param spare boxes that nobody reads any more, taken over for the new ones: sixty pictures a
   *     second with new columns each are what a garbage collector is felt by
   */
  public static FlameBoxes of(
      FlameRows rows,
      Viewport viewport,
      int @Nullable [] matchesBefore,
      @Nullable FlameBoxes spare) {
    int one = viewport.row(0);
    int other = viewport.row(viewport.heightPx() - 1);
    int first = Math.max(0, Math.min(one, other));
    int last = Math.min(rows.count() - 1, Math.max(one, other));
    int count = last - first + 1;
    FlameBoxes boxes = spare == null ? new FlameBoxes(viewport, first, count) : spare;
    boxes.begin(viewport, first, count);
    if (viewport.widthPx() > 0) {
      FlameLayout layout = new FlameLayout(rows, viewport, matchesBefore, boxes);
      for (int row = first; row <= last; row++) {
        layout.row(row);
        boxes.endRow();
      }
    }
    return boxes;
  }

  private void row(int row) {
    int end = rows.end(row);
    int at = firstEndingAfter(rows.first(row), end, fromWeight);
    while (at < end && rows.start(at) < toWeight) {
      boxes.visited(1);
      at = rows.width(at) >= perPx ? box(at) : run(at, end);
    }
  }

  private int box(int at) {
    int left = px(rows.start(at));
    int right = px(rows.start(at) + rows.width(at));
    boxes.add(
        left, Math.max(right, left + 1), rows.node(at), 1, rows.width(at), matches(at, at + 1));
    return at + 1;
  }

  /** Takes in every neighbour that is narrow and not more than half a pixel away. */
  private int run(int from, int end) {
    int at = from;
    while (true) {
      double pixelEnd = rows.start(at) + perPx;
      int next = firstStartingAt(at + 1, end, pixelEnd);
      boolean lastIsWide = rows.width(next - 1) >= perPx;
      at = lastIsWide ? next - 1 : next;
      if (lastIsWide || at >= end || rows.start(at) >= toWeight) {
        break;
      }
      double gap = rows.start(at) - (rows.start(at - 1) + (double) rows.width(at - 1));
      if (rows.width(at) >= perPx || gap > LEAST_PX * perPx) {
        break;
      }
    }
    boolean matches = matches(from, at);
    long weight = rows.weight(from, at);
    if (matches || weight >= LEAST_PX * perPx) {
      int left = Math.min(px(rows.start(from)), widthPx - 1);
      int right = px(rows.start(at - 1) + rows.width(at - 1));
      boxes.add(left, Math.max(right, left + 1), rows.node(from), at - from, weight, matches);
    }
    return at;
  }

  private boolean matches(int from, int to) {
    return matchesBefore != null && matchesBefore[to] > matchesBefore[from];
  }

  /** The nearest pixel within the picture. */
  private int px(long weight) {
    double x = ((double) weight - fromWeight) * pxPerWeight;
    return x <= 0 ? 0 : x >= widthPx ? widthPx : (int) (x + 0.5);
  }

  private int firstEndingAfter(int from, int end, double weight) {
    int low = from;
    int high = end;
    while (low < high) {
      boxes.visited(1);
      int middle = (low + high) >>> 1;
      if (rows.start(middle) + rows.width(middle) <= weight) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Gallops, as the answer is near in most runs. */
  private int firstStartingAt(int from, int end, double weight) {
    int step = 1;
    int low = from;
    int high = from;
    while (high < end && rows.start(high) < weight) {
      boxes.visited(1);
      low = high + 1;
      high = Math.min(end, high + step);
      step *= 2;
    }
    while (low < high) {
      boxes.visited(1);
      int middle = (low + high) >>> 1;
      if (rows.start(middle) < weight) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
