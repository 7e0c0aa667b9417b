package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.scale.Format;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** Everything that can be done with a frame. */
final class FlameMenu {
  private final FlameGraph control;
  private final ContextMenu menu = new ContextMenu();

  FlameMenu(FlameGraph control) {
    this.control = control;
    menu.getStyleClass().add("flame-menu");
  }

  void hide() {
    menu.hide();
  }

  void show(int node, double screenX, double screenY) {
    CallTree tree = control.getTree();
    if (tree == null) {
      return;
    }
    menu.getItems().clear();
    menu.getItems().add(item("Zoom to it", () -> control.zoomTo(node)));
    menu.getItems().add(new SeparatorMenuItem());
    for (FlameRequest.Action action : FlameRequest.Action.values()) {
      if (action == FlameRequest.Action.SANDWICH) {
        menu.getItems().add(new SeparatorMenuItem());
      }
      MenuItem item = item(action.label(), () -> control.request(action, node));
      boolean possible = new FlameRequest(action, tree, node).isPossible();
      item.setDisable(!possible || control.onRequestProperty().get() == null);
      menu.getItems().add(item);
    }
    menu.getItems().add(new SeparatorMenuItem());
    menu.getItems().add(item("Copy stack", () -> FlameText.copyStack(tree, node)));
    menu.getItems().add(item("Copy subtree as text", () -> FlameText.copyTree(tree, node)));
    menu.show(control, screenX, screenY);
  }

  /** Frames that are narrower than a pixel: nothing is done with one of them that has no name. */
  void showRun(FlameBoxes boxes, int box, double screenX, double screenY) {
    CallTree tree = control.getTree();
    if (tree == null) {
      return;
    }
    int first = boxes.node(box);
    long weight = boxes.weight(box);
    String frames = Format.count(boxes.merged(box)) + " frames";
    menu.getItems().clear();
    menu.getItems()
        .add(
            item(
                "Zoom in on these " + frames + ", " + Format.weight(weight, tree.unit()),
                () -> control.navigation().zoomToRun(first, weight)));
    menu.getItems().add(new SeparatorMenuItem());
    for (FlameRequest.Action action : FlameRequest.Action.values()) {
      if (action == FlameRequest.Action.SANDWICH) {
        menu.getItems().add(new SeparatorMenuItem());
      }
      MenuItem item = item(action.label(), () -> control.request(action, CallTree.ROOT));
      boolean ofAll = action == FlameRequest.Action.INVERT;
      item.setDisable(!ofAll || control.onRequestProperty().get() == null);
      menu.getItems().add(item);
    }
    menu.show(control, screenX, screenY);
  }

  private static MenuItem item(String label, Runnable action) {
    MenuItem item = new MenuItem(label);
    item.setOnAction(event -> action.run());
    return item;
  }
}
