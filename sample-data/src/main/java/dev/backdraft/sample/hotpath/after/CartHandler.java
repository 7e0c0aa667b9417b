package dev.backdraft.sample.hotpath.after;

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

/**
 * {@code GET /carts/{id}}: a cart with the prices of today; debugging shows how each line came
 * about.
 */
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
    List<PricedCart.Line> lines = new ArrayList<>(cart.lines().size());
    long total = freight;
    for (Cart.Line line : cart.lines()) {
      PricedCart.Line priced = PricedCart.Line.of(line);
      if (shop.telemetry().log().debugging()) {
        shop.telemetry()
            .log()
            .debug(
                String.format(
                    "cart %s, line %-12s %,8d cents",
                    shop.json().writeValueAsString(cart), line.sku(), priced.price()));
      }
      lines.add(priced);
      total += priced.price();
    }
    return Response.json(200, shop.write(new PricedCart(cart.id(), lines, freight, total)));
  }
}
