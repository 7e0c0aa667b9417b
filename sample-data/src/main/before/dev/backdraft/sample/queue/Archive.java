package dev.backdraft.sample.queue;

import dev.backdraft.sample.partner.Partners;
import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.telemetry.Metrics;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Sends records to the archive, one after the other, beside the requests. The queue is bounded. */
final class Archive {
  private static final int BOUND = 100_000;

  private final BlockingQueue<AuditRecord> queue = new ArrayBlockingQueue<>(BOUND);
  private final Partners partners;

  Archive(Partners partners, Metrics metrics) {
    this.partners = partners;
    metrics.gauge("audit_queue_depth", "Records that wait for the archive.", queue::size);
    Thread.ofPlatform().daemon().name("archive").start(this::send);
  }

  void keep(AuditRecord record) {
    try {
      queue.put(record);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    while (true) {
      try {
        AuditRecord record = queue.take();
        var _ = partners.ask(Service.ARCHIVE, Integer.toString(record.bytes().length));
      } catch (InterruptedException | FailedException stopping) {
        return;
      }
    }
  }
}
