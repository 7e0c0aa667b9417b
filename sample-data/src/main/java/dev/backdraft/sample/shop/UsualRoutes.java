package dev.backdraft.sample.shop;

import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Routes;

/** Routes that nearly every build has. */
public final class UsualRoutes {
  private UsualRoutes() {}

  /** Carts, answered by this handler. */
  public static void carts(Routes routes, Handler carts) {
    routes.onWorkers("GET", "/carts/{id}", carts);
  }

  /** Carts without a fault. */
  public static void carts(Shop shop, Routes routes) {
    carts(routes, new CartHandler(shop));
  }

  /** Orders without a fault. */
  public static void orders(Shop shop, Routes routes) {
    routes.onWorkers("POST", "/orders", new PlaceOrderHandler(shop));
  }
}
