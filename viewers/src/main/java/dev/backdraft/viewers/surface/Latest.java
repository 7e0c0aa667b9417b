package dev.backdraft.viewers.surface;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs slow answers off the UI thread; only the answer to the latest question is delivered. */
public final class Latest {
  private final Executor worker;
  private final Executor ui;
  private final AtomicLong asked = new AtomicLong();

  public Latest(Executor worker, Executor ui) {
    this.worker = worker;
    this.ui = ui;
  }

  /** UI thread. An answer that is no longer wanted when its turn comes is not even begun. */
  public <T> void ask(Supplier<T> question, Consumer<T> answer) {
    long stamp = asked.incrementAndGet();
    worker.execute(() -> {
      if (asked.get() == stamp) {
        T result = question.get();
        ui.execute(() -> {
          if (asked.get() == stamp) {
            answer.accept(result);
          }
        });
      }
    });
  }

  /** What is on its way is no longer wanted. */
  public void forget() {
    asked.incrementAndGet();
  }
}
