package dev.backdraft.app.shell;

import javafx.scene.Node;

/**
 * A view on the rail.
 *
 * @param id stable name
 * @param label on the rail
 * @param icon literal of the icon font
 * @param node what is shown
 * @param alone true if it has something to show while no file is open
 */
public record View(String id, String label, String icon, Node node, boolean alone) {
  /** One that speaks of the open files. */
  public static View of(String id, String label, String icon, Node node) {
    return new View(id, label, icon, node, false);
  }
}
