package dev.backdraft.sample.upgrade;

/** Where an order stands, as version 2 calls it. */
enum State {
  PAID,
  SHIPPED,
  RETURNED
}
