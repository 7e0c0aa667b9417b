/**
 * A recording reverse proxy: passes every byte on as it came and writes down each request with how
 * it ended. Nothing is retried, mended or judged here.
 */
package dev.backdraft.replay.proxy;
