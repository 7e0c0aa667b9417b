package dev.backdraft.sample.leak;

import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.server.Routes;
import dev.backdraft.sample.shop.Cancellations;
import dev.backdraft.sample.shop.Shop;
import dev.backdraft.sample.shop.UsualRoutes;
import dev.backdraft.sample.shop.Wiring;

/** What this build answers. */
public final class ShopWiring implements Wiring {
  public ShopWiring() {}

  @Override
  public void install(Shop shop, Routes routes) {
    Cancellations cancellations = new Cancellations();
    shop.telemetry()
        .metrics()
        .gauge("order_listeners", "That listen for cancellations.", cancellations::size);
    UsualRoutes.carts(shop, routes);
    routes.onWorkers("POST", "/orders", new PlaceOrderHandler(shop, cancellations));
    routes.onWorkers(
        "DELETE",
        "/orders/{reference}",
        request -> {
          cancellations.publish(request.last());
          return Response.text(202, "called off\n");
        });
  }
}
