package dev.backdraft.sample.traffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Half a minute of buyers, for each incident. Buyers come when they like; that is drawn from a
 * fixed seed, so that it is the same half minute every time.
 */
public final class Traffic {
  /** How long it lasts. */
  public static final int SECONDS = 30;

  private static final int WARM_UP_SECONDS = 5;
  private static final long SEED = 20261121;
  private static final double SECOND = 1e9;
  private static final int SHOPPERS = 400;
  private static final int TRADERS = 40;
  private static final int FIRST_TRADER = 1000;
  private static final int ORDERS = 300;
  private static final int FIRST_ORDER = 5000;
  private static final int OLD_ORDERS = 30;

  /** One request in so many is a trader's large cart. */
  private static final int TRADER_EVERY = 102;

  /** Of the traders' carts every seventh is asked for twice at once: 14 in 10,000 requests. */
  private static final int TWICE_EVERY = 7 * TRADER_EVERY;

  private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Sent> sent = new ArrayList<>();

  private Traffic() {}

  /** What is sent in the incident of this name. */
  public static List<Sent> of(String incident) {
    Traffic traffic = new Traffic();
    switch (incident) {
      case "capacity" -> traffic.largeCarts();
      case "contract" -> traffic.orders(120, 0);
      case "starvation" -> traffic.offers();
      case "pool" -> traffic.reports();
      case "upgrade" -> traffic.orders(150, 10);
      case "leak" -> traffic.newOrders();
      case "hotpath" -> traffic.carts(350, FIRST_TRADER, TRADERS);
      default -> traffic.carts(150, 0, SHOPPERS);
    }
    traffic.sent.sort(Comparator.comparingLong(Sent::offsetNanos));
    return List.copyOf(traffic.sent);
  }

  /** The first few seconds of it, for a service that has just started. */
  public static List<Sent> warmUp(String incident) {
    return of(incident).stream()
        .filter(one -> one.offsetNanos() < TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS))
        .toList();
  }

  /** Moments at which buyers come who do not know of each other. */
  private long[] arrivals(int perSecond) {
    long[] moments = new long[perSecond * SECONDS];
    double at = 0;
    for (int i = 0; i < moments.length; i++) {
      at += -Math.log(1 - random.nextDouble());
      moments[i] = (long) (at / perSecond * SECOND);
    }
    double stretch = SECONDS * SECOND / (at / perSecond * SECOND);
    for (int i = 0; i < moments.length; i++) {
      moments[i] = (long) (moments[i] * stretch);
    }
    return moments;
  }

  private void carts(int perSecond, int first, int count) {
    for (long moment : arrivals(perSecond)) {
      sent.add(Sent.get(moment, "/carts/" + (first + random.nextInt(count))));
    }
  }

  private void largeCarts() {
    long[] moments = arrivals(200);
    for (int i = 0; i < moments.length; i++) {
      int trader = FIRST_TRADER + i / TRADER_EVERY % TRADERS;
      if (i % TWICE_EVERY == 0) {
        sent.add(Sent.get(moments[i], "/carts/" + trader));
      } else if (i % TWICE_EVERY == 1) {
        // The trader's page asks for the cart and, beside it, for the one that was saved last.
        sent.add(
            Sent.get(
                moments[i - 1] + AT_ONCE_NANOS,
                "/carts/" + (FIRST_TRADER + (trader + 1) % TRADERS)));
      } else if (i % TRADER_EVERY == 0) {
        sent.add(Sent.get(moments[i], "/carts/" + trader));
      } else if (i % 25 == 13) {
        sent.add(order(moments[i], i));
      } else {
        sent.add(Sent.get(moments[i], "/carts/" + random.nextInt(SHOPPERS)));
      }
    }
  }

  private Sent order(long moment, int number) {
    String body =
        String.format(
            Locale.ROOT,
            "{\"reference\":\"NEW-%05d\",\"cart\":%d}",
            number,
            random.nextInt(SHOPPERS));
    return new Sent(moment, "POST", "/orders", body);
  }

  private void newOrders() {
    long[] moments = arrivals(150);
    for (int i = 0; i < moments.length; i++) {
      sent.add(order(moments[i], i));
    }
  }

  /** Reads of orders; {@code oldPercent} of them were stored by the older version. */
  private void orders(int perSecond, int oldPercent) {
    for (long moment : arrivals(perSecond)) {
      boolean old = random.nextInt(100) < oldPercent;
      int number = old ? ORDERS + random.nextInt(OLD_ORDERS) : random.nextInt(ORDERS);
      sent.add(Sent.get(moment, "/orders/" + (FIRST_ORDER + number)));
    }
  }

  /** Every five seconds a trader asks for offers for each of 46 carts. */
  private void offers() {
    carts(80, 0, SHOPPERS);
    for (int burst = 0; burst < SECONDS / 5; burst++) {
      for (int i = 0; i < 46; i++) {
        long moment = TimeUnit.MILLISECONDS.toNanos(1_500 + burst * 5_000L + i * 4L);
        sent.add(Sent.get(moment, "/offers/" + (FIRST_TRADER + i % TRADERS)));
      }
    }
  }

  /** Every three seconds somebody opens the page of reports, which asks for six at once. */
  private void reports() {
    carts(100, 0, SHOPPERS);
    for (int look = 0; look < SECONDS / 3; look++) {
      for (int i = 0; i < 6; i++) {
        long moment = TimeUnit.MILLISECONDS.toNanos(1_200 + look * 3_000L + i);
        sent.add(Sent.get(moment, "/reports/sales?part=" + i));
      }
    }
  }
}
