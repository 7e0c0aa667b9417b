package dev.backdraft.sample.contract;

import dev.backdraft.sample.partner.Service;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Request;
import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.shop.Shop;
import dev.backdraft.sample.store.StoredOrder;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code GET /orders/{reference}}: an order, with what its parcel is expected to cost. Both
 * partners are asked at once.
 */
public final class OrderHandler implements Handler {
  private static final Response UNKNOWN = Response.text(404, "no such order\n");

  private final Shop shop;
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();

  public OrderHandler(Shop shop) {
    this.shop = shop;
  }

  /** What the buyer gets. */
  record View(String reference, String state, long total, long parcel) {}

  @Override
  public Response handle(Request request) throws FailedException {
    String reference = request.last();
    Optional<StoredOrder> found = shop.store().order(reference);
    if (found.isEmpty()) {
      return UNKNOWN;
    }
    StoredOrder order = found.get();
    CompletableFuture<Long> asked = CompletableFuture.supplyAsync(() -> price(reference), asking);
    long freight = shop.partners().ask(Service.FREIGHT, reference);
    long price = asked.join();
    return Response.json(
        200,
        shop.write(
            new View(
                reference, State.valueOf(order.state()).label(), order.cents(), price + freight)));
  }

  private long price(String reference) {
    try {
      return shop.partners().ask(Service.PRICES, reference);
    } catch (FailedException broken) {
      throw new CompletionException(broken);
    }
  }
}
