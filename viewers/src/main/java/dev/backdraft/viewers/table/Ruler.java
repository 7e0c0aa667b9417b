package dev.backdraft.viewers.table;

import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** How wide words are. UI thread. */
final class Ruler {
  private final Text text = new Text();

  double width(String words, Font font) {
    text.setFont(font);
    text.setText(words);
    return Math.ceil(text.getLayoutBounds().getWidth()) + 1;
  }
}
