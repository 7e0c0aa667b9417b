package dev.backdraft.sample.shop;

import dev.backdraft.sample.store.Cart;
import java.util.ArrayList;
import java.util.List;

/** A cart as the shop's page reads it; amounts in cents. */
public record PricedCart(long id, List<Line> lines, long freight, long total) {
  /** One line with its price. */
  public record Line(String sku, String name, int quantity, long price) {
    /** The line of a cart at the price of today. */
    public static Line of(Cart.Line line) {
      return new Line(line.sku(), line.name(), line.quantity(), line.quantity() * line.cents());
    }
  }

  public PricedCart {
    lines = List.copyOf(lines);
  }

  /** The cart with this freight. */
  public static PricedCart of(Cart cart, long freight) {
    List<Line> lines = new ArrayList<>();
    long total = freight;
    for (Cart.Line line : cart.lines()) {
      Line priced = Line.of(line);
      lines.add(priced);
      total += priced.price();
    }
    return new PricedCart(cart.id(), lines, freight, total);
  }
}
