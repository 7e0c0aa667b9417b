package dev.backdraft.replay.run;

import dev.backdraft.replay.run.ShopServer.Exchange;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A small service with faults to plant: arguments are its port, what is wrong with it, and a folder
 * with its rows.
 */
final class ShopTarget {
  private static final long MICRO = 1_000;
  private static final String JSON = "application/json";

  private final Set<String> faults;
  private final Path rows;
  private final AtomicLong served = new AtomicLong();
  private final Queue<Object> kept = new ConcurrentLinkedQueue<>();
  private final List<FileInputStream> open = new ArrayList<>();
  private final AtomicLong scraped = new AtomicLong();
  private volatile byte[] last = new byte[0];

  private ShopTarget(Set<String> faults, Path rows) {
    this.faults = faults;
    this.rows = rows;
  }

  public static void main(String[] args) throws IOException {
    Path rows = Path.of(args.length > 2 ? args[2] : ".");
    server(Integer.parseInt(args[0]), args[1], rows).run();
  }

  /** Its server, yet to be run; with port 0, on a free one. */
  static ShopServer server(int port, String faults, Path rows) throws IOException {
    return new ShopServer(port, new ShopTarget(Set.of(faults.split(",")), rows)::answer);
  }

  private void answer(Exchange exchange) throws IOException {
    long number = served.incrementAndGet();
    String path = exchange.path();
    if (dropped(path)) {
      // Closing without an answer is what a panic in a handler does.
      return;
    }
    work(number);
    harm(number);
    if (path.endsWith("/12") && faults.contains("boom")) {
      exchange.answer(500, JSON, "{\"error\":\"too many lines\"}");
    } else if (path.endsWith("/12") && faults.contains("refuse")) {
      exchange.answer(404, JSON, "{\"error\":\"no such cart\"}");
    } else if (path.startsWith("/metrics")) {
      // Asked before and after the measured slice.
      if (scraped.incrementAndGet() == 2 && faults.contains("freezelate")) {
        freeze();
      }
      exchange.answer(200, "text/plain", "# HELP x\nserved_total{a=\"b c\"} " + number + "\n");
    } else if (path.startsWith("/login")) {
      String name = faults.contains("nologin") ? "key" : "token";
      exchange.header("Set-Cookie", "SID=s" + number + "x; Path=/");
      exchange.answer(200, JSON, "{\"" + name + "\":\"tok-" + number + "-abc\"}");
    } else if (path.startsWith("/mine")) {
      mine(exchange);
    } else {
      cart(exchange);
    }
  }

  private boolean dropped(String path) {
    boolean rare = faults.contains("rare") && ThreadLocalRandom.current().nextInt(10_000) < 14;
    return rare || (path.endsWith("/12") && faults.contains("drop"));
  }

  /** Some requests wait longer than most, as those of a service that asks others do. */
  private void work(long number) {
    if (faults.contains("tail")) {
      Random random = new Random(number);
      double micros = 400 * Math.exp(0.4 * random.nextGaussian());
      micros += random.nextInt(100) < 3 ? 3_000 : 0;
      LockSupport.parkNanos((long) (micros * MICRO));
    }
    // Far above what a busy machine adds by itself.
    if (number % 30 == 0 && (faults.contains("slow") || faults.contains("fast"))) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(faults.contains("slow") ? 1_500 : 300));
    }
  }

  private void harm(long number) throws IOException {
    if (faults.contains("alloc")) {
      last = new byte[100_000];
    } else if (faults.contains("mega") || faults.contains("mega10")) {
      // So much that what the JVM allocates by itself meanwhile is far below a tenth of it.
      last = new byte[faults.contains("mega10") ? 3_300_000 : 3_000_000];
    }
    if (faults.contains("leak")) {
      kept.add(new byte[4_096]);
    }
    if (faults.contains("files")) {
      synchronized (open) {
        open.add(new FileInputStream("/dev/null"));
      }
    }
    if (faults.contains("die") && number == 60) {
      Runtime.getRuntime().halt(7);
    }
    if (faults.contains("freeze") && number == 60) {
      freeze();
    }
    if (faults.contains("hang") && number == 60) {
      LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1));
    }
  }

  /** Stopped, as by a debugger: nothing of it runs any more, and no signal but two is heard. */
  private static void freeze() throws IOException {
    String self = Long.toString(ProcessHandle.current().pid());
    var _ = new ProcessBuilder("kill", "-STOP", self).start();
    LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1));
  }

  /** Rows that the older build wrote carry the amount as a text. */
  private void cart(Exchange exchange) throws IOException {
    String amount = "12";
    if (faults.contains("rows") || faults.contains("oldrows")) {
      amount = Files.readString(rows.resolve("row.json")).strip();
      if (amount.startsWith("\"") && !faults.contains("oldrows")) {
        exchange.answer(500, JSON, "{\"error\":\"not a number\"}");
        return;
      }
      amount = amount.replace("\"", "");
    }
    if (faults.contains("headers")) {
      headers(exchange);
    }
    String state = faults.contains("enum") ? "paid" : "PAID";
    String body =
        String.format(
            Locale.ROOT,
            "{\"state\":\"%s\",\"amount\":%s,\"kept\":%b}",
            state,
            amount,
            last == null);
    if (faults.contains("large")) {
      body = "{\"lines\":[" + "123456789,".repeat(30_000) + served + "]," + body.substring(1);
    }
    exchange.answer(200, faults.contains("laxer") ? "text/json" : JSON, body);
  }

  /** A redirect to itself, a cookie that is new each time, and perhaps a changed one. */
  private void headers(Exchange exchange) {
    String self = "http://" + exchange.asked("Host");
    boolean laxer = faults.contains("laxer");
    exchange.header("Location", self + (faults.contains("moved") ? "/baskets/new" : "/carts/new"));
    exchange.header(
        "Set-Cookie", "SID=session-value-" + served + "; Path=/" + (laxer ? "" : "; HttpOnly"));
  }

  /** Answers only to the cookie and the token that this process gave out. */
  private static void mine(Exchange exchange) {
    boolean known =
        exchange.asked("Cookie").matches("SID=s\\d+x")
            && exchange.sent().matches("\\{\"token\":\"tok-\\d+-abc\"}");
    exchange.answer(known ? 200 : 500, JSON, "{\"known\":" + known + "}");
  }
}
