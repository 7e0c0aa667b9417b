package dev.backdraft.app.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Work with threads and UI thread replaced by queues that the test empties. */
final class WorkTest {
  private final List<Runnable> ui = new ArrayList<>();
  private final Later threads = new Later();
  private final List<Throwable> bugs = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final Work work = new Work(ui::add, bugs::add, threads);

  @Test
  void aFailureThatNobodyExplainsIsABug() {
    work.start("a", "A", activity -> fail(new IllegalStateException("x")), tell("a"));
    settle();
    assertThat(told).containsExactly("a cancelled");
    assertThat(bugs).hasSize(1);
    assertThat(work.running()).isEmpty();
  }

  @Test
  void aFailureThatTheCallerExplainsIsNoBug() {
    work.start("a", "A", activity -> fail(new java.io.IOException("disk")), tell("a"));
    settle();
    assertThat(told).containsExactly("a failed disk");
    assertThat(bugs).isEmpty();
  }

  @Test
  void theLatestOfASlotWinsAndTheOlderResultIsDropped() {
    work.start("view", "old", activity -> "old", tell("old"));
    threads.run();
    work.start("view", "new", activity -> "new", tell("new"));
    settle();
    assertThat(told).containsExactly("old dropped old", "old cancelled", "new done new");
  }

  @Test
  void workOfOtherSlotsIsLeftAlone() {
    work.start("one", "1", activity -> "1", tell("one"));
    work.start("two", "2", activity -> "2", tell("two"));
    settle();
    assertThat(told).containsExactly("one done 1", "two done 2");
  }

  @Test
  void whatEndsWorkIsDoneOnceThoughTheWorkNeverAsks() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    Activity activity = new Activity("a", "A", ui::add);
    activity.whenCancelled(stopped::countDown);
    activity.cancel();
    assertThat(stopped.await(60, TimeUnit.SECONDS)).isTrue();
    CountDownLatch late = new CountDownLatch(1);
    activity.whenCancelled(late::countDown);
    assertThat(late.await(60, TimeUnit.SECONDS)).as("it was cancelled already").isTrue();
  }

  @Test
  void workThatIsAskedForAfterTheEndIsNotBegun() {
    work.close();
    Activity late = work.start("a", "A", a -> fail(new AssertionError("ran")), tell("a"));
    settle();
    assertThat(late.cancelled()).isTrue();
    assertThat(work.running()).isEmpty();
    assertThat(told).isEmpty();
    assertThat(bugs).isEmpty();
  }

  @Test
  void cancelledWorkThatHasNotBegunNeverRuns() {
    Activity activity = work.start("a", "A", a -> fail(new AssertionError("ran")), tell("a"));
    activity.cancel();
    settle();
    assertThat(told).containsExactly("a cancelled");
    assertThat(bugs).isEmpty();
  }

  @Test
  void aJobThatStopsItselfIsCancelledAndNoBug() {
    work.start("a", "A", activity -> fail(new CancellationException()), tell("a"));
    settle();
    assertThat(told).containsExactly("a cancelled");
    assertThat(bugs).isEmpty();
  }

  @Test
  void progressIsToldOnceHoweverOftenItChanges() {
    Activity activity =
        work.start(
            "a",
            "A",
            a -> {
              for (int i = 1; i <= 1000; i++) {
                a.bytes(i * 10_000L, 10_000_000L);
              }
              return "";
            },
            tell("a"));
    threads.run();
    assertThat(ui).hasSize(2);
    settle();
    assertThat(activity.fraction().get()).isEqualTo(1.0);
    assertThat(activity.detail().get()).isEqualTo("10 of 10 MB");
  }

  private void settle() {
    threads.run();
    while (!ui.isEmpty()) {
      ui.removeFirst().run();
    }
  }

  private Ending<String> tell(String name) {
    return new Ending<>() {
      @Override
      public void done(String result) {
        told.add(name + " done " + result);
      }

      @Override
      public boolean failed(Exception failure) {
        if (failure instanceof java.io.IOException) {
          told.add(name + " failed " + failure.getMessage());
          return true;
        }
        return false;
      }

      @Override
      public void cancelled() {
        told.add(name + " cancelled");
      }

      @Override
      public void dropped(String result) {
        told.add(name + " dropped " + result);
      }
    };
  }

  private static String fail(Throwable failure) throws Exception {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (Exception) failure;
  }

  /** Runs what it was given when the test says so. */
  private static final class Later extends AbstractExecutorService {
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean down;

    void run() {
      while (!waiting.isEmpty()) {
        waiting.removeFirst().run();
      }
    }

    @Override
    public void execute(Runnable task) {
      waiting.add(task);
    }

    @Override
    public void shutdown() {
      waiting.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
      down = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return down;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
