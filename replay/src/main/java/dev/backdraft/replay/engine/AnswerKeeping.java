package dev.backdraft.replay.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of answers so that they can be compared.
 *
 * @param bodyBytes of each body in memory; 0 looks at no body
 * @param totalBytes of all bodies in memory together
 * @param headers names in lower case; empty looks at no header
 * @param spill where the first answer to each request goes that does not fit in memory
 */
public record AnswerKeeping(int bodyBytes, long totalBytes, List<String> headers, Spill spill) {
  /** Nothing but how each request ended. */
  public static final AnswerKeeping NOTHING = new AnswerKeeping(0, 0, List.of());

  /**
   * A file for larger bodies; what fits in neither keeps only length and hash.
   *
   * @param file empty for none
   * @param bodyBytes of each body at most
   * @param totalBytes of all together
   */
  public record Spill(String file, long bodyBytes, long totalBytes) {
    public static final Spill NONE = new Spill("", 0, 0);
  }

  public AnswerKeeping {
    headers = List.copyOf(headers);
  }

  /** Without a file. */
  public AnswerKeeping(int bodyBytes, long totalBytes, List<String> headers) {
    this(bodyBytes, totalBytes, headers, Spill.NONE);
  }

  boolean any() {
    return bodyBytes > 0 || !headers.isEmpty();
  }

  boolean spills() {
    return bodyBytes > 0 && !spill.file().isEmpty();
  }

  /** The most that it takes in memory. */
  long mostBytes() {
    return totalBytes
        + (headers.isEmpty() ? 0 : KeptHeads.MOST_BYTES)
        + (spills() ? 2 * BodySpill.MOST_QUEUED : 0);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(bodyBytes);
    out.writeLong(totalBytes);
    out.writeInt(headers.size());
    for (String name : headers) {
      out.writeUTF(name);
    }
    out.writeUTF(spill.file());
    out.writeLong(spill.bodyBytes());
    out.writeLong(spill.totalBytes());
  }

  static AnswerKeeping read(DataInput in) throws IOException {
    int each = in.readInt();
    long total = in.readLong();
    List<String> names = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      names.add(in.readUTF());
    }
    return new AnswerKeeping(
        each, total, names, new Spill(in.readUTF(), in.readLong(), in.readLong()));
  }
}
