package dev.backdraft.analysis.reader.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream at a separator, in memory bounded by the longest record allowed. */
final class RecordScanner {
  private final InputStream in;
  private final byte[] separator;
  private final int maxRecord;
  private final byte[] buffer = new byte[64 << 10];
  private int position;
  private int limit;
  private long consumed;
  private long offset;
  private long skipped;

  RecordScanner(InputStream in, byte[] separator, int maxRecord) {
    this.in = in;
    this.separator = separator;
    this.maxRecord = maxRecord;
  }

  /** Where the last record began. */
  long offset() {
    return offset;
  }

  /** True if the end of the last record was left out. */
  boolean tooLong() {
    return skipped > 0;
  }

  long skipped() {
    return skipped;
  }

  /** The bytes up to the separator or the end, or null after the last. */
  byte @Nullable [] next() throws IOException {
    offset = consumed;
    skipped = 0;
    byte[] record = new byte[1024];
    int length = 0;
    byte last = separator[separator.length - 1];
    while (true) {
      if (position == limit) {
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        position = 0;
        if (limit == 0) {
          return length == 0 ? null : Arrays.copyOf(record, length);
        }
      }
      byte b = buffer[position++];
      consumed++;
      if (length >= maxRecord) {
        // Keep room for the separator only: what is beyond the limit is dropped from the front.
        skipped++;
        System.arraycopy(
            record,
            length - separator.length + 1,
            record,
            length - separator.length,
            separator.length - 1);
        length--;
      }
      if (length == record.length) {
        record = Arrays.copyOf(record, (int) Math.min(maxRecord, 2L * record.length));
      }
      record[length++] = b;
      if (b == last && endsWithSeparator(record, length)) {
        return Arrays.copyOf(record, length - separator.length);
      }
    }
  }

  private boolean endsWithSeparator(byte[] record, int length) {
    return length >= separator.length
        && Arrays.equals(record, length - separator.length, length, separator, 0, separator.length);
  }
}
