package dev.backdraft.sample.store;

import java.util.List;

/** What somebody wants to buy. */
public record Cart(long id, List<Line> lines) {
  /** One product of a cart. */
  public record Line(String sku, String name, int quantity, long cents, int grams) {}

  public Cart {
    lines = List.copyOf(lines);
  }
}
