/**
 * From files to a {@link dev.backdraft.analysis.recording.Recording}: the sniffer and the one way
 * to open evidence here, one package per format below.
 */
package dev.backdraft.analysis.reader;
