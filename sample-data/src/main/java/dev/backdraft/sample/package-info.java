/**
 * Puts the service together: what stands in the argument list becomes a running build. No handler
 * lives here.
 */
package dev.backdraft.sample;
