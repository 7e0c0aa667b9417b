/**
 * Reads JFR chunks (formats 1.0 to 2.1) into the columnar model: chunk by chunk, plans made from
 * the file's own metadata, nothing believed before it is checked. No other format enters here.
 */
package dev.backdraft.analysis.reader.jfr;
