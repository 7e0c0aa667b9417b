package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.Show;
import dev.backdraft.app.work.Work;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.sandwich.SandwichView;
import dev.backdraft.viewers.table.TopTable;
import java.util.function.IntConsumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The frame that the person has chosen on one side, in whichever picture. Its name stays when the
 * tree or the picture changes, and it is found again by it.
 */
final class Chosen {
  private final SideModel model;
  private final Work work;
  private final FlameGraph graph;
  private final TopTable table;
  private final SandwichView sandwich;
  private final ReadOnlyObjectWrapper<@Nullable Subject> subject = new ReadOnlyObjectWrapper<>();

  /** "" as long as nothing was chosen. */
  private String name = "";

  /** While a new tree comes, what is chosen in the old one is no choice of the person's. */
  private boolean settling;

  Chosen(SideModel model, Work work, FlameGraph graph, TopTable table, SandwichView sandwich) {
    this.model = model;
    this.work = work;
    this.graph = graph;
    this.table = table;
    this.sandwich = sandwich;
    for (FlameGraph picture : new FlameGraph[] {graph, sandwich.callers(), sandwich.callees()}) {
      picture
          .selectedProperty()
          .addListener((property, old, now) -> choose(picture, now.intValue()));
    }
    table.selectedProperty().addListener((property, old, now) -> chooseRow(now));
    model.evidence().addListener((property, old, now) -> name = "");
  }

  /** The frame that was chosen last, or null. */
  ReadOnlyObjectProperty<@Nullable Subject> subject() {
    return subject.getReadOnlyProperty();
  }

  /** The name of the function that was chosen, or "". */
  String name() {
    return name;
  }

  /** From now on trees change, until {@link #recall}. */
  void unsettle(boolean gone) {
    settling = true;
    if (gone) {
      subject.set(null);
    }
  }

  /** Of a picture that is not shown nothing is chosen. */
  private boolean isShown(FlameGraph picture) {
    Look look = model.look().get();
    return look != null
        && switch (look.show()) {
          case FLAME -> picture == graph;
          case TABLE -> false;
          case SANDWICH -> picture != graph;
        };
  }

  private void choose(FlameGraph in, int node) {
    if (!settling && isShown(in)) {
      Subject now = subject(in, node);
      name = now == null ? "" : now.name();
      subject.set(now);
    }
  }

  private @Nullable Subject subject(FlameGraph in, int node) {
    CallTree tree = in.getTree();
    Answer answer = model.answer().get();
    boolean frame = tree != null && node > CallTree.ROOT && node < tree.size();
    return tree != null && answer != null && frame
        ? new Subject(tree, answer.selection(), node)
        : null;
  }

  private void chooseRow(@Nullable String row) {
    Look look = model.look().get();
    if (row != null && look != null && look.show() == Show.TABLE) {
      name = row;
      inspect(row);
    }
  }

  private void inspect(String row) {
    Answer answer = model.answer().get();
    if (answer == null) {
      return;
    }
    find(
        answer,
        row,
        node ->
            subject.set(
                node > CallTree.ROOT
                    ? new Subject(answer.tree(), answer.selection(), node)
                    : null));
  }

  /** A pass over the tree, off the UI thread; nothing comes of it if the tree changes meanwhile. */
  private void find(Answer answer, String wanted, IntConsumer then) {
    work.start(
        "chosen " + model.id(),
        "",
        activity -> Subject.heaviest(answer.tree(), wanted),
        node -> {
          if (answer.equals(model.answer().get())) {
            then.accept(node);
          }
        });
  }

  /** What was chosen before is chosen again in what is shown now. */
  void recall() {
    settling = false;
    Look look = model.look().get();
    Answer answer = model.answer().get();
    if (look == null || answer == null) {
      return;
    }
    switch (look.show()) {
      case FLAME -> recallFrame(answer);
      case TABLE -> recallRow();
      case SANDWICH -> {} // the function in its middle was chosen when it came
    }
  }

  private void recallFrame(Answer answer) {
    int now = graph.getSelected();
    Subject there = subject(graph, now);
    if (name.isEmpty() || (there != null && there.name().equals(name))) {
      choose(graph, now);
    } else if (graph.getTree() == answer.tree()) {
      String wanted = name;
      find(
          answer,
          wanted,
          node -> {
            if (name.equals(wanted) && node > CallTree.ROOT) {
              graph.setSelected(node);
              choose(graph, node);
            } else if (name.equals(wanted)) {
              subject.set(null);
            }
          });
    }
  }

  private void recallRow() {
    if (!name.isEmpty()) {
      if (!name.equals(table.getSelected())) {
        table.setSelected(name);
      }
      inspect(name);
    } else if (table.getSelected() != null) {
      chooseRow(table.getSelected());
    }
  }

  /** A new sandwich is about its function until a frame is chosen in it. */
  void middle(@Nullable Answer answer) {
    Sandwich now = answer == null ? null : answer.sandwich();
    if (answer != null && now != null && now.callees().size() > 1) {
      name = now.function();
      subject.set(new Subject(now.callees(), answer.selection(), 1));
    }
  }

  /** Selects the heaviest frame of a name, in whatever is shown. */
  void goTo(String wanted) {
    Answer answer = model.answer().get();
    Look look = model.look().get();
    if (answer == null || look == null) {
      return;
    }
    switch (look.show()) {
      case TABLE -> table.setSelected(wanted);
      case FLAME ->
          find(
              answer,
              wanted,
              node -> {
                if (node > CallTree.ROOT) {
                  graph.zoomTo(node);
                  graph.setSelected(node);
                }
              });
      case SANDWICH -> goToInHalves(wanted);
    }
  }

  /** The half that holds the heavier frame of the name; one that neither holds gets its own. */
  private void goToInHalves(String wanted) {
    FlameGraph best = null;
    int found = -1;
    for (FlameGraph half : new FlameGraph[] {sandwich.callers(), sandwich.callees()}) {
      CallTree tree = half.getTree();
      int node = tree == null ? -1 : Subject.heaviest(tree, wanted);
      boolean heavier =
          tree != null
              && node > CallTree.ROOT
              && tree.depth(node) > 1
              && (best == null || tree.total(node) > weight(best, found));
      if (heavier) {
        best = half;
        found = node;
      }
    }
    if (best == null) {
      model.change("Callers and callees", now -> now.around(wanted));
    } else {
      best.requestFocus();
      best.setSelected(found);
    }
  }

  private static long weight(FlameGraph of, int node) {
    CallTree tree = of.getTree();
    return tree == null ? 0 : tree.total(node);
  }
}
