package dev.backdraft.viewers.layout;

/**
 * Which part of a tree is seen, and on how many pixels. Pixels are those of the device.
 *
 * @param from left edge, as a share of the root's weight
 * @param to right edge, as a share of the root's weight
 * @param scrollPx how far the rows are scrolled away from the root
 * @param widthPx of the picture
 * @param heightPx of the picture
 * @param rowPx height of a row
 * @param rootBelow true for a flame (the root at the bottom), false for an icicle
 */
public record Viewport(
    double from,
    double to,
    double scrollPx,
    int widthPx,
    int heightPx,
    int rowPx,
    boolean rootBelow) {

  public Viewport {
    if (!(from < to)) {
      throw new IllegalArgumentException("no width: " + from + " to " + to);
    }
    if (rowPx < 1) {
      throw new IllegalArgumentException("row of " + rowPx + " pixels");
    }
  }

  /** The top of a row, which may lie outside of the picture. */
  public int top(int row) {
    int scroll = (int) Math.round(scrollPx);
    return rootBelow ? heightPx - (row + 1) * rowPx + scroll : row * rowPx - scroll;
  }

  /** The same picture between two of its heights, as one of its own. */
  public Viewport band(int fromPx, int toPx) {
    double scrolled = scrollPx + (rootBelow ? heightPx - toPx : fromPx);
    return new Viewport(from, to, scrolled, widthPx, toPx - fromPx, rowPx, rootBelow);
  }

  /** The row at a height, which may be one that the tree has not. */
  public int row(double yPx) {
    double fromRoot = rootBelow ? heightPx - yPx + scrollPx : yPx + scrollPx;
    return (int) Math.floor(fromRoot / rowPx);
  }

  /** The share of the root's weight at a pixel. */
  public double share(double xPx) {
    return from + xPx / widthPx * (to - from);
  }

  public double x(double share) {
    return (share - from) / (to - from) * widthPx;
  }
}
