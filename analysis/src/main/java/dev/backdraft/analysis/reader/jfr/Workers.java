package dev.backdraft.analysis.reader.jfr;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs numbered tasks on threads of its own and waits for them. The caller's thread never reads a
 * file itself: interrupting it would close the channel for everybody.
 */
final class Workers {
  private final int threads;

  Workers(int threads) {
    this.threads = Math.max(1, threads);
  }

  int threads() {
    return threads;
  }

  /** A task that is run once for each number. */
  interface Task {
    void run(int number);
  }

  /**
   * Runs {@code task} for 0 to {@code count - 1}, lower numbers begun first; throws what the first
   * failing task threw, after all have ended.
   *
   * <p>If the caller is interrupted or a task fails, no further number is begun.
   *
   * @param stop told of that too, so that the tasks under way end early
   */
  void run(int count, Task task, Runnable stop) {
    AtomicInteger next = new AtomicInteger();
    Throwable[] failed = new Throwable[1];
    Runnable loop =
        new Runnable() {
          @Override
          public void run() {
            int number;
            while ((number = next.getAndIncrement()) < count) {
              try {
                task.run(number);
              } catch (Throwable e) {
                synchronized (failed) {
                  failed[0] = failed[0] == null ? e : failed[0];
                }
                next.set(count);
                stop.run();
              }
            }
          }
        };
    Thread[] started = new Thread[Math.min(threads, count)];
    for (int i = 0; i < started.length; i++) {
      started[i] = new Thread(null, loop, "backdraft-reader-" + i);
      started[i].setDaemon(true);
      started[i].start();
    }
    Runnable end =
        () -> {
          next.set(count);
          stop.run();
        };
    boolean interrupted = join(started, end);
    rethrow(failed[0], interrupted);
  }

  private static boolean join(Thread[] started, Runnable stop) {
    boolean interrupted = false;
    for (Thread thread : started) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          stop.run();
        }
      }
    }
    return interrupted;
  }

  private static void rethrow(@Nullable Throwable failed, boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("reading was interrupted");
    }
    switch (failed) {
      case null -> {
        return;
      }
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failed);
    }
  }
}
