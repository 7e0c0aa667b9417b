/**
 * Plans as text: drafting one from captures, reading and changing single settings, and the key of
 * the tokens they may name. Shared by command line and window; nothing runs, no JavaFX enters.
 */
package dev.backdraft.app.plan;
