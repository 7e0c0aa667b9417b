package dev.backdraft.sample.queue;

import dev.backdraft.sample.partner.Partners;
import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.telemetry.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends records to the archive beside the requests: all that wait at once, and never more than a
 * second's worth. What comes beyond that is counted and let go.
 */
final class Archive {
  private static final int BOUND = 1_000;

  private final BlockingQueue<AuditRecord> queue = new ArrayBlockingQueue<>(BOUND);
  private final LongAdder letGo = new LongAdder();
  private final Partners partners;

  Archive(Partners partners, Metrics metrics) {
    this.partners = partners;
    metrics.gauge("audit_queue_depth", "Records that wait for the archive.", queue::size);
    metrics.gauge("audit_records_let_go", "Records that found no room.", letGo::sum);
    Thread.ofPlatform().daemon().name("archive").start(this::send);
  }

  void keep(AuditRecord record) {
    if (!queue.offer(record)) {
      letGo.increment();
    }
  }

  private void send() {
    List<AuditRecord> batch = new ArrayList<>();
    while (true) {
      try {
        batch.add(queue.take());
        queue.drainTo(batch);
        var _ = partners.ask(Service.ARCHIVE, Integer.toString(batch.size()));
        batch.clear();
      } catch (InterruptedException | FailedException stopping) {
        return;
      }
    }
  }
}
