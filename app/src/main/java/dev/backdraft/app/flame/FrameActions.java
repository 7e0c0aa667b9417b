package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.SourcePlace;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.app.selection.Show;
import dev.backdraft.app.source.SourceModel;
import dev.backdraft.app.work.Work;
import dev.backdraft.viewers.flame.FlameRequest;
import dev.backdraft.viewers.table.TableRequest;
import java.util.function.Consumer;

/** Turns what was asked of a frame or a row into another look, or opens the source. */
final class FrameActions {
  private final SourceModel source;
  private final Work work;

  FrameActions(SourceModel source, Work work) {
    this.source = source;
    this.work = work;
  }

  void frame(SideModel side, FlameRequest request) {
    CallTree tree = request.tree();
    Transform transform = request.transform();
    if (transform != null) {
      apply(side, transform);
    } else if (request.action() == FlameRequest.Action.SANDWICH) {
      sandwich(side, tree.text(request.node()));
    } else {
      Answer answer = side.answer().get();
      if (answer != null) {
        place(tree, answer.selection(), request.node(), source::open);
      }
    }
  }

  void row(SideModel side, TableRequest request) {
    Transform transform = request.transform();
    if (transform != null) {
      apply(side, transform);
      return;
    }
    switch (request.action()) {
      case SANDWICH -> sandwich(side, request.name());
      case SEARCH ->
          side.change("Find in flame", now -> now.withSearch(request.name()).withShow(Show.FLAME));
      default -> source.open(request.source());
    }
  }

  void apply(SideModel side, Transform transform) {
    side.change(transform.describe(), now -> now.with(transform));
  }

  void sandwich(SideModel side, String function) {
    side.change("Callers and callees", now -> now.around(function));
  }

  void open(Subject subject) {
    place(subject.tree(), subject.selection(), subject.node(), source::open);
  }

  void edit(Subject subject) {
    place(subject.tree(), subject.selection(), subject.node(), source::edit);
  }

  /** The heaviest line is found by a pass over the samples. */
  private void place(CallTree tree, Selection selection, int node, Consumer<SourcePlace> then) {
    if (SourcePlace.isKnown(tree, node)) {
      work.start(
          "source place", "", activity -> SourcePlace.of(tree, selection, node), then::accept);
    }
  }
}
