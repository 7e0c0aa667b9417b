package dev.backdraft.replay.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How a run used its connections.
 *
 * @param opened in all
 * @param most at one time
 * @param waited requests that waited for one because no more were allowed
 * @param cut recorded connections that were closed for others, and went on over a new one
 */
public record ConnectionUse(long opened, int most, long waited, long cut) {
  public static final ConnectionUse NONE = new ConnectionUse(0, 0, 0, 0);

  /** Of two loops that ran at the same time. */
  ConnectionUse and(ConnectionUse other) {
    return new ConnectionUse(
        opened + other.opened, most + other.most, waited + other.waited, cut + other.cut);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(opened);
    out.writeInt(most);
    out.writeLong(waited);
    out.writeLong(cut);
  }

  static ConnectionUse read(DataInput in) throws IOException {
    return new ConnectionUse(in.readLong(), in.readInt(), in.readLong(), in.readLong());
  }
}
