package dev.backdraft.sample.queue;

import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Request;
import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.shop.PricedCart;
import dev.backdraft.sample.shop.Shop;
import dev.backdraft.sample.store.Cart;

/**
 * {@code GET /carts/{id}}: a cart with the prices of today; who looked is kept for the auditors.
 */
public final class CartHandler implements Handler {
  private final Shop shop;
  private final Archive archive;

  public CartHandler(Shop shop) {
    this.shop = shop;
    this.archive = new Archive(shop.partners(), shop.telemetry().metrics());
  }

  @Override
  public Response handle(Request request) throws FailedException {
    Cart cart = shop.store().cart(Shop.number(request.last()));
    request.span().setAttribute("cart.lines", cart.lines().size());
    long freight = shop.partners().ask(Service.PRICES, "cart");
    byte[] answer = shop.write(PricedCart.of(cart, freight));
    archive.keep(AuditRecord.of(request.path(), answer));
    return Response.json(200, answer);
  }
}
