package dev.backdraft.sample.leak;

import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Request;
import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.shop.Cancellations;
import dev.backdraft.sample.shop.PlaceOrderHandler.Placed;
import dev.backdraft.sample.shop.PlaceOrderHandler.Wish;
import dev.backdraft.sample.shop.PricedCart;
import dev.backdraft.sample.shop.Shop;
import dev.backdraft.sample.store.Cart;
import dev.backdraft.sample.store.StoredOrder;
import tools.jackson.core.JacksonException;

/** Places an order; a cancellation that comes meanwhile is heard. */
public final class PlaceOrderHandler implements Handler {
  private static final Response BAD = Response.text(400, "expected reference and cart\n");
  private static final Response CALLED_OFF = Response.text(409, "called off\n");

  private final Shop shop;
  private final Cancellations cancellations;

  public PlaceOrderHandler(Shop shop, Cancellations cancellations) {
    this.shop = shop;
    this.cancellations = cancellations;
  }

  @Override
  public Response handle(Request request) throws FailedException {
    Wish wish;
    try {
      wish = shop.json().readValue(request.body(), Wish.class);
    } catch (JacksonException notJson) {
      return BAD;
    }
    Draft draft = new Draft(wish.reference());
    cancellations.add(draft);
    return place(wish, draft);
  }

  private Response place(Wish wish, Draft draft) throws FailedException {
    Cart cart = shop.store().cart(wish.cart());
    PricedCart priced = PricedCart.of(cart, shop.partners().ask(Service.FREIGHT, "cart"));
    if (draft.wasCalledOff()) {
      return CALLED_OFF;
    }
    shop.store().keep(new StoredOrder(wish.reference(), wish.cart(), "PAID", priced.total()));
    return Response.json(201, shop.write(new Placed(wish.reference(), "PAID", priced.total())));
  }
}
