/**
 * Plans as text: drafting one from captures, reading and changing single settings. Shared by
 * command line and window; nothing is run here, and no JavaFX enters.
 */
package dev.backdraft.app.plan;
