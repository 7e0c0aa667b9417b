package dev.backdraft.sample;

import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.server.Routes;
import dev.backdraft.sample.shop.Cancellations;
import dev.backdraft.sample.shop.CartHandler;
import dev.backdraft.sample.shop.PlaceOrderHandler;
import dev.backdraft.sample.shop.Shop;
import java.util.Locale;
import java.util.Optional;

/** What went wrong once, and how it was put right. */
public enum Incident {
  CAPACITY("large carts are dropped without an answer, but only when several come at once") {
    @Override
    void install(Build build, Shop shop, Routes routes) {
      carts(
          routes,
          build == Build.BEFORE
              ? new dev.backdraft.sample.capacity.before.CartHandler(shop)
              : new dev.backdraft.sample.capacity.after.CartHandler(shop));
      orders(shop, routes);
    }
  },
  CONTRACT("the fix is faster, and spells an answer otherwise than its readers expect") {
    @Override
    void install(Build build, Shop shop, Routes routes) {
      carts(shop, routes);
      routes.onWorkers(
          "GET",
          "/orders/{reference}",
          build == Build.BEFORE
              ? new dev.backdraft.sample.contract.before.OrderHandler(shop)
              : new dev.backdraft.sample.contract.after.OrderHandler(shop));
      orders(shop, routes);
    }
  },
  STARVATION("while offers are asked for, everything waits, and the CPU has nothing to do") {
    @Override
    void install(Build build, Shop shop, Routes routes) {
      if (build == Build.BEFORE) {
        dev.backdraft.sample.starvation.before.OfferHandler.addTo(routes, shop);
      } else {
        dev.backdraft.sample.starvation.after.OfferHandler.addTo(routes, shop);
      }
      carts(shop, routes);
      orders(shop, routes);
    }
  },
  CONVOY("now and then everything stops for half a second, while the health checks stay green") {
    @Override
    void install(Build build, Shop shop, Routes routes) {
      carts(
          routes,
          build == Build.BEFORE
              ? new dev.backdraft.sample.convoy.before.CartHandler(shop)
              : new dev.backdraft.sample.convoy.after.CartHandler(shop));
      orders(shop, routes);
    }
  },
  POOL("a report uses up the connections to the database, and one request in fifty waits") {
    @Override
    void install(Build build, Shop shop, Routes routes) {
      carts(shop, routes);
      routes.onWorkers(
          "GET",
          "/reports/sales",
          build == Build.BEFORE
              ? new dev.backdraft.sample.pool.before.SalesHandler(shop)
              : new dev.backdraft.sample.pool.after.SalesHandler(shop));
      orders(shop, routes);
    }

    @Override
    int connections() {
      return FEW_CONNECTIONS;
    }

    @Override
    boolean withSales() {
      return true;
    }
  },
  HOTPATH("a third of the CPU writes messages that nobody reads") {
    @Override
    void install(Build build, Shop shop, Routes routes) {
      carts(
          routes,
          build == Build.BEFORE
              ? new dev.backdraft.sample.hotpath.before.CartHandler(shop)
              : new dev.backdraft.sample.hotpath.after.CartHandler(shop));
      orders(shop, routes);
    }
  },
  UPGRADE("orders that the older version stored cannot be read; an empty store shows nothing") {
    @Override
    void install(Build build, Shop shop, Routes routes) {
      carts(shop, routes);
      routes.onWorkers(
          "GET",
          "/orders/{reference}",
          build == Build.BEFORE
              ? new dev.backdraft.sample.upgrade.before.OrderHandler(shop)
              : new dev.backdraft.sample.upgrade.after.OrderHandler(shop));
      orders(shop, routes);
    }
  },
  LEAK("each order leaves 128 bytes behind, and they stay when traffic stops") {
    @Override
    void install(Build build, Shop shop, Routes routes) {
      Cancellations cancellations = new Cancellations();
      shop.telemetry()
          .metrics()
          .gauge("order_listeners", "That listen for cancellations.", cancellations::size);
      carts(shop, routes);
      routes.onWorkers(
          "POST",
          "/orders",
          build == Build.BEFORE
              ? new dev.backdraft.sample.leak.before.PlaceOrderHandler(shop, cancellations)
              : new dev.backdraft.sample.leak.after.PlaceOrderHandler(shop, cancellations));
      routes.onWorkers(
          "DELETE",
          "/orders/{reference}",
          request -> {
            cancellations.publish(request.last());
            return Response.text(202, "called off\n");
          });
    }
  },
  QUEUE("the queue to the archive has a bound that no memory can hold") {
    @Override
    void install(Build build, Shop shop, Routes routes) {
      carts(
          routes,
          build == Build.BEFORE
              ? new dev.backdraft.sample.queue.before.CartHandler(shop)
              : new dev.backdraft.sample.queue.after.CartHandler(shop));
      orders(shop, routes);
    }
  };

  private static final int USUAL_CONNECTIONS = 8;
  private static final int FEW_CONNECTIONS = 4;

  private final String story;

  Incident(String story) {
    this.story = story;
  }

  /** As on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What people saw, in a sentence. */
  public String story() {
    return story;
  }

  /** The incident of this name. */
  public static Optional<Incident> of(String id) {
    for (Incident incident : values()) {
      if (incident.id().equals(id)) {
        return Optional.of(incident);
      }
    }
    return Optional.empty();
  }

  /** Whether its capture was made in a browser. */
  boolean inBrowser() {
    return this == CONTRACT || this == UPGRADE;
  }

  /** Whether it shows on stored rows of an older version only, which its evidence then holds. */
  public boolean needsOldStore() {
    return this == UPGRADE;
  }

  /** Puts the handlers of this build on their routes. */
  abstract void install(Build build, Shop shop, Routes routes);

  /** How many connections to the database this deployment has. */
  int connections() {
    return USUAL_CONNECTIONS;
  }

  /** Whether the shop keeps its single sales. */
  boolean withSales() {
    return false;
  }

  private static void carts(Routes routes, Handler carts) {
    routes.onWorkers("GET", "/carts/{id}", carts);
  }

  private static void carts(Shop shop, Routes routes) {
    carts(routes, new CartHandler(shop));
  }

  private static void orders(Shop shop, Routes routes) {
    routes.onWorkers("POST", "/orders", new PlaceOrderHandler(shop));
  }
}
