package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.viewers.layout.FlameRows;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Where the control looks, and every way to look elsewhere. Knows no node and no event. */
final class FlameNavigation {
  static final double KEY_STEP = 0.6;

  /** The rows of the picture, which only the skin knows. */
  private double viewportHeight = 400;

  private double rowHeight = 20;
  private final FlameGraph control;
  private final FlameHistory history = new FlameHistory();
  private final ReadOnlyObjectWrapper<FlameView> view =
      new ReadOnlyObjectWrapper<>(this, "view", FlameView.WHOLE);
  private boolean glide;

  FlameNavigation(FlameGraph control) {
    this.control = control;
  }

  void sized(double height, double row) {
    viewportHeight = height;
    rowHeight = row;
  }

  ReadOnlyObjectProperty<FlameView> viewProperty() {
    return view.getReadOnlyProperty();
  }

  FlameView view() {
    return view.get();
  }

  /** True if the last change is one that the eye should follow. */
  boolean glides() {
    return glide;
  }

  void go(FlameView wanted, FlameHistory.Step step) {
    FlameView clamped = clamped(wanted);
    history.add(clamped, step);
    // Wheel and drag follow the hand at once; only a jump needs to be followed by the eye.
    set(clamped, step == FlameHistory.Step.JUMP);
  }

  void look(FlameView wanted) {
    history.add(wanted, FlameHistory.Step.JUMP);
    set(wanted, false);
  }

  private void set(FlameView wanted, boolean gliding) {
    glide = gliding;
    view.set(wanted);
  }

  private FlameView clamped(FlameView wanted) {
    return wanted.scrolled(Math.min(wanted.scroll(), maxScroll()));
  }

  double maxScroll() {
    FlameModel model = control.model();
    int rows = model == null ? 0 : model.rows().count();
    return Math.max(0, (rows - control.getHiddenRows()) * rowHeight - viewportHeight);
  }

  void endGesture() {
    history.endGesture();
  }

  void zoomTo(int node) {
    FlameModel model = control.model();
    if (model != null && node >= 0) {
      FlameView wanted = FlameView.of(model.rows(), node, view().scroll());
      go(scrolledTo(wanted, node), FlameHistory.Step.JUMP);
    }
  }

  /** To a run of merged frames: from the first of them as wide as they are together. */
  void zoomToRun(int first, long weight) {
    FlameModel model = control.model();
    if (model != null) {
      double all = model.tree().total();
      double from = model.rows().startOf(first) / all;
      double width = Math.max(weight, 1) / all;
      FlameView run =
          new FlameView(
              from, Math.min(1, from + width), view().scroll(), model.tree().parent(first));
      go(run, FlameHistory.Step.JUMP);
    }
  }

  void zoomAt(double share, double factor) {
    go(view().zoomed(share, factor), FlameHistory.Step.WHEEL);
  }

  void zoomAboutSelection(double factor) {
    FlameModel model = control.model();
    if (model == null) {
      return;
    }
    FlameView now = view();
    int node = control.getSelected();
    double middle = now.from() + now.width() / 2;
    if (node >= 0 && model.rows().startOf(node) >= 0) {
      FlameView exact = FlameView.of(model.rows(), node, 0);
      double centre = exact.from() + exact.width() / 2;
      middle = centre >= now.from() && centre <= now.to() ? centre : middle;
    }
    go(now.zoomed(middle, factor), FlameHistory.Step.JUMP);
  }

  void pan(double byShare, double byPixels) {
    FlameView now = view().panned(byShare);
    go(now.scrolled(now.scroll() + byPixels), FlameHistory.Step.DRAG);
  }

  void scroll(double byPixels) {
    go(view().scrolled(view().scroll() + byPixels), FlameHistory.Step.WHEEL);
  }

  void home() {
    go(FlameView.WHOLE, FlameHistory.Step.JUMP);
  }

  void back() {
    set(clamped(history.back()), true);
  }

  void forward() {
    set(clamped(history.forward()), true);
  }

  boolean canGoBack() {
    return history.canGoBack();
  }

  boolean canGoForward() {
    return history.canGoForward();
  }

  List<Integer> breadcrumb() {
    FlameModel model = control.model();
    List<Integer> crumbs = new ArrayList<>();
    if (model != null) {
      crumbs.add(CallTree.ROOT);
      int node = Math.min(view().node(), model.tree().size() - 1);
      for (int step : model.tree().path(node)) {
        crumbs.add(step);
      }
    }
    return crumbs;
  }

  /** Selects a frame and brings it into the picture. */
  void select(int node) {
    FlameModel model = control.model();
    if (model == null || node < 0) {
      return;
    }
    control.setSelected(node);
    FlameView now = view();
    FlameView exact = FlameView.of(model.rows(), node, now.scroll());
    FlameView wanted = scrolledTo(now, node);
    boolean outside = exact.to() <= now.from() || exact.from() >= now.to();
    if (outside) {
      double middle = exact.from() + exact.width() / 2;
      wanted = wanted.panned(middle - (now.from() + now.width() / 2));
    }
    if (!wanted.equals(now)) {
      go(wanted, FlameHistory.Step.WHEEL);
    }
  }

  private FlameView scrolledTo(FlameView wanted, int node) {
    FlameModel model = control.model();
    int row = model == null ? 0 : model.tree().depth(node) - control.getHiddenRows();
    double top = Math.max(0, row) * rowHeight;
    double least = top + rowHeight - viewportHeight;
    double scroll = Math.clamp(wanted.scroll(), Math.min(least, top), Math.max(least, top));
    return wanted.scrolled(Math.clamp(scroll, 0, Math.max(0, maxScroll())));
  }

  /** One frame on: along the row, to the caller, or to the heaviest callee. */
  void step(int sideways, int deeper) {
    FlameModel model = control.model();
    if (model == null || model.tree().isEmpty()) {
      return;
    }
    int node = control.getSelected();
    if (node < 0 || model.rows().startOf(node) < 0) {
      select(firstSeen(model.tree(), view().node()));
      return;
    }
    int next = node;
    if (sideways != 0) {
      next = model.rows().neighbour(node, sideways);
    } else if (deeper > 0) {
      next = heaviestChild(model.tree(), node);
    } else if (deeper < 0) {
      next = model.tree().parent(node);
    }
    if (next >= 0 && model.tree().depth(next) < control.getHiddenRows()) {
      control.rootReached();
    } else {
      select(next);
    }
  }

  void selectFirst() {
    FlameModel model = control.model();
    if (model != null && !model.tree().isEmpty()) {
      select(firstSeen(model.tree(), view().node()));
    }
  }

  /** The node, or if its row is hidden the heaviest below it that is not. */
  private int firstSeen(CallTree tree, int node) {
    int at = node;
    while (at >= 0 && tree.depth(at) < control.getHiddenRows()) {
      at = heaviestChild(tree, at);
    }
    return at;
  }

  private static int heaviestChild(CallTree tree, int node) {
    int best = -1;
    for (int child = node + 1; child < tree.end(node); child = tree.end(child)) {
      if (tree.total(child) > 0 && (best < 0 || tree.total(child) > tree.total(best))) {
        best = child;
      }
    }
    return best;
  }

  void match(boolean forward) {
    FlameModel model = control.model();
    Search found = model == null ? null : model.search();
    if (model != null && found != null && found.count() > 0) {
      int from = control.getSelected();
      int node = forward ? found.next(from) : found.previous(from);
      makeVisible(model.rows(), node);
      select(node);
    }
  }

  /** A match inside a merged block is zoomed to until it can be seen. */
  private void makeVisible(FlameRows rows, int node) {
    FlameView exact = FlameView.of(rows, node, view().scroll());
    if (exact.width() < view().width() / 400) {
      FlameView around = exact.zoomed(exact.from() + exact.width() / 2, 20);
      FlameView wanted =
          new FlameView(around.from(), around.to(), view().scroll(), rows.tree().parent(node));
      go(scrolledTo(wanted, node), FlameHistory.Step.JUMP);
    }
  }

  void treeChanged(@Nullable FlameModel before, @Nullable FlameModel now) {
    if (now == null || (before != null && before.tree() == now.tree())) {
      return;
    }
    if (before == null) {
      // The first picture of a recording: no way leads back to that of another one.
      history.clear(FlameView.WHOLE);
      set(FlameView.WHOLE, false);
      return;
    }
    FlameView old = view();
    int node = samePath(before.tree(), old.node(), now.tree());
    boolean exact = old.equals(FlameView.of(before.rows(), old.node(), old.scroll()));
    FlameView wanted;
    if (node < 0 || now.rows().startOf(node) < 0) {
      wanted = FlameView.WHOLE;
    } else if (exact) {
      wanted = FlameView.of(now.rows(), node, old.scroll());
    } else {
      wanted = new FlameView(old.from(), old.to(), old.scroll(), node);
    }
    if (before.tree().shape() != now.tree().shape()) {
      history.clear(wanted);
    }
    set(clamped(wanted), false);
  }

  /** The node of another tree with the same names above it, or -1. */
  static int samePath(CallTree from, int node, CallTree to) {
    if (node == CallTree.ROOT || from.shape() == to.shape()) {
      return node;
    }
    int found = to.find(from.pathText(node));
    return to.depth(found) == from.depth(node) ? found : -1;
  }
}
