package dev.backdraft.app.shell;

import java.util.Objects;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * A card over the window: palette, keys, settings, source. Escape or a click beside it closes it,
 * and the keyboard goes back to where it was.
 */
final class Overlay {
  private static final double FROM_TOP = 64;

  private final StackPane layer;
  private @Nullable Node before;

  Overlay(StackPane layer) {
    this.layer = layer;
    layer.setVisible(false);
    layer.setAlignment(Pos.TOP_CENTER);
    layer.setPadding(new Insets(FROM_TOP, 24, 40, 24));
    layer.setOnMousePressed(press -> {
      if (layer.equals(press.getTarget())) {
        close();
        press.consume();
      }
    });
    layer.addEventHandler(
        KeyEvent.KEY_PRESSED,
        key -> {
          if (key.getCode() == KeyCode.ESCAPE) {
            close();
            key.consume();
          }
        });
  }

  void show(Node card) {
    if (!layer.isVisible()) {
      before = layer.getScene().getFocusOwner();
    }
    layer.getChildren().setAll(card);
    layer.setVisible(true);
  }

  boolean isShown() {
    return layer.isVisible();
  }

  void close() {
    if (layer.isVisible()) {
      layer.setVisible(false);
      layer.getChildren().clear();
      Node back = before;
      before = null;
      if (back != null && Objects.equals(back.getScene(), layer.getScene())) {
        back.requestFocus();
      }
    }
  }
}
