package dev.backdraft.app.shell;

import dev.backdraft.app.Folders;
import dev.backdraft.app.choose.FileChoice;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.viewers.flame.FlameGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** A window with a recording of our own, robots' hands, and pictures of what they see. */
@ExtendWith(ApplicationExtension.class)
abstract class WindowTest {
  private static @Nullable Path busy;

  @TempDir Path home;
  final Answers answers = new Answers();
  final List<List<String>> started = new ArrayList<>();
  Stage stage;
  Workbench workbench;

  @SuppressWarnings("NullAway.Init") // set by the robot before each test
  WindowTest() {}

  /** What the person would choose in the system's dialogs. */
  static final class Answers implements FileChoice {
    List<Path> open = List.of();
    @Nullable Path save;
    @Nullable Path folder;
    String suggested = "";

    @Override
    public List<Path> open(String title) {
      return open;
    }

    @Override
    public Optional<Path> save(String title, String name, String extension) {
      suggested = name;
      return Optional.ofNullable(save);
    }

    @Override
    public Optional<Path> folder(String title) {
      return Optional.ofNullable(folder);
    }
  }

  /** Made once for all tests of the window. */
  static synchronized Path recording() throws Exception {
    Path known = busy;
    if (known == null) {
      Path folder = Files.createTempDirectory("backdraft-window");
      known = BusyRecording.in(folder);
      known.toFile().deleteOnExit();
      folder.toFile().deleteOnExit();
      busy = known;
    }
    return known;
  }

  /** Before there is a window: what it does is not to be seen in the recording. */
  @BeforeAll
  static void record() throws Exception {
    recording();
  }

  /** Called by each test's own method with {@code @Start}: inherited ones are not looked for. */
  final void begin(Stage given) {
    stage = given;
    workbench = open(given);
    stage.setWidth(1440);
    stage.setHeight(900);
  }

  Workbench open(Stage on) {
    Workbench opened =
        new Workbench(
            on,
            new Folders(Map.of("BACKDRAFT_HOME", home.toString()), "Linux", home),
            Clock.systemUTC(),
            answers,
            started::add);
    opened.show(List.of());
    return opened;
  }

  @AfterEach
  void close() {
    WaitForAsyncUtils.waitForAsyncFx(20_000, workbench::close);
    WaitForAsyncUtils.waitForFxEvents();
  }

  @Nullable Object read() {
    Evidence selected = workbench.evidence().selected().get();
    return selected == null ? null : selected.recording().get();
  }

  void drop(FxRobot robot, Path... files) {
    robot.interact(() -> {
      try {
        Drops.drop(stage.getScene().getRoot(), files);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }

  /** Opens our recording in the flame view and waits for its picture. */
  FlameGraph flame(FxRobot robot, Path... files) throws Exception {
    drop(robot, files);
    until(() -> read() != null);
    robot.interact(() -> workbench.commands().run("view.flame"));
    FlameGraph graph = robot.lookup("#graph").queryAs(FlameGraph.class);
    until(() -> graph.getTree() != null && graph.breadcrumb().size() > 0);
    return graph;
  }

  void run(FxRobot robot, String command) {
    robot.interact(() -> {
      if (!workbench.commands().run(command)) {
        throw new AssertionError(command + " is not possible");
      }
    });
    WaitForAsyncUtils.waitForFxEvents();
  }

  static void until(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(
        Integer.getInteger("backdraft.patienceSeconds", 60),
        TimeUnit.SECONDS,
        () -> WaitForAsyncUtils.asyncFx(condition).get(30, TimeUnit.SECONDS));
    WaitForAsyncUtils.waitForFxEvents();
  }

  static List<String> texts(FxRobot robot, String style) {
    return robot.lookup(style).queryAllAs(Label.class).stream().map(Label::getText).toList();
  }

  /** The one that is seen, of several with the same name. */
  static <T extends Node> T shown(FxRobot robot, String query, Class<T> type) {
    return robot.lookup(query).queryAllAs(type).stream()
        .filter(WindowTest::isSeen)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing is seen of " + query));
  }

  static boolean isSeen(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return node.getScene() != null;
  }

  void picture(String name) throws IOException {
    Pictures.keep(name, seen());
  }

  /** A picture to look at that stays out of the documents. */
  void privatePicture(String name) throws IOException {
    Pictures.look(name, seen());
  }

  /** With what floats over the window: menus are windows of their own. */
  void pictureWithMenus(String name) throws IOException {
    WritableImage whole = seen();
    WaitForAsyncUtils.waitForAsyncFx(
        20_000,
        () ->
            Window.getWindows().stream()
                .filter(window -> window instanceof PopupWindow && window.isShowing())
                .forEach(menu -> lay(menu, whole)));
    Pictures.keep(name, whole);
  }

  private void lay(Window menu, WritableImage whole) {
    SnapshotParameters clear = new SnapshotParameters();
    clear.setFill(Color.TRANSPARENT);
    WritableImage seen = menu.getScene().getRoot().snapshot(clear, null);
    int left = (int) (menu.getX() - stage.getX() - stage.getScene().getX());
    int top = (int) (menu.getY() - stage.getY() - stage.getScene().getY());
    for (int y = 0; y < seen.getHeight(); y++) {
      for (int x = 0; x < seen.getWidth(); x++) {
        Color over = seen.getPixelReader().getColor(x, y);
        boolean inside = left + x < whole.getWidth() && top + y < whole.getHeight();
        if (inside && left + x >= 0 && top + y >= 0 && over.getOpacity() > 0) {
          Color under = whole.getPixelReader().getColor(left + x, top + y);
          Color opaque = new Color(over.getRed(), over.getGreen(), over.getBlue(), 1);
          whole
              .getPixelWriter()
              .setColor(left + x, top + y, under.interpolate(opaque, over.getOpacity()));
        }
      }
    }
  }

  private WritableImage seen() {
    WaitForAsyncUtils.waitForFxEvents(30);
    WaitForAsyncUtils.waitForAsyncFx(20_000, () -> stage.getScene().getRoot().requestLayout());
    WaitForAsyncUtils.waitForFxEvents(30);
    return Objects.requireNonNull(
        WaitForAsyncUtils.waitForAsyncFx(20_000, () -> stage.getScene().snapshot(null)));
  }

  void size(FxRobot robot, double width, double height) {
    robot.interact(() -> {
      stage.setWidth(width);
      stage.setHeight(height);
    });
    WaitForAsyncUtils.waitForFxEvents(10);
  }
}
