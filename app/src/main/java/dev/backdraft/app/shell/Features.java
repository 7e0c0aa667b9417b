package dev.backdraft.app.shell;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.command.Commands;
import dev.backdraft.app.evidence.EvidenceModel;
import dev.backdraft.app.export.ExportModel;
import dev.backdraft.app.flame.FlameCommands;
import dev.backdraft.app.flame.FlamePane;
import dev.backdraft.app.flame.FlameViewModel;
import dev.backdraft.app.overview.OverviewPane;
import dev.backdraft.app.replay.PairOpening;
import dev.backdraft.app.replay.ReplayModel;
import dev.backdraft.app.replay.ReplayPane;
import dev.backdraft.app.selection.LookModel;
import dev.backdraft.app.source.SourceModel;
import dev.backdraft.app.work.Work;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** The features of the window, in triage order: the one place where a new view joins. */
final class Features {
  private final FlamePane flame;
  private final List<View> views;

  Features(
      EvidenceModel evidence,
      LookModel looks,
      SourceModel source,
      Work work,
      ObservableValue<Boolean> dark,
      ZoneId zone,
      ReplayModel replay,
      Runnable revealFlame) {
    ObservableValue<@Nullable Recording> recording =
        evidence.selected().flatMap(now -> Objects.requireNonNull(now).recording());
    OverviewPane overview = new OverviewPane(recording, zone, work);
    flame = new FlamePane(new FlameViewModel(evidence, looks, work), source, work, dark, zone);
    views =
        List.of(
            View.of(
                "overview",
                "Overview",
                "mdi2v-view-dashboard-outline",
                Sheets.load(overview, "overview.fxml")),
            View.of(
                "flame",
                "Flame",
                "mdi2c-chart-gantt",
                Sheets.load(flame, "flame.fxml", flame::controller)),
            new View(
                "confirm",
                "Confirm",
                "mdi2c-check-decagram-outline",
                Sheets.load(
                    new ReplayPane(replay, new PairOpening(evidence, revealFlame)), "replay.fxml"),
                true));
  }

  List<View> views() {
    return views;
  }

  FlamePane flame() {
    return flame;
  }

  /** What can be done in each feature. */
  void addTo(Commands commands, ExportModel exports, Runnable revealFlame) {
    new FlameCommands(flame, exports, revealFlame).addTo(commands);
  }
}
