package dev.backdraft.sample.capacity;

import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Request;
import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.shop.PricedCart;
import dev.backdraft.sample.shop.Shop;
import dev.backdraft.sample.store.Cart;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /carts/{id}}: a cart with its freight. Each request has a list of its own. */
public final class CartHandler implements Handler {
  private final Shop shop;

  public CartHandler(Shop shop) {
    this.shop = shop;
  }

  @Override
  public Response handle(Request request) throws FailedException {
    Cart cart = shop.store().cart(Shop.number(request.last()));
    request.span().setAttribute("cart.lines", cart.lines().size());
    List<PricedCart.Line> lines = new ArrayList<>(cart.lines().size());
    for (Cart.Line line : cart.lines()) {
      lines.add(PricedCart.Line.of(line));
    }
    long freight = 0;
    long total = 0;
    for (PricedCart.Line line : lines) {
      if (freight == 0) {
        freight = shop.partners().ask(Service.FREIGHT, line.sku());
      }
      total += line.price();
    }
    return Response.json(
        200, shop.write(new PricedCart(cart.id(), lines, freight, total + freight)));
  }
}
