package dev.backdraft.viewers.flame;

import dev.backdraft.viewers.surface.Dress;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.MouseEvent;

/** Says that there are more rows than fit, and goes there; not there while all rows fit. */
final class RowScroll extends ScrollBar {
  static final double WIDTH = 10;

  private final FlameGraph control;
  private boolean following;

  RowScroll(FlameGraph control) {
    this.control = control;
    setOrientation(Orientation.VERTICAL);
    getStyleClass().add("flame-scroll");
    dress();
    Dress.sheet(this);
    setFocusTraversable(false);
    setManaged(false);
    setVisible(false);
    setMin(0);
    setAccessibleText("Rows");
    valueProperty().addListener((property, before, now) -> scrolled(now.doubleValue()));
    // A press here is neither a click on a frame nor the start of a pan.
    addEventHandler(MouseEvent.ANY, MouseEvent::consume);
  }

  /** The theme has changed. */
  void dress() {
    Dress.theme(this, control.getTheme());
  }

  void place(double x, double y, double width, double height) {
    double most = control.navigation().maxScroll();
    setVisible(most > 0 && control.model() != null);
    following = true;
    setMax(Math.max(1, most));
    setVisibleAmount(getMax() * height / Math.max(1, most + height));
    setUnitIncrement(FlameGraphSkin.ROW_HEIGHT);
    setBlockIncrement(Math.max(FlameGraphSkin.ROW_HEIGHT, height - FlameGraphSkin.ROW_HEIGHT));
    following = false;
    resizeRelocate(x + width - WIDTH, y, WIDTH, height);
    follow(control.getView());
  }

  /** Shows where one looks. */
  void follow(FlameView view) {
    following = true;
    setValue(turned(Math.min(getMax(), view.scroll())));
    following = false;
  }

  /** With the root below, the bar's end is where nothing is scrolled. */
  private double turned(double scroll) {
    return control.getOrientation() == FlameOrientation.FLAME ? getMax() - scroll : scroll;
  }

  private void scrolled(double value) {
    if (!following) {
      FlameNavigation navigation = control.navigation();
      navigation.scroll(turned(value) - navigation.view().scroll());
    }
  }
}
