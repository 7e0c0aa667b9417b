package dev.backdraft.app.shell;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.Folders;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.evidence.EvidenceModel;
import dev.backdraft.app.flame.FlamePane;
import dev.backdraft.app.flame.FlameViewModel;
import dev.backdraft.app.overview.Overview;
import dev.backdraft.app.overview.OverviewPane;
import dev.backdraft.app.problem.ErrorDialog;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.recent.RecentModel;
import dev.backdraft.app.theme.Theme;
import dev.backdraft.app.theme.Themes;
import dev.backdraft.app.work.Work;
import dev.backdraft.persistence.StoreException;
import dev.backdraft.persistence.WorkbenchStore;
import dev.backdraft.viewers.surface.UiThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXMLLoader;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** One window of the workbench with all that stands behind it; closing it lets everything go. */
public final class Workbench implements AutoCloseable {
  private final Executor ui = UiThread.INSTANCE;
  private final Themes themes = new Themes();
  private final List<Remedy> early = new ArrayList<>();
  private final WorkbenchStore store;
  private final Work work;
  private final RecentModel recent;
  private final EvidenceModel evidence;
  private final Stage stage;
  private final ErrorDialog errors;
  private final ShellController shell;

  public Workbench(Stage stage, Folders folders, Clock clock) {
    this.stage = stage;
    errors = new ErrorDialog(stage, themes::dress);
    work = new Work(ui, this::unexpected);
    store = openStore(folders.store(), clock);
    recent = new RecentModel(work, store, this::tell);
    evidence = new EvidenceModel(work, EvidenceReader::open, this::opened, this::tell);
    themes.theme().set(rememberedTheme());
    shell = build();
    early.forEach(shell::notice);
    recent.load();
  }

  public void show(List<Path> files) {
    stage.show();
    evidence.open(files);
    shell.focusFirst();
  }

  public EvidenceModel evidence() {
    return evidence;
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
    work.close();
    for (Evidence open : List.copyOf(evidence.all())) {
      evidence.close(open);
    }
    store.close();
  }

  private ShellController build() {
    ObservableValue<@Nullable Recording> recording =
        evidence.selected().flatMap(now -> Objects.requireNonNull(now).recording());
    List<View> views =
        List.of(
            new View(
                "overview",
                "Overview",
                "mdi2v-view-dashboard-outline",
                load(
                    OverviewPane.class,
                    "overview.fxml",
                    new OverviewPane(recording, ZoneId.systemDefault()))),
            new View(
                "flame",
                "Flame",
                "mdi2c-chart-gantt",
                load(
                    FlamePane.class,
                    "flame.fxml",
                    new FlamePane(new FlameViewModel(recording, work), work, themes.dark()))));
    Parent welcome =
        load(
            Workbench.class,
            "welcome.fxml",
            new WelcomePane(
                recent, () -> chooser().chooseFiles(), file -> evidence.open(List.of(file))));
    ShellController controller =
        new ShellController(evidence, recent, themes, work, views, welcome);
    Parent root = load(Workbench.class, "shell.fxml", controller);
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    Scene scene =
        new Scene(
            root,
            Math.min(screen.getWidth(), Math.max(1280, screen.getWidth() * 0.85)),
            Math.min(screen.getHeight(), Math.max(800, screen.getHeight() * 0.85)));
    themes.dress(scene);
    accelerators(scene, controller);
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
    return controller;
  }

  /** The controller that exists by the time anything can be clicked. */
  private ShellController chooser() {
    return shell;
  }

  private static void accelerators(Scene scene, ShellController shell) {
    scene
        .getAccelerators()
        .put(new KeyCodeCombination(KeyCode.O, KeyCombination.SHORTCUT_DOWN), shell::chooseFiles);
    scene
        .getAccelerators()
        .put(new KeyCodeCombination(KeyCode.W, KeyCombination.SHORTCUT_DOWN), shell::closeSelected);
    scene
        .getAccelerators()
        .put(
            new KeyCodeCombination(
                KeyCode.L, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN),
            shell::changeTheme);
    scene.getAccelerators().put(new KeyCodeCombination(KeyCode.ESCAPE), shell::cancelWork);
    KeyCode[] digits = {KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.DIGIT4};
    for (int i = 0; i < digits.length; i++) {
      int number = i;
      scene
          .getAccelerators()
          .put(
              new KeyCodeCombination(digits[i], KeyCombination.SHORTCUT_DOWN),
              () -> shell.showView(number));
    }
  }

  private void opened(Evidence opened) {
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

  private Theme rememberedTheme() {
    try {
      return Theme.named(store.setting("theme").orElse(""));
    } catch (StoreException e) {
      early.add(Remedy.of(e));
      return Theme.SYSTEM;
    }
  }

  private static Parent load(Class<?> beside, String sheet, Object controller) {
    FXMLLoader loader = new FXMLLoader(beside.getResource(sheet));
    loader.setControllerFactory(type -> controller);
    loader.setController(controller);
    try {
      return loader.load();
    } catch (IOException e) {
      throw new IllegalStateException("missing or broken in the program: " + sheet, e);
    }
  }
}
