package dev.backdraft.app.shell;

import javafx.scene.Node;

/**
 * A view on the rail.
 *
 * @param id stable name
 * @param label on the rail
 * @param icon literal of the icon font
 * @param node what is shown
 */
public record View(String id, String label, String icon, Node node) {}
