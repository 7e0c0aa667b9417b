/**
 * Unpacks gzip, zip, LZ4 and Zstandard into a temporary file, within limits that no bomb passes. No
 * format of evidence enters here.
 */
package dev.backdraft.analysis.reader.packed;
