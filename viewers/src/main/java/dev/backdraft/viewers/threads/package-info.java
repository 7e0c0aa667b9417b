/**
 * A control to choose threads and groups of threads by their weight. It gives the choice as a
 * value; no question about a recording enters.
 */
package dev.backdraft.viewers.threads;
