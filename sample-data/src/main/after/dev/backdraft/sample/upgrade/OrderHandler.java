package dev.backdraft.sample.upgrade;

import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Request;
import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.shop.Shop;
import dev.backdraft.sample.store.StoredOrder;
import java.util.Optional;

/** {@code GET /orders/{reference}}: an order, with what its parcel is expected to cost. */
public final class OrderHandler implements Handler {
  private static final Response UNKNOWN = Response.text(404, "no such order\n");

  private final Shop shop;

  public OrderHandler(Shop shop) {
    this.shop = shop;
  }

  /** What the buyer gets. */
  record View(String reference, State state, long total, long parcel) {}

  @Override
  public Response handle(Request request) throws FailedException {
    String reference = request.last();
    Optional<StoredOrder> found = shop.store().order(reference);
    long parcel = shop.partners().ask(Service.FREIGHT, reference);
    if (found.isEmpty()) {
      return UNKNOWN;
    }
    StoredOrder order = found.get();
    return Response.json(200, shop.write(new View(reference, state(order), order.cents(), parcel)));
  }

  private static State state(StoredOrder order) throws FailedException {
    // Version 1 called it sent; its rows stay as they are.
    if (order.state().equals("SENT")) {
      return State.SHIPPED;
    }
    try {
      return State.valueOf(order.state());
    } catch (IllegalArgumentException unknown) {
      throw new FailedException("reading order " + order.reference(), unknown);
    }
  }
}
