/**
 * Metrics, spans and logs as any service of today writes them. Knows nothing of what is measured.
 */
package dev.backdraft.sample.telemetry;
