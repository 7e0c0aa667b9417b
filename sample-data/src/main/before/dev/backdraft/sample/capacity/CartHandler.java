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

/**
 * {@code GET /carts/{id}}: a cart with its freight. Lines are priced in lists that are used again,
 * so that a request makes no garbage: each worker has one for carts of a usual size, and large
 * carts, which are rare, have one that is large enough for all of them.
 */
public final class CartHandler implements Handler {
  private static final int USUAL_LINES = 8;
  private static final int MOST_LINES = 200;

  private final Shop shop;
  private final ThreadLocal<List<PricedCart.Line>> usual =
      ThreadLocal.withInitial(() -> new ArrayList<>(USUAL_LINES));
  private final List<PricedCart.Line> large = new ArrayList<>(MOST_LINES);

  public CartHandler(Shop shop) {
    this.shop = shop;
  }

  @Override
  public Response handle(Request request) throws FailedException {
    Cart cart = shop.store().cart(Shop.number(request.last()));
    request.span().setAttribute("cart.lines", cart.lines().size());
    List<PricedCart.Line> lines = cart.lines().size() <= USUAL_LINES ? usual.get() : large;
    lines.clear();
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
