package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.Show;
import dev.backdraft.viewers.flame.FlameGraph;
import dev.backdraft.viewers.sandwich.SandwichView;
import dev.backdraft.viewers.scale.Format;
import dev.backdraft.viewers.table.TopTable;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;

/** What a search found in the picture that is shown, and the way from match to match in it. */
final class Matches {
  private final SideModel model;
  private final FlameGraph graph;
  private final TopTable table;
  private final FlameGraph callers;
  private final FlameGraph callees;
  private FlameGraph half;

  Matches(SideModel model, FlameGraph graph, TopTable table, SandwichView sandwich) {
    this.model = model;
    this.graph = graph;
    this.table = table;
    callers = sandwich.callers();
    callees = sandwich.callees();
    half = callees;
    for (FlameGraph one : new FlameGraph[] {callers, callees}) {
      one.selectedProperty()
          .addListener((property, old, now) -> half = now.intValue() < 0 ? half : one);
    }
  }

  void listen(ChangeListener<Object> listener) {
    model.look().addListener(listener);
    for (FlameGraph one : new FlameGraph[] {graph, callers, callees}) {
      one.searchResultProperty().addListener(listener);
      one.selectedProperty().addListener(listener);
    }
  }

  void ignore(ChangeListener<Object> listener) {
    model.look().removeListener(listener);
    for (FlameGraph one : new FlameGraph[] {graph, callers, callees}) {
      one.searchResultProperty().removeListener(listener);
      one.selectedProperty().removeListener(listener);
    }
  }

  private Show show() {
    Look look = model.look().get();
    return look == null ? Show.FLAME : look.show();
  }

  /** True for an expression that is not one. */
  boolean isWrong() {
    Look look = model.look().get();
    return look != null && !look.search().isBlank() && NamePattern.typed(look.search()) == null;
  }

  /** For people: the share of what is shown, and which match of how many is chosen. */
  String found() {
    if (isWrong()) {
      return "no expression";
    }
    Search result = graph.searchResultProperty().get();
    return switch (show()) {
      case FLAME -> result == null ? "" : share(result, place(graph) + count(graph));
      case TABLE -> result == null ? "" : share(result, "");
      case SANDWICH -> inHalves();
    };
  }

  private static String share(Search result, String matches) {
    return result.count() == 0
        ? "nothing"
        : Format.percent(result.share()) + (matches.isEmpty() ? "" : " · " + matches);
  }

  private static int ordinal(FlameGraph in) {
    Search result = in.searchResultProperty().get();
    int selected = in.getSelected();
    return result == null || selected < 0 ? 0 : result.ordinal(selected);
  }

  private static int matches(FlameGraph in) {
    Search result = in.searchResultProperty().get();
    return result == null ? 0 : result.count();
  }

  private static String place(FlameGraph in) {
    int ordinal = ordinal(in);
    return ordinal > 0 ? ordinal + " / " : "";
  }

  private static String count(FlameGraph in) {
    return Format.count(matches(in));
  }

  /** Both halves count on: first the callers, then the callees. */
  private String inHalves() {
    if (callers.searchResultProperty().get() == null) {
      return "";
    }
    int all = matches(callers) + matches(callees);
    int ordinal = ordinal(half);
    int place = ordinal == 0 || half == callers ? ordinal : matches(callers) + ordinal;
    return all == 0 ? "nothing" : (place > 0 ? place + " / " : "") + Format.count(all);
  }

  /** To the next match, or the one before; in a table, to its rows. */
  void step(boolean forward) {
    switch (show()) {
      case FLAME -> step(graph, forward);
      case TABLE -> rows().requestFocus();
      case SANDWICH -> stepInHalves(forward);
    }
  }

  private Node rows() {
    Node rows = table.lookup(".table-view");
    return rows == null ? table : rows;
  }

  private void stepInHalves(boolean forward) {
    int last = forward ? matches(half) : 1;
    boolean leaves = matches(half) == 0 || ordinal(half) == last;
    FlameGraph other = half == callers ? callees : callers;
    if (leaves && matches(other) > 0) {
      half.setSelected(-1);
      other.setSelected(-1);
      half = other;
    }
    step(half, forward);
  }

  private static void step(FlameGraph in, boolean forward) {
    if (forward) {
      in.nextMatch();
    } else {
      in.previousMatch();
    }
  }

  /** The picture that commands speak of: the half that was chosen in last, or the flame graph. */
  FlameGraph picture() {
    return show() == Show.SANDWICH ? half : graph;
  }
}
