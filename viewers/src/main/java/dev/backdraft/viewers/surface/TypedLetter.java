package dev.backdraft.viewers.surface;

import javafx.scene.input.KeyEvent;

/** Whether a key that was typed on rows is the beginning of a name to look for. */
public final class TypedLetter {
  private TypedLetter() {}

  /**
   * False for commands, for what cannot be seen, and for the question mark, which asks for help.
   */
  public static boolean is(KeyEvent event) {
    String text = event.getCharacter();
    return !event.isShortcutDown()
        && !event.isAltDown()
        && text.length() == 1
        && text.charAt(0) > ' '
        && text.charAt(0) != 0x7f
        && text.charAt(0) != '?';
  }
}
