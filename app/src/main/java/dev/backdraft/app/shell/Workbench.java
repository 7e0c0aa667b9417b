package dev.backdraft.app.shell;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.ReadOptions;
import dev.backdraft.analysis.reader.cache.RecordingCache;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.Folders;
import dev.backdraft.app.choose.FileChoice;
import dev.backdraft.app.choose.SystemFileChoice;
import dev.backdraft.app.command.Commands;
import dev.backdraft.app.demo.Rehearsal;
import dev.backdraft.app.demo.guide.GuideCommands;
import dev.backdraft.app.demo.guide.GuideModel;
import dev.backdraft.app.demo.guide.GuidePane;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.evidence.EvidenceModel;
import dev.backdraft.app.export.ExportModel;
import dev.backdraft.app.flame.FlameMethods;
import dev.backdraft.app.overview.Overview;
import dev.backdraft.app.palette.PaletteModel;
import dev.backdraft.app.problem.ErrorDialog;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.recent.RecentModel;
import dev.backdraft.app.replay.ReplayModel;
import dev.backdraft.app.selection.LookModel;
import dev.backdraft.app.source.SourceModel;
import dev.backdraft.app.theme.Theme;
import dev.backdraft.app.theme.Themes;
import dev.backdraft.app.work.Activity;
import dev.backdraft.app.work.Work;
import dev.backdraft.persistence.StoreException;
import dev.backdraft.persistence.WorkbenchStore;
import dev.backdraft.viewers.surface.UiThread;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Duration;

/** One window of the workbench with all that stands behind it; closing it lets everything go. */
public final class Workbench implements AutoCloseable {
  private static final String FLAME = "flame";
  private static final String CONFIRM = "confirm";

  /** After the window has been drawn for the first time, and before a hand does something. */
  private static final Duration IDLE = Duration.millis(150);

  private final Executor ui = UiThread.INSTANCE;
  private final Themes themes = new Themes();
  private final Commands commands = new Commands();
  private final LookModel looks = new LookModel();
  private final List<Remedy> early = new ArrayList<>();
  private final WorkbenchStore store;
  private final Work work;
  private final RecentModel recent;
  private final CacheKeeper keeper;
  private final EvidenceModel evidence;
  private final SourceModel source;
  private final FileChoice choice;
  private final Stage stage;
  private final ErrorDialog errors;
  private final ShellController shell;
  private final ReplayModel replay;
  private final GuideModel guide;

  public Workbench(Stage stage, Folders folders, Clock clock) {
    this(stage, folders, clock, new SystemFileChoice(() -> stage), SourceModel::startProcess);
  }

  /**
   * @param choice asks for files
   * @param starter starts the person's editor
   */
  Workbench(
      Stage stage, Folders folders, Clock clock, FileChoice choice, SourceModel.Starter starter) {
    this.stage = stage;
    this.choice = choice;
    errors = new ErrorDialog(stage, themes::dress);
    work = new Work(ui, this::unexpected);
    store = openStore(folders.store(), clock);
    recent = new RecentModel(work, store, this::tell);
    RecordingCache kept = folders.recordings();
    keeper = new CacheKeeper(work, kept);
    evidence =
        new EvidenceModel(
            work,
            (files, progress, first) ->
                EvidenceReader.open(files, ReadOptions.plain().withCache(kept), progress, first),
            this::opened,
            this::closed,
            this::tell);
    source = new SourceModel(work, starter, recent::keep, this::tell);
    themes.theme().set(Theme.named(remembered("theme")));
    source.remembered(remembered(SourceModel.FOLDERS_KEY), remembered(SourceModel.EDITOR_KEY));
    replay = new ReplayModel(work, ui, this::tell);
    guide =
        new GuideModel(
            work, evidence, looks, replay, folders.cache(), () -> reveal(FLAME), this::tell);
    shell = build();
    early.forEach(shell::notice);
    recent.load();
  }

  public void show(List<Path> files) {
    stage.show();
    evidence.open(files);
    shell.focusFirst();
    PauseTransition idle = new PauseTransition(IDLE);
    idle.setOnFinished(event -> shell.prepare(FLAME));
    idle.play();
  }

  /** Makes the reader quick while nothing is asked of it. */
  void rehearse() {
    PauseTransition idle = new PauseTransition(IDLE.multiply(2));
    idle.setOnFinished(event -> {
      if (evidence.all().isEmpty()) {
        Activity rehearsal = work.start("rehearsal", "", Rehearsal::run, done -> {});
        evidence.all().addListener((InvalidationListener) changed -> rehearsal.cancel());
      }
    });
    idle.play();
  }

  /** Leads through a sample incident; the first one if there is none of this name. */
  public void showSample(String incident) {
    guide.start(incident);
  }

  public EvidenceModel evidence() {
    return evidence;
  }

  /** What is looked at; for tests. */
  LookModel looks() {
    return looks;
  }

  Commands commands() {
    return commands;
  }

  SourceModel source() {
    return source;
  }

  public Themes themes() {
    return themes;
  }

  /** The top handler: a bug is shown, and the window goes on. Any thread. */
  public void unexpected(Throwable error) {
    ui.execute(() -> errors.show(error));
  }

  @Override
  public void close() {
    for (Evidence open : List.copyOf(evidence.all())) {
      evidence.close(open);
    }
    work.close();
    store.close();
  }

  private ShellController build() {
    ZoneId zone = ZoneId.systemDefault();
    evidence.offerUnknown(replay::offer);
    Features features =
        new Features(
            evidence, looks, source, work, themes.dark(), zone, replay, () -> reveal(FLAME));
    replay.onShown(() -> reveal(CONFIRM));
    Node welcome =
        Sheets.load(
            new WelcomePane(
                recent,
                () -> commands.run("file.open"),
                file -> evidence.open(List.of(file)),
                guide::startFirst),
            "welcome.fxml");
    ShellController controller =
        new ShellController(
            evidence, recent, themes, work, choice, looks, features.views(), welcome);
    Parent root = Sheets.load(controller, "shell.fxml");
    controller.aside().getChildren().add(Sheets.load(new GuidePane(guide), "guide.fxml"));
    ExportModel exports =
        new ExportModel(work, choice, file -> controller.say("Written: " + file), this::tell);
    Runnable reveal = () -> controller.reveal(FLAME);
    FlameMethods methods = new FlameMethods(features.flame(), reveal, zone);
    PaletteModel palette =
        new PaletteModel(work, () -> Cards.choices(commands), methods::methods, methods::times);
    Overlay overlay = new Overlay(controller.cards());
    Cards cards = new Cards(overlay, commands, palette, source, choice);
    new ShellCommands(controller, cards, evidence, looks).addTo(commands, features.views());
    features.addTo(commands, exports, reveal);
    new GuideCommands(guide).addTo(commands);
    controller.connect(commands);
    stage(root, cards);
    return controller;
  }

  /** By the time anything is revealed, the shell stands. */
  private void reveal(String view) {
    shell.reveal(view);
  }

  private void stage(Parent root, Cards cards) {
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    Scene scene =
        new Scene(
            root,
            Math.min(screen.getWidth(), Math.max(1280, screen.getWidth() * 0.85)),
            Math.min(screen.getHeight(), Math.max(800, screen.getHeight() * 0.85)));
    themes.dress(scene);
    Keys.install(scene, commands, cards::keys);
    stage.setTitle("Backdraft");
    stage.setMinWidth(720);
    stage.setMinHeight(480);
    for (int size : new int[] {16, 32, 64, 128, 256}) {
      stage
          .getIcons()
          .add(
              new Image(
                  Objects.requireNonNull(
                      Workbench.class.getResourceAsStream("icon-" + size + ".png"))));
    }
    stage.setScene(scene);
  }

  private void closed(Evidence closed) {
    looks.forget(closed.id());
    keeper.changed();
  }

  private void opened(Evidence opened) {
    keeper.changed();
    Recording recording = opened.recording().get();
    if (recording != null) {
      recent.remember(
          opened.file(), recording.files().getFirst().sizeBytes(), Overview.inOneLine(recording));
    }
  }

  private void tell(Remedy remedy) {
    shell.notice(remedy);
  }

  private WorkbenchStore openStore(Path file, Clock clock) {
    try {
      return WorkbenchStore.open(file, clock);
    } catch (StoreException e) {
      early.add(Remedy.of(e));
      try {
        return WorkbenchStore.inMemory(clock);
      } catch (StoreException again) {
        throw new IllegalStateException("SQLite does not work on this machine", again);
      }
    }
  }

  private String remembered(String key) {
    try {
      return store.setting(key).orElse("");
    } catch (StoreException e) {
      early.add(Remedy.of(e));
      return "";
    }
  }
}
