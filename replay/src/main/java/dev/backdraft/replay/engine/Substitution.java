package dev.backdraft.replay.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A place in a request that is filled with a value of an earlier response when it is sent.
 *
 * @param source the request whose response holds the value
 * @param take where it stands there, as {@link ResponseValue} reads it
 * @param offset of the recorded value in the request's bytes
 * @param length of the recorded value
 * @param encoded for an address: percent-encoded
 */
public record Substitution(int source, String take, int offset, int length, boolean encoded) {
  void write(DataOutput out) throws IOException {
    out.writeInt(source);
    out.writeUTF(take);
    out.writeInt(offset);
    out.writeInt(length);
    out.writeBoolean(encoded);
  }

  static Substitution read(DataInput in) throws IOException {
    return new Substitution(
        in.readInt(), in.readUTF(), in.readInt(), in.readInt(), in.readBoolean());
  }
}
