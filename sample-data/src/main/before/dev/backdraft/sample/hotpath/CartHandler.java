package dev.backdraft.sample.hotpath;

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
import tools.jackson.databind.ObjectWriter;

/**
 * {@code GET /carts/{id}}: a cart with the prices of today; debugging shows how each line came
 * about.
 */
public final class CartHandler implements Handler {
  private final Shop shop;
  private final ObjectWriter readable;

  public CartHandler(Shop shop) {
    this.shop = shop;
    this.readable = shop.json().writerWithDefaultPrettyPrinter();
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
      shop.telemetry().log().debug(describe(cart, lines, priced));
      lines.add(priced);
      total += priced.price();
    }
    return Response.json(200, shop.write(new PricedCart(cart.id(), lines, freight, total)));
  }

  /** The cart as it is stored, what was priced of it so far, and the line that comes next. */
  private String describe(Cart cart, List<PricedCart.Line> soFar, PricedCart.Line next) {
    return String.format(
        "cart %s, priced %s, line %-12s %,8d cents",
        readable.writeValueAsString(cart),
        shop.json().writeValueAsString(soFar),
        next.sku(),
        next.price());
  }
}
