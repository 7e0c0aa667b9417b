package dev.backdraft.analysis.reader.jfr;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The texts of a chunk by id, kept as the file's own bytes: few of them are ever asked for. */
final class TextPool {
  private final LongIntMap ids = new LongIntMap(1024);
  private byte[] bytes = new byte[1 << 14];
  private int used;
  private int[] starts = new int[1024];
  private byte[] encodings = new byte[1024];
  private int count;

  /** Many constants may share one text: it is made once. */
  private @Nullable String[] made = new String[0];

  /** Keeps the text at a position of the cursor's window under an id. */
  void add(long id, Cursor in, int at) {
    if (ids.get(id) >= 0) {
      return;
    }
    int encoding = in.bytes[at];
    int from = in.pos;
    int length = 0;
    byte[] source = in.bytes;
    if (encoding == Cursor.TEXT_UTF8 || encoding == Cursor.TEXT_LATIN1) {
      int back = in.pos;
      in.pos = at + 1;
      length = in.varint();
      from = in.pos;
      in.pos = back;
    } else if (encoding == Cursor.TEXT_CHARS) {
      String text = in.text(at);
      source = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
      from = 0;
      length = source.length;
      encoding = Cursor.TEXT_UTF8;
    }
    append(source, from, length, encoding);
    ids.putIfAbsent(id, count - 1);
  }

  private void append(byte[] source, int from, int length, int encoding) {
    if (length > bytes.length - used) {
      bytes = Arrays.copyOf(bytes, Math.max(used + length, bytes.length * 2));
    }
    System.arraycopy(source, from, bytes, used, length);
    used += length;
    if (count + 1 >= starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
      encodings = Arrays.copyOf(encodings, encodings.length * 2);
    }
    encodings[count] = (byte) encoding;
    count++;
    starts[count] = used;
  }

  @Nullable String get(long id) {
    int index = ids.get(id);
    if (index < 0 || encodings[index] == Cursor.TEXT_NULL) {
      return null;
    }
    if (made.length < count) {
      made = Arrays.copyOf(made, count);
    }
    String text = made[index];
    if (text == null) {
      text =
          new String(
              bytes,
              starts[index],
              starts[index + 1] - starts[index],
              encodings[index] == Cursor.TEXT_LATIN1
                  ? StandardCharsets.ISO_8859_1
                  : StandardCharsets.UTF_8);
      made[index] = text;
    }
    return text;
  }

  /** How many texts there are. */
  int size() {
    return count;
  }

  /** Which of the texts has an id, or -1. */
  int indexOf(long id) {
    return ids.get(id);
  }

  LongIntMap ids() {
    return ids;
  }
}
