package dev.backdraft.analysis.reader.jfr;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A window of bytes that slides over a file, and the way JFR writes numbers and texts.
 *
 * <p>Reads do not check the end of the window one by one: whoever decodes something asks {@link
 * #overrun} afterwards, and Java's own array bounds catch the rest.
 */
final class Cursor {
  static final int WINDOW = 1 << 19;

  /** No single event, constant or text may need more than this at once. */
  static final int LARGEST_WINDOW = 1 << 26;

  /** The first numbers of an event may be read behind the last byte, and refused afterwards. */
  private static final int SLACK = 64;

  static final int TEXT_NULL = 0;
  static final int TEXT_EMPTY = 1;
  static final int TEXT_CONSTANT = 2;
  static final int TEXT_UTF8 = 3;
  static final int TEXT_CHARS = 4;
  static final int TEXT_LATIN1 = 5;

  private final Source source;
  private final boolean raw;
  private long base;
  private long end;

  byte[] bytes;
  int pos;
  int limit;

  /** As below, from the beginning of the file. */
  Cursor(Source source, boolean raw, long end) {
    this(source, raw, 0, end);
  }

  /**
   * @param source what to read
   * @param raw true if the chunk writes its integers at full width
   * @param begin file offset before which nothing will be asked for
   * @param end file offset behind which nothing belongs
   */
  Cursor(Source source, boolean raw, long begin, long end) {
    this.source = source;
    this.raw = raw;
    this.end = end;
    this.bytes = new byte[(int) Math.max(0, Math.min(WINDOW, end - begin)) + SLACK];
  }

  Source source() {
    return source;
  }

  boolean raw() {
    return raw;
  }

  long end() {
    return end;
  }

  /** Where in the file the cursor stands. */
  long offset() {
    return base + pos;
  }

  /** Stands at an offset with at least {@code need} bytes to read; false if there are fewer. */
  boolean at(long offset, int need) {
    long ahead = offset - base;
    if (ahead >= 0 && ahead + need <= limit) {
      pos = (int) ahead;
      return true;
    }
    return load(offset, need);
  }

  /** True if so many bytes are in view at an offset. */
  boolean holds(long offset, int need) {
    long ahead = offset - base;
    return ahead >= 0 && ahead + need <= limit;
  }

  /** As {@link #at}, from where it stands. */
  boolean has(int need) {
    return pos + need <= limit || load(base + pos, need);
  }

  private boolean load(long offset, int need) {
    if (need > LARGEST_WINDOW || offset < 0) {
      return false;
    }
    long left = end - offset;
    if (left <= 0) {
      base = offset;
      pos = 0;
      limit = 0;
      return need <= 0;
    }
    int kept = 0;
    long ahead = offset - base;
    if (ahead >= 0 && ahead < limit) {
      kept = limit - (int) ahead;
    }
    byte[] into = need > bytes.length - SLACK ? new byte[largerThan(need) + SLACK] : bytes;
    if (kept > 0) {
      System.arraycopy(bytes, (int) ahead, into, 0, kept);
    }
    bytes = into;
    base = offset;
    pos = 0;
    int room = (int) Math.min(into.length - SLACK - kept, left - kept);
    int got = room > 0 ? source.read(offset + kept, into, kept, room) : 0;
    limit = kept + got;
    return need <= limit;
  }

  private static int largerThan(int need) {
    int size = WINDOW;
    while (size < need) {
      size <<= 1;
    }
    return size;
  }

  /** True if more was read than the window holds. */
  boolean overrun() {
    return pos > limit;
  }

  int left() {
    return limit - pos;
  }

  byte int1() {
    return bytes[pos++];
  }

  int int4() {
    int p = pos;
    byte[] b = bytes;
    pos = p + 4;
    return (b[p] & 0xff) << 24
        | (b[p + 1] & 0xff) << 16
        | (b[p + 2] & 0xff) << 8
        | (b[p + 3] & 0xff);
  }

  long int8() {
    long high = int4();
    return high << 32 | (int4() & 0xffffffffL);
  }

  short int2() {
    int p = pos;
    pos = p + 2;
    return (short) ((bytes[p] & 0xff) << 8 | (bytes[p + 1] & 0xff));
  }

  int varint() {
    if (raw) {
      return int4();
    }
    int first = bytes[pos];
    if (first >= 0) {
      pos++;
      return first;
    }
    return (int) packed();
  }

  long varlong() {
    if (raw) {
      return int8();
    }
    int first = bytes[pos];
    if (first >= 0) {
      pos++;
      return first;
    }
    return packed();
  }

  /** Seven bits a byte, lowest first; a ninth byte carries eight. */
  private long packed() {
    byte[] b = bytes;
    int p = pos;
    long value = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      byte next = b[p++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        pos = p;
        return value;
      }
    }
    value |= (b[p++] & 0xffL) << 56;
    pos = p;
    return value;
  }

  void skipPacked(int count) {
    byte[] b = bytes;
    int p = pos;
    for (int i = 0; i < count; i++) {
      int ninth = p + 8;
      while (p < ninth && b[p] < 0) {
        p++;
      }
      p++;
    }
    pos = p;
  }

  /** Steps over a text; false if it cannot be one. */
  boolean skipText() {
    int encoding = bytes[pos++];
    if (encoding == TEXT_NULL || encoding == TEXT_EMPTY) {
      return true;
    }
    if (encoding == TEXT_CONSTANT) {
      varlong();
      return true;
    }
    if (encoding < 0 || encoding > TEXT_LATIN1) {
      return false;
    }
    int length = varint();
    if (length < 0 || length > LARGEST_WINDOW - pos) {
      return false;
    }
    if (encoding != TEXT_CHARS) {
      pos += length;
      return true;
    }
    for (int i = 0; i < length; i++) {
      varint();
    }
    return true;
  }

  /**
   * The text at a position of the window that {@link #skipText} has accepted, or null for none. A
   * text that stands for a constant is not known here: see {@link #textConstant}.
   */
  @Nullable String text(int at) {
    int encoding = bytes[at];
    if (encoding == TEXT_EMPTY) {
      return "";
    }
    if (encoding == TEXT_NULL || encoding == TEXT_CONSTANT) {
      return null;
    }
    int back = pos;
    pos = at + 1;
    int length = Math.min(varint(), left());
    String text = encoding == TEXT_CHARS ? chars(length) : decoded(encoding, length);
    pos = back;
    return text;
  }

  private String decoded(int encoding, int length) {
    return new String(
        bytes,
        pos,
        Math.max(0, length),
        encoding == TEXT_UTF8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private String chars(int length) {
    char[] chars = new char[Math.max(0, length)];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) varint();
    }
    return new String(chars);
  }

  /** The id of the constant that the text at a position stands for, or -1 if it stands itself. */
  long textConstant(int at) {
    if (bytes[at] != TEXT_CONSTANT) {
      return -1;
    }
    int back = pos;
    pos = at + 1;
    long id = varlong();
    pos = back;
    return id;
  }
}
