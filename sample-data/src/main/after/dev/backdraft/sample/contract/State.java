package dev.backdraft.sample.contract;

/** Where an order stands. */
enum State {
  PAID,
  SHIPPED,
  RETURNED;

  /** For the response. */
  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
