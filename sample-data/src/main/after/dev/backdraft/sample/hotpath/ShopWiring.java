package dev.backdraft.sample.hotpath;

import dev.backdraft.sample.server.Routes;
import dev.backdraft.sample.shop.Shop;
import dev.backdraft.sample.shop.UsualRoutes;
import dev.backdraft.sample.shop.Wiring;

/** What this build answers. */
public final class ShopWiring implements Wiring {
  public ShopWiring() {}

  @Override
  public void install(Shop shop, Routes routes) {
    UsualRoutes.carts(routes, new CartHandler(shop));
    UsualRoutes.orders(shop, routes);
  }
}
