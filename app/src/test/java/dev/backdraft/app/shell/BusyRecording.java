package dev.backdraft.app.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;

/**
 * A recording of a small shop under load, made here and now: enough CPU samples for a flame graph
 * worth looking at, and no data of anybody.
 */
final class BusyRecording {
  private static final int SAMPLES_WANTED_MILLIS = 2_500;
  private static final AtomicLong RESULT = new AtomicLong();

  private BusyRecording() {}

  static Path in(Path folder) throws Exception {
    Path file = folder.resolve("checkout.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(2));
      recording.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s").withStackTrace();
      recording.enable("jdk.GCHeapSummary");
      recording.enable("jdk.GarbageCollection");
      recording.enable("jdk.CPULoad").withPeriod(Duration.ofMillis(200));
      recording.start();
      long end = System.nanoTime() + Duration.ofMillis(SAMPLES_WANTED_MILLIS).toNanos();
      List<Thread> workers = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        Thread worker = new Thread(() -> serve(end), "http-worker-" + i);
        worker.start();
        workers.add(worker);
      }
      for (Thread worker : workers) {
        worker.join();
      }
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  private static void serve(long end) {
    while (System.nanoTime() < end) {
      RESULT.addAndGet(new CheckoutHandler().handle(ThreadLocalRandom.current().nextInt(3, 12)));
    }
  }

  private static final class CheckoutHandler {
    long handle(int lines) {
      List<String> cart = new CartReader().read(lines);
      long total = new CartService().price(cart);
      return total + new CartView().render(cart, total).length();
    }
  }

  private static final class CartReader {
    List<String> read(int lines) {
      List<String> cart = new ArrayList<>();
      for (int i = 0; i < lines; i++) {
        cart.add(line(i));
      }
      return cart;
    }

    private static String line(int i) {
      return String.format("%05d;article %d;%.2f", i, i * 31, i * 1.25);
    }
  }

  private static final class CartService {
    long price(List<String> cart) {
      long sum = 0;
      for (String line : cart) {
        sum += new TaxRules().apply(parse(line));
      }
      return sum;
    }

    private static long parse(String line) {
      return Math.round(Double.parseDouble(line.substring(line.lastIndexOf(';') + 1)) * 100);
    }
  }

  private static final class TaxRules {
    long apply(long cents) {
      long taxed = cents;
      for (int rule = 0; rule < 40; rule++) {
        taxed = round(taxed * 119 / 100 % 1_000_003);
      }
      return taxed;
    }

    private static long round(long cents) {
      return (cents + 4) / 5 * 5;
    }
  }

  private static final class CartView {
    String render(List<String> cart, long total) {
      StringBuilder html = new StringBuilder();
      for (String line : cart) {
        html.append(formatDebug(line)).append('\n');
      }
      return html.append(total).toString();
    }

    private static String formatDebug(String line) {
      return String.join("|", line.split(";")).replace("article", "item");
    }
  }
}
