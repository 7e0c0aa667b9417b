package dev.backdraft.app.replay;

import dev.backdraft.replay.run.BlockReport;
import dev.backdraft.viewers.scale.Format;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ChangeListener;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What a run shows while it is under way. */
final class RunPage {
  private static final double MILLI = 1e6;

  private final Label where;
  private final Label left;
  private final ProgressBar done;
  private final CardGrid charts;
  private final GridPane blocks;
  private final VBox notes;
  private final ChangeListener<Number> whenChanged = (property, old, now) -> show();
  private final TrackChart rate = new TrackChart("RATE", "requests/s");
  private final TrackChart inFlight = new TrackChart("IN FLIGHT", "requests");
  private final TrackChart failures = new TrackChart("FAILURES", "per second");
  private final TrackChart lag = new TrackChart("SENT LATE", "ms, worst");
  private final LatencyChart latency = new LatencyChart();
  private final BlockChart byBlock = new BlockChart();
  private @Nullable LiveRun live;

  RunPage(Label where, Label left, ProgressBar done, CardGrid charts, GridPane blocks, VBox notes) {
    this.where = where;
    this.left = left;
    this.done = done;
    this.charts = charts;
    this.blocks = blocks;
    this.notes = notes;
    failures.getStyleClass().add("failures");
    for (Node chart : new Node[] {rate, latency, failures, inFlight, lag, byBlock}) {
      charts.add(chart);
    }
    for (int i = 0; i < 7; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setHgrow(Priority.ALWAYS);
      column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
      blocks.getColumnConstraints().add(column);
    }
  }

  void watch(@Nullable LiveRun now) {
    if (live != null) {
      live.changes().removeListener(whenChanged);
    }
    live = now;
    if (now != null) {
      now.changes().addListener(whenChanged);
      show();
    }
  }

  private void show() {
    LiveRun run = live;
    if (run == null) {
      return;
    }
    where.setText(run.where());
    left.setText(run.left());
    done.setProgress(run.done());
    rate.show(run.rate());
    inFlight.show(run.inFlight());
    failures.show(run.failures());
    lag.show(run.lagMillis());
    latency.show(run.p50Nanos(), run.p99Nanos());
    byBlock.show(run.blocks());
    charts.requestLayout();
    if (blocks.getRowCount() != run.blocks().size() + 1) {
      list(run.blocks());
    }
    notes.setVisible(!run.notes().isEmpty());
    if (notes.getChildren().size() != run.notes().size() + 1) {
      notes.getChildren().setAll(caption("NOTES"));
      run.notes().forEach(note -> notes.getChildren().add(wrapped(note)));
    }
  }

  private static Label caption(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("caption");
    return label;
  }

  private static Label wrapped(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    return label;
  }

  private void list(List<BlockReport> reports) {
    blocks.getChildren().clear();
    blocks.addRow(
        0,
        List.of("Block", "Requests", "Rate", "Failed", "p50", "p99", "Sent late, p99").stream()
            .map(RunPage::caption)
            .toArray(Node[]::new));
    for (BlockReport report : reports) {
      blocks.addRow(
          blocks.getRowCount(),
          cell("Pair " + report.pair() + ", " + report.side(), report),
          cell(Format.count(report.block().requests()), report),
          cell(String.format(Locale.ROOT, "%,.0f/s", report.ratePerSecond()), report),
          cell(Format.count(report.block().failures()), report),
          cell(answered(report) ? millis(report.response().p50Nanos()) : "–", report),
          cell(answered(report) ? millis(report.response().p99Nanos()) : "–", report),
          cell(millis(report.lag().p99Nanos()), report));
    }
  }

  /** Else there is no latency. */
  private static boolean answered(BlockReport report) {
    return report.response().count() > 0;
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.2f ms", nanos / MILLI);
  }

  private static Label cell(String text, BlockReport report) {
    Label label = new Label(text);
    if (!report.fault().isEmpty()) {
      label.getStyleClass().add("dim");
    }
    return label;
  }
}
