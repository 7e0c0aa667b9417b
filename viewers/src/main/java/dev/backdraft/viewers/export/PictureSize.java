package dev.backdraft.viewers.export;

import dev.backdraft.viewers.layout.Viewport;

/**
 * What an exported picture shows.
 *
 * @param widthPx in logical pixels
 * @param heightPx of the rows, or 0 for as many as the tree has
 * @param from left edge, as a share of the root
 * @param to right edge, as a share of the root
 * @param scrollPx rows scrolled away, in logical pixels
 * @param rootBelow true for a flame, false for an icicle
 */
public record PictureSize(
    int widthPx, int heightPx, double from, double to, double scrollPx, boolean rootBelow) {
  static final int ROW = 19;

  /** The whole tree as an icicle. */
  public static PictureSize whole(int widthPx) {
    return new PictureSize(widthPx, 0, 0, 1, 0, false);
  }

  /** A whole half of a sandwich, whose root and function stand in the bar between the halves. */
  public static PictureSize half(int widthPx, int rows, boolean callers) {
    return new PictureSize(widthPx, Math.max(1, rows - 2) * ROW, 0, 1, 2 * ROW, callers);
  }

  Viewport viewport(int rows, int scale) {
    int height = heightPx > 0 ? heightPx : rows * ROW;
    return new Viewport(
        from, to, scrollPx * scale, widthPx * scale, height * scale, ROW * scale, rootBelow);
  }
}
