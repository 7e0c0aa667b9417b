/**
 * What buyers send, the same in every run, and how to send and capture it. Knows HTTP, and nothing
 * of how the service answers.
 */
package dev.backdraft.sample.traffic;
