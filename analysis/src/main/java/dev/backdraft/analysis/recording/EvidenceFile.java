package dev.backdraft.analysis.recording;

/**
 * One file that a recording was read from.
 *
 * @param name the file's name, without its folders
 * @param format as {@code JFR 2.1}
 * @param sizeBytes as it lies on the disk
 * @param unpackedBytes after gzip, zip, lz4 or zstd; equal to {@code sizeBytes} if not packed
 * @param chunks how many chunks were found
 */
public record EvidenceFile(
    String name, String format, long sizeBytes, long unpackedBytes, int chunks) {}
