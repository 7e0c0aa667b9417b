package dev.backdraft.sample.convoy;

import dev.backdraft.sample.partner.Partners;
import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import java.util.concurrent.TimeUnit;

/** The carrier's tariff, which is good for a few seconds; one thread at a time looks or renews. */
final class Tariff {
  private static final long GOOD_FOR_NANOS = TimeUnit.MILLISECONDS.toNanos(2_000);

  private final Partners partners;
  private long centsEach;
  private long readNanos;
  private boolean read;

  Tariff(Partners partners) {
    this.partners = partners;
  }

  synchronized long freight(int parcels) throws FailedException {
    if (!read || System.nanoTime() - readNanos > GOOD_FOR_NANOS) {
      centsEach = partners.ask(Service.TARIFF, "all");
      readNanos = System.nanoTime();
      read = true;
    }
    return centsEach * parcels;
  }
}
