package dev.backdraft.analysis.reader.jfr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JVM writes the same metadata into chunk after chunk: it is parsed once. */
final class MetadataCache {
  private static final int ENTRIES = 4;

  /** Nothing smaller describes a type. */
  private static final int SMALLEST = 16;

  private record Entry(byte[] bytes, Metadata metadata) {}

  private final List<Entry> entries = new ArrayList<>();

  /** The metadata whose event the cursor's window holds from its position on. */
  @Nullable Metadata parse(Cursor in, int size) {
    int start = in.pos;
    if (size < SMALLEST) {
      return null;
    }
    // Size, type, start, duration and id differ from chunk to chunk; the rest is compared.
    in.varint();
    for (int i = 0; i < 4; i++) {
      in.varlong();
    }
    int from = in.pos;
    int to = start + size;
    in.pos = start;
    if (from > to) {
      return null;
    }
    synchronized (this) {
      for (Entry entry : entries) {
        if (Arrays.equals(entry.bytes, 0, entry.bytes.length, in.bytes, from, to)) {
          return entry.metadata;
        }
      }
      Metadata parsed = MetadataParser.parse(in, size);
      in.pos = start;
      if (parsed != null) {
        if (entries.size() == ENTRIES) {
          entries.removeFirst();
        }
        entries.add(new Entry(Arrays.copyOfRange(in.bytes, from, to), parsed));
      }
      return parsed;
    }
  }
}
