/** HTTP on event loops and a pool of workers. Knows no cart, no order and no incident. */
package dev.backdraft.sample.server;
