package dev.backdraft.sample.shop;

import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Request;
import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.store.Cart;
import dev.backdraft.sample.store.StoredOrder;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /orders}: buys a cart; the reference is the buyer's, and the same again is no second
 * order.
 */
public final class PlaceOrderHandler implements Handler {
  private static final Response BAD = Response.text(400, "expected reference and cart\n");

  private final Shop shop;

  public PlaceOrderHandler(Shop shop) {
    this.shop = shop;
  }

  /** What the buyer sends. */
  public record Wish(String reference, long cart) {}

  /** What the buyer gets. */
  public record Placed(String reference, String state, long total) {}

  @Override
  public Response handle(Request request) throws FailedException {
    Wish wish;
    try {
      wish = shop.json().readValue(request.body(), Wish.class);
    } catch (JacksonException notJson) {
      return BAD;
    }
    Cart cart = shop.store().cart(wish.cart());
    long freight = shop.partners().ask(Service.FREIGHT, wish.reference());
    PricedCart priced = PricedCart.of(cart, freight);
    shop.store().keep(new StoredOrder(wish.reference(), wish.cart(), "PAID", priced.total()));
    shop.telemetry().log().info("order placed", Map.of("reference", wish.reference()));
    return Response.json(201, shop.write(new Placed(wish.reference(), "PAID", priced.total())));
  }
}
