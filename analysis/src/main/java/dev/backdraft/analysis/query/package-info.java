/**
 * One class per question, pure functions from a Recording and a Selection to an answer of primitive
 * arrays. No file, no clock and no JavaFX enters.
 */
package dev.backdraft.analysis.query;
