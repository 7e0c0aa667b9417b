package dev.backdraft.viewers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** Pictures that tests leave in target/pictures, for people to look at. */
public final class Pictures {
  private Pictures() {}

  public static int[] snapshot(Scene scene) {
    WritableImage image = scene.snapshot(null);
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return pixels;
  }

  public static void save(Scene scene, String name) {
    save(snapshot(scene), (int) scene.getWidth(), (int) scene.getHeight(), name);
  }

  public static void save(int[] pixels, int width, int height, String name) {
    Path file = Path.of("target", "pictures", name + ".png");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, dev.backdraft.viewers.paint.Png.encode(pixels, width, height));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
