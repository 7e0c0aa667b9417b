package dev.backdraft.sample.contract;

/** Where an order stands. */
enum State {
  PAID,
  SHIPPED,
  RETURNED
}
