package dev.backdraft.replay.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The requests of a run, ready to be written to a socket. */
public final class EngineRequests {
  private final byte[][] bytes;
  private final int[] session;
  private final boolean[] head;
  private final Map<Integer, List<Substitution>> substitutions;

  /**
   * One entry per request.
   *
   * @param bytes head and body as they go over the wire
   * @param session requests of one session go over one connection in their order; -1 for any
   * @param head its response has no body whatever it says
   */
  public EngineRequests(List<byte[]> bytes, int[] session, boolean[] head) {
    this(bytes, session, head, Map.of());
  }

  /**
   * The same with places that are filled with values of earlier responses.
   *
   * @param substitutions by request, in the order of their offsets
   */
  public EngineRequests(
      List<byte[]> bytes,
      int[] session,
      boolean[] head,
      Map<Integer, List<Substitution>> substitutions) {
    if (session.length != bytes.size() || head.length != bytes.size()) {
      throw new IllegalArgumentException("columns of different lengths");
    }
    this.bytes = bytes.toArray(byte[][]::new);
    this.session = session.clone();
    this.head = head.clone();
    this.substitutions = Map.copyOf(substitutions);
  }

  /** What must be filled in before a request is sent. */
  List<Substitution> substitutions(int request) {
    return substitutions.getOrDefault(request, List.of());
  }

  boolean carries() {
    return !substitutions.isEmpty();
  }

  /** The requests whose responses are looked into. */
  Set<Integer> sources() {
    Set<Integer> sources = new TreeSet<>();
    substitutions.values().forEach(all -> all.forEach(one -> sources.add(one.source())));
    return sources;
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
    out.writeInt(substitutions.size());
    for (Map.Entry<Integer, List<Substitution>> one : substitutions.entrySet()) {
      out.writeInt(one.getKey());
      out.writeInt(one.getValue().size());
      for (Substitution substitution : one.getValue()) {
        substitution.write(out);
      }
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
    Map<Integer, List<Substitution>> substitutions = new HashMap<>();
    int filled = in.readInt();
    for (int i = 0; i < filled; i++) {
      int request = in.readInt();
      int count = in.readInt();
      List<Substitution> all = new ArrayList<>();
      for (int j = 0; j < count; j++) {
        all.add(Substitution.read(in));
      }
      substitutions.put(request, all);
    }
    return new EngineRequests(List.of(bytes), session, head, substitutions);
  }
}
