package dev.backdraft.sample.shop;

import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Request;
import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.store.Cart;

/** {@code GET /carts/{id}}: a cart with the prices of today. */
public final class CartHandler implements Handler {
  private final Shop shop;

  public CartHandler(Shop shop) {
    this.shop = shop;
  }

  @Override
  public Response handle(Request request) throws FailedException {
    Cart cart = shop.store().cart(Shop.number(request.last()));
    request.span().setAttribute("cart.lines", cart.lines().size());
    long freight = shop.partners().ask(Service.PRICES, "cart");
    return Response.json(200, shop.write(PricedCart.of(cart, freight)));
  }
}
