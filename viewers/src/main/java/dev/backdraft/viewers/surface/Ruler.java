package dev.backdraft.viewers.surface;

import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** How wide words are. UI thread. */
public final class Ruler {
  private final Text text = new Text();

  public Ruler() {}

  /** In whole pixels, never less than is drawn. */
  public double width(String words, Font font) {
    text.setFont(font);
    text.setText(words);
    return Math.ceil(text.getLayoutBounds().getWidth()) + 1;
  }
}
