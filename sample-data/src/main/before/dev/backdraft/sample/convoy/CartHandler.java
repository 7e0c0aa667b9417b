package dev.backdraft.sample.convoy;

import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Request;
import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.shop.PricedCart;
import dev.backdraft.sample.shop.Shop;
import dev.backdraft.sample.store.Cart;

/** {@code GET /carts/{id}}: a cart with its freight by the carrier's tariff. */
public final class CartHandler implements Handler {
  private final Shop shop;
  private final Tariff tariff;

  public CartHandler(Shop shop) {
    this.shop = shop;
    this.tariff = new Tariff(shop.partners());
  }

  @Override
  public Response handle(Request request) throws FailedException {
    Cart cart = shop.store().cart(Shop.number(request.last()));
    request.span().setAttribute("cart.lines", cart.lines().size());
    var _ = shop.partners().ask(Service.PRICES, "cart");
    long freight = tariff.freight(cart.lines().size());
    return Response.json(200, shop.write(PricedCart.of(cart, freight)));
  }
}
