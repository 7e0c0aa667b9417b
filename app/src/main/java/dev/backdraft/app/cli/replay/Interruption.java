package dev.backdraft.app.cli.replay;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl+C, SIGTERM and the end of a terminal: the run is asked to stop, what it measured is written,
 * and only then the process ends, with the exit code of the command.
 */
public final class Interruption implements AutoCloseable {
  /** Longer than a target's grace; whoever waits longer asks a second time. */
  private static final long MOST_SECONDS = 120;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupted");
  private volatile boolean asked;
  private volatile Stopping stopping = () -> {};
  private volatile int exitCode;

  /** How the run is asked to stop. */
  @FunctionalInterface
  public interface Stopping {
    void stop() throws IOException;
  }

  public Interruption(int exitCodeUntilDone) {
    this.exitCode = exitCodeUntilDone;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** What to stop from now on; at once if that was asked for already. */
  public void stopping(Stopping how) throws IOException {
    stopping = how;
    if (asked) {
      how.stop();
    }
  }

  /** True once somebody asked. */
  public boolean asked() {
    return asked;
  }

  /** The command has written all it has. */
  public void done(int code) {
    exitCode = code;
    done.countDown();
  }

  private void interrupted() {
    asked = true;
    try {
      stopping.stop();
      if (!done.await(MOST_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("backdraft: the run did not stop in " + MOST_SECONDS + " s");
      }
    } catch (IOException | InterruptedException broken) {
      System.err.println("backdraft: stopping failed: " + broken.getMessage());
    }
    System.err.flush();
    // The exit code of a signal would hide the command's own.
    Runtime.getRuntime().halt(exitCode);
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException underWay) {
      // The process is ending already; the hook knows the exit code.
      asked = true;
    }
  }
}
