/**
 * Captured requests: readers for HAR, GoReplay, access logs, spans and Backdraft's own lines, what
 * hides secrets in them, and the writers. No socket and no pace enter here.
 */
package dev.backdraft.analysis.reader.capture;
