package dev.backdraft.sample.convoy;

import dev.backdraft.sample.partner.Partners;
import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The carrier's tariff, which is good for a few seconds. It is renewed beside the requests: whoever
 * looks meanwhile takes the one at hand. Only the very first is waited for.
 */
final class Tariff {
  private static final long GOOD_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(2_000);

  private final Partners partners;
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile CompletableFuture<Read> latest;

  private record Read(long centsEach, long nanos) {}

  Tariff(Partners partners) {
    this.partners = partners;
    this.latest = CompletableFuture.supplyAsync(this::read);
  }

  long freight(int parcels) throws FailedException {
    try {
      Read read = latest.join();
      if (System.nanoTime() - read.nanos() > GOOD_FOR_NANOS
          && renewing.compareAndSet(false, true)) {
        renew();
      }
      return read.centsEach() * parcels;
    } catch (CompletionException broken) {
      throw new FailedException("reading the tariff", broken);
    }
  }

  private void renew() {
    var _ =
        CompletableFuture.supplyAsync(this::read)
            .whenComplete((read, broken) -> {
              if (read != null) {
                latest = CompletableFuture.completedFuture(read);
              }
              renewing.set(false);
            });
  }

  private Read read() {
    try {
      return new Read(partners.ask(Service.TARIFF, "all"), System.nanoTime());
    } catch (FailedException broken) {
      throw new CompletionException(broken);
    }
  }
}
