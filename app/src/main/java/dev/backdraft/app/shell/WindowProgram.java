package dev.backdraft.app.shell;

import dev.backdraft.app.Folders;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The program as a window: starts JavaFX, puts the top handler in place, opens the files given. */
public final class WindowProgram extends Application {
  /** Ends the program after its first frames: for making the class-data archive. */
  private static final String EXIT_AFTER_FIRST_FRAME = "backdraft.exitAfterFirstFrame";

  /** The command that opens a sample incident; which words are its own, the command line knows. */
  private static final String DEMO = "demo";

  private static final int NO_DISPLAY = 1;

  private @Nullable Workbench workbench;

  /** Runs until the window is closed; returns the exit code. */
  public static int open(String[] files) {
    if (!hasDisplay()) {
      System.err.println("backdraft: there is no display to open a window on");
      System.err.println(
          files.length > 0 && files[0].equals(DEMO)
              ? "  Set DISPLAY, or run it on the terminal: backdraft demo --headless"
              : "  Set DISPLAY, or ask on the terminal: backdraft summary FILE, backdraft --help");
      return NO_DISPLAY;
    }
    Application.launch(WindowProgram.class, files);
    return 0;
  }

  @Override
  public void start(Stage stage) {
    Workbench started = new Workbench(stage, Folders.ofThisMachine(), Clock.systemUTC());
    workbench = started;
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> started.unexpected(error));
    List<String> words = getParameters().getRaw();
    if (!words.isEmpty() && words.getFirst().equals(DEMO)) {
      started.show(List.of());
      started.showSample(words.getLast());
    } else {
      started.show(words.stream().map(Path::of).toList());
      started.rehearse();
    }
    if (Boolean.getBoolean(EXIT_AFTER_FIRST_FRAME)) {
      exitAfterFirstFrames();
    }
  }

  @Override
  public void stop() {
    if (workbench != null) {
      workbench.close();
    }
  }

  private static void exitAfterFirstFrames() {
    new AnimationTimer() {
      private int frames;

      @Override
      public void handle(long now) {
        if (++frames == 30) {
          Platform.exit();
        }
      }
    }.start();
  }

  private static boolean hasDisplay() {
    return !System.getProperty("os.name", "").startsWith("Linux")
        || System.getProperty("glass.platform") != null
        || System.getenv("DISPLAY") != null
        || System.getenv("WAYLAND_DISPLAY") != null;
  }
}
