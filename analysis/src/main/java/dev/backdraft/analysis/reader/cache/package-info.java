/**
 * Keeps what was decoded of a recording, so that opening it again is instant. Knows no format: it
 * may always be missing, stale or damaged, and then the reader does its work as if it were not
 * there.
 */
package dev.backdraft.analysis.reader.cache;
