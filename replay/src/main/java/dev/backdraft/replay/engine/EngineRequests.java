package dev.backdraft.replay.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The requests of a run, ready to be written to a socket. */
public final class EngineRequests {
  private final byte[][] bytes;
  private final int[] session;
  private final boolean[] head;

  /**
   * One entry per request.
   *
   * @param bytes head and body as they go over the wire
   * @param session requests of one session go over one connection in their order; -1 for any
   * @param head its response has no body whatever it says
   */
  public EngineRequests(List<byte[]> bytes, int[] session, boolean[] head) {
    if (session.length != bytes.size() || head.length != bytes.size()) {
      throw new IllegalArgumentException("columns of different lengths");
    }
    this.bytes = bytes.toArray(byte[][]::new);
    this.session = session.clone();
    this.head = head.clone();
  }

  public int size() {
    return bytes.length;
  }

  byte[] bytes(int request) {
    return bytes[request];
  }

  int session(int request) {
    return session[request];
  }

  boolean head(int request) {
    return head[request];
  }

  /** True if any request may go over any connection. */
  boolean sessionless() {
    for (int one : session) {
      if (one >= 0) {
        return false;
      }
    }
    return true;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      out.writeInt(session[i]);
      out.writeBoolean(head[i]);
      out.writeInt(bytes[i].length);
      out.write(bytes[i]);
    }
  }

  static EngineRequests read(DataInput in) throws IOException {
    int size = in.readInt();
    byte[][] bytes = new byte[size][];
    int[] session = new int[size];
    boolean[] head = new boolean[size];
    for (int i = 0; i < size; i++) {
      session[i] = in.readInt();
      head[i] = in.readBoolean();
      bytes[i] = new byte[in.readInt()];
      in.readFully(bytes[i]);
    }
    return new EngineRequests(List.of(bytes), session, head);
  }
}
