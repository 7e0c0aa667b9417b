package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.export.Seen;
import dev.backdraft.app.selection.LookText;
import dev.backdraft.app.selection.Show;
import dev.backdraft.viewers.export.Caption;
import dev.backdraft.viewers.export.PictureSize;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.sandwich.SandwichText;
import dev.backdraft.viewers.sandwich.SandwichView;
import dev.backdraft.viewers.scale.Format;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What one side shows, as an export takes it. */
final class SidePicture {
  /** Of a picture of what a table is of: as on the command line. */
  private static final int WIDTH = 1600;

  private final SideModel model;
  private final FlameGraph graph;
  private final SandwichView sandwich;
  private final ZoneId zone;

  SidePicture(SideModel model, FlameGraph graph, SandwichView sandwich, ZoneId zone) {
    this.model = model;
    this.graph = graph;
    this.sandwich = sandwich;
    this.zone = zone;
  }

  Optional<Seen> seen() {
    Answer answer = model.answer().get();
    Evidence evidence = model.evidence().get();
    if (answer == null || evidence == null || answer.tree().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Seen(
            parts(answer),
            answer.sandwich() == null ? "" : SandwichText.bar(answer.sandwich()),
            new Caption(evidence.name(), said(answer)),
            graph.getTheme(),
            graph.getColourMode(),
            graph.searchProperty().get()));
  }

  /** The rows of a table are of all that is selected, wherever the hidden flame graph stands. */
  private List<Seen.Part> parts(Answer answer) {
    Sandwich both = answer.sandwich();
    if (both != null) {
      return List.of(
          new Seen.Part(both.callers(), sandwich.callers().seen(), CallTree.ROOT),
          new Seen.Part(both.callees(), sandwich.callees().seen(), CallTree.ROOT));
    }
    return List.of(
        answer.look().show() == Show.TABLE
            ? new Seen.Part(answer.tree(), PictureSize.whole(WIDTH), CallTree.ROOT)
            : new Seen.Part(answer.tree(), graph.seen(), graph.getView().node()));
  }

  private String said(Answer answer) {
    String line = LookText.line(answer.look(), zone);
    String all = Format.weight(answer.tree().total(), answer.tree().unit());
    return switch (answer.look().show()) {
      case FLAME -> line + ", " + all;
      case TABLE -> line + ", " + all + ", all that the table is of";
      case SANDWICH -> line + ", callers and callees of " + answer.look().function();
    };
  }
}
