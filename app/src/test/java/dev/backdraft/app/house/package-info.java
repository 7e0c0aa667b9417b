/**
 * The gates of the house: format, tidiness, architecture, compiler checks and documents, each
 * proven by a sample that it refuses. No test of the product's behaviour enters.
 */
package dev.backdraft.app.house;
