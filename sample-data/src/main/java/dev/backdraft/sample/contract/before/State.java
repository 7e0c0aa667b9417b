package dev.backdraft.sample.contract.before;

/** Where an order stands. */
enum State {
  PAID,
  SHIPPED,
  RETURNED
}
