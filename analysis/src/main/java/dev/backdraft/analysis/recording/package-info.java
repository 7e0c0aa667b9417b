/**
 * One columnar, immutable model for all evidence: tables of primitives, ids instead of objects.
 *
 * <p>Readers fill it, queries ask it; no file format and no question enters here.
 */
package dev.backdraft.analysis.recording;
