package dev.backdraft.sample.starvation;

import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Request;
import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.server.Routes;
import dev.backdraft.sample.shop.Shop;

/**
 * {@code GET /offers/{cart}}: a binding offer for a cart. It waits for the insurer, so a worker
 * answers it.
 */
public final class OfferHandler implements Handler {
  private final Shop shop;

  private OfferHandler(Shop shop) {
    this.shop = shop;
  }

  /** Puts it on its route. */
  public static void addTo(Routes routes, Shop shop) {
    routes.onWorkers("GET", "/offers/{cart}", new OfferHandler(shop));
  }

  /** What the buyer gets. */
  public record Offer(long cart, long premium) {}

  @Override
  public Response handle(Request request) throws FailedException {
    long cart = Shop.number(request.last());
    long premium = shop.partners().ask(Service.OFFER, "cart");
    return Response.json(200, shop.write(new Offer(cart, premium)));
  }
}
