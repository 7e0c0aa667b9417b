package dev.backdraft.sample.starvation;

import dev.backdraft.sample.server.Routes;
import dev.backdraft.sample.shop.Shop;
import dev.backdraft.sample.shop.UsualRoutes;
import dev.backdraft.sample.shop.Wiring;

/** What this build answers. */
public final class ShopWiring implements Wiring {
  public ShopWiring() {}

  @Override
  public void install(Shop shop, Routes routes) {
    OfferHandler.addTo(routes, shop);
    UsualRoutes.carts(shop, routes);
    UsualRoutes.orders(shop, routes);
  }
}
