package dev.backdraft.sample.contract;

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
    if (found.isEmpty()) {
      return UNKNOWN;
    }
    StoredOrder order = found.get();
    long price = shop.partners().ask(Service.PRICES, reference);
    long freight = shop.partners().ask(Service.FREIGHT, reference);
    return Response.json(
        200,
        shop.write(
            new View(reference, State.valueOf(order.state()), order.cents(), price + freight)));
  }
}
