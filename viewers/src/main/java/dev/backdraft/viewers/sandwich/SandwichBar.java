package dev.backdraft.viewers.sandwich;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.viewers.surface.Ruler;
import java.util.List;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * The function between the halves. Amounts are never cut: in a narrow bar they are told in fewer
 * words, so that the name has its room too.
 */
final class SandwichBar extends HBox {
  /** A name of a class and a method, as most are. */
  private static final double NAME_PX = 150;

  /** With less left than this, edges and gaps included, the package is not worth its place. */
  private static final double OWNER_PX = 110;

  private final Label name = new Label();
  private final Label owner = new Label();
  private final Label weight = new Label();
  private final Tooltip whole = new Tooltip();
  private final Ruler ruler = new Ruler();
  private List<String> amounts = List.of("");

  SandwichBar() {
    getStyleClass().add("sandwich-bar");
    name.getStyleClass().add("sandwich-name");
    owner.getStyleClass().add("view-dim");
    weight.getStyleClass().add("view-number");
    owner.setMinWidth(0);
    HBox.setHgrow(owner, Priority.SOMETIMES);
    name.setMinWidth(0);
    name.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
    weight.setMinWidth(Region.USE_PREF_SIZE);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    getChildren().addAll(name, owner, gap, weight);
    setCursor(Cursor.V_RESIZE);
    Tooltip.install(this, whole);
  }

  void show(Sandwich now) {
    CallTree tree = now.callees();
    int node = 1;
    name.setText(tree.names().shortText(tree.name(node)));
    owner.setText(tree.names().packageName(tree.name(node)));
    amounts = SandwichText.amounts(now);
    setAccessibleText(now.function() + ", " + amounts.getFirst());
    whole.setText(now.function() + "\n" + amounts.getFirst());
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    double room = getWidth() - getInsets().getLeft() - getInsets().getRight();
    double named = ruler.width(name.getText(), name.getFont());
    double left = room - 2 * getSpacing() - Math.min(named, NAME_PX);
    String told =
        amounts.stream()
            .filter(words -> ruler.width(words, weight.getFont()) <= left)
            .findFirst()
            .orElse(amounts.getLast());
    weight.setText(told);
    boolean ample = room - named - ruler.width(told, weight.getFont()) > OWNER_PX;
    owner.setVisible(ample);
    owner.setManaged(ample);
    super.layoutChildren();
  }
}
