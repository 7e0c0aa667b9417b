package dev.backdraft.sample.shop;

/** What one product brought in. */
public record Sale(String sku, long pieces, long cents) {}
