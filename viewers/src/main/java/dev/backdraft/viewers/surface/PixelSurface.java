package dev.backdraft.viewers.surface;

import java.nio.IntBuffer;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * A picture that is painted elsewhere. Three buffers take turns: one is shown, one may still be
 * read by the renderer for the frame before, one is free to paint.
 */
public final class PixelSurface extends Region {
  private static final int BUFFERS = 3;

  private final ImageView view = new ImageView();
  private final @Nullable Page[] pages = new Page[BUFFERS];
  private int shown;

  /** A buffer and the image that shows it. */
  public static final class Page {
    private final int[] pixels;
    private final int width;
    private final int height;
    private final PixelBuffer<IntBuffer> buffer;
    private final WritableImage image;

    private Page(int width, int height) {
      this.width = width;
      this.height = height;
      this.pixels = new int[width * height];
      this.buffer =
          new PixelBuffer<>(
              width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
      this.image = new WritableImage(buffer);
    }

    public int[] pixels() {
      return pixels;
    }

    public int width() {
      return width;
    }

    public int height() {
      return height;
    }
  }

  public PixelSurface() {
    view.setManaged(false);
    view.setSmooth(false);
    getChildren().add(view);
    setMouseTransparent(true);
  }

  /** A page of this size that nobody reads. UI thread; paint into it on any thread. */
  public Page free(int width, int height) {
    int index = (shown + 1) % BUFFERS;
    Page page = pages[index];
    if (page == null || page.width != width || page.height != height) {
      page = new Page(width, height);
      pages[index] = page;
    }
    return page;
  }

  /** Shows a page that {@link #free} gave last. UI thread. */
  public void show(Page page, double scale) {
    shown = (shown + 1) % BUFFERS;
    page.buffer.updateBuffer(buffer -> null);
    view.setImage(page.image);
    view.setFitWidth(page.width / scale);
    view.setFitHeight(page.height / scale);
  }
}
