package dev.backdraft.sample.store;

/** An order as its row says; what the state means is not the store's business. */
public record StoredOrder(String reference, long cart, String state, long cents) {}
