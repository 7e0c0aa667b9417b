package dev.backdraft.viewers.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.viewers.paint.Glyphs;
import dev.backdraft.viewers.surface.FontGlyphs;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Run with {@code -Dbackdraft.glyphs=FOLDER} to make the tables again from the fonts here. */
@ExtendWith(ApplicationExtension.class)
class GlyphTableTest {
  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(new StackPane(), 10, 10));
  }

  @Test
  void theTablesHaveTheCharactersAtTheirSizes(FxRobot robot) throws IOException {
    String folder = System.getProperty("backdraft.glyphs");
    if (folder != null) {
      make(robot, 11.5, Path.of(folder, "glyphs-1x.bin.gz"));
      make(robot, 23, Path.of(folder, "glyphs-2x.bin.gz"));
    }
    Glyphs small = GlyphTable.small();
    Glyphs large = GlyphTable.large();
    assertThat(large.width("Cart.price"))
        .isBetween(1.9 * small.width("Cart.price"), 2.1 * small.width("Cart.price"));
    assertThat(small.width("iiii")).isLessThan(small.width("MMMM"));
    assertThat(small.cellHeight()).isBetween(14, 18);
  }

  private static void make(FxRobot robot, double size, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    robot.interact(() -> {
      try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
        FontGlyphs.of("DejaVu Sans", size).write(out);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
    Files.write(file, bytes.toByteArray());
  }
}
