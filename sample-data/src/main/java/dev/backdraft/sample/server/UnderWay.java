package dev.backdraft.sample.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests are being answered, and whether more may begin. A request counts itself before
 * it asks whether it may: so each that may is waited for.
 */
final class UnderWay {
  private static final int POLL_MILLIS = 10;

  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean stopping;

  /** A request came; false if it is to be told that the service stops. */
  boolean begin() {
    requests.incrementAndGet();
    return !stopping;
  }

  /** The last byte of an answer has gone, or its connection. */
  void end() {
    requests.decrementAndGet();
  }

  /** True once nothing more may begin: every answer is the last on its connection. */
  boolean stopping() {
    return stopping;
  }

  void stop() {
    stopping = true;
  }

  /** Waits until nothing has been under way for so long, or for the grace at most. */
  void quiet(long quietMillis, long graceMillis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
    long since = System.nanoTime();
    while (System.nanoTime() - deadline < 0) {
      if (requests.get() > 0) {
        since = System.nanoTime();
      } else if (System.nanoTime() - since >= TimeUnit.MILLISECONDS.toNanos(quietMillis)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }
}
