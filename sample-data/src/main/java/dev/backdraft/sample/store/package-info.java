/** Carts, products and orders in SQLite behind a pool of connections. No HTTP enters. */
package dev.backdraft.sample.store;
