package dev.backdraft.app.work;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Runs slow work off the UI thread. Work in the same slot replaces what ran there before: the older
 * one is cancelled and its result dropped, so that the latest wins. Called on the UI thread;
 * results come back on it.
 */
public final class Work implements AutoCloseable {
  /** Slow work. It asks {@code activity.cancelled()} now and then. */
  @FunctionalInterface
  public interface Job<T> {
    T run(Activity activity) throws Exception;
  }

  private final Executor ui;
  private final ExecutorService threads;
  private final Consumer<Throwable> bugs;
  private final ObservableList<Activity> running = FXCollections.observableArrayList();

  /** Kept, for it holds on to the list only weakly: one made per call would fall silent. */
  private final ObservableList<Activity> runningShown =
      FXCollections.unmodifiableObservableList(running);

  private final Map<String, Activity> latest = new HashMap<>();

  /**
   * @param ui where results and progress are told
   * @param bugs gets every failure that no caller handles
   */
  public Work(Executor ui, Consumer<Throwable> bugs) {
    this(ui, bugs, Executors.newFixedThreadPool(workers(), daemons()));
  }

  Work(Executor ui, Consumer<Throwable> bugs, ExecutorService threads) {
    this.ui = ui;
    this.bugs = bugs;
    this.threads = threads;
  }

  /** What is under way, oldest first; changes on the UI thread. */
  public ObservableList<Activity> running() {
    return runningShown;
  }

  /**
   * Starts a job.
   *
   * @param slot replaces earlier work of the same slot
   * @param title for people; empty for work too small to show
   * @param job the work
   * @param ending told on the UI thread how it ended
   */
  public <T> Activity start(String slot, String title, Job<T> job, Ending<T> ending) {
    Activity activity = new Activity(slot, title, ui);
    Activity older = latest.put(slot, activity);
    if (older != null) {
      older.cancel();
    }
    if (threads.isShutdown()) {
      activity.cancel(); // the window is closing: nobody waits for the answer
      return activity;
    }
    running.add(activity);
    threads.execute(() -> run(activity, job, ending));
    return activity;
  }

  private <T> void run(Activity activity, Job<T> job, Ending<T> ending) {
    try {
      if (activity.cancelled()) {
        throw new CancellationException();
      }
      T result = job.run(activity);
      ui.execute(() -> {
        boolean wanted = end(activity) && !activity.cancelled();
        if (wanted) {
          ending.done(result);
        } else {
          ending.dropped(result);
          ending.cancelled();
        }
      });
    } catch (CancellationException e) {
      ui.execute(() -> {
        end(activity);
        ending.cancelled();
      });
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      ui.execute(() -> {
        end(activity);
        if (activity.cancelled()) {
          ending.cancelled();
        } else if (!(e instanceof Exception failure) || !ending.failed(failure)) {
          ending.cancelled();
          bugs.accept(e);
        }
      });
    }
  }

  /** Takes the activity off the list; true if no newer one has taken its slot. */
  private boolean end(Activity activity) {
    running.remove(activity);
    return latest.remove(activity.slot(), activity);
  }

  @Override
  public void close() {
    for (Activity activity : running) {
      activity.cancel();
    }
    threads.shutdownNow();
  }

  private static int workers() {
    return Math.max(2, Runtime.getRuntime().availableProcessors());
  }

  private static ThreadFactory daemons() {
    return task -> {
      Thread thread = new Thread(task, "backdraft-work");
      thread.setDaemon(true);
      return thread;
    };
  }
}
