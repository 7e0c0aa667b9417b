package dev.backdraft.replay.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The distinct heads of a run's answers, numbered from 1: most answers share a few. */
final class KeptHeads {
  /** The answer's head is not kept. */
  static final int NONE = 0;

  /** All of them together; answers with another head after that have none. */
  static final long MOST_BYTES = 16L << 20;

  /** What each costs besides its bytes. */
  private static final int OVERHEAD = 48;

  private final List<byte[]> heads = new ArrayList<>();
  private final List<List<String>> fields = new ArrayList<>();
  private int[] table = new int[64];
  private long bytes;

  int size() {
    return heads.size();
  }

  /**
   * The number of a head, a new one if it was not seen before; {@link #NONE} if there is no room.
   */
  int number(byte[] head, int length) {
    int place = place(table, head, length);
    if (table[place] != NONE) {
      return table[place];
    }
    if (bytes + length + OVERHEAD > MOST_BYTES) {
      return NONE;
    }
    bytes += length + OVERHEAD;
    heads.add(Arrays.copyOf(head, length));
    table[place] = heads.size();
    if (2 * heads.size() > table.length) {
      grow();
    }
    return heads.size();
  }

  private int place(int[] places, byte[] head, int length) {
    int place = hash(head, length) & (places.length - 1);
    while (places[place] != NONE) {
      byte[] known = heads.get(places[place] - 1);
      if (Arrays.equals(known, 0, known.length, head, 0, length)) {
        return place;
      }
      place = (place + 1) & (places.length - 1);
    }
    return place;
  }

  private static int hash(byte[] head, int length) {
    int hash = 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + head[i];
    }
    hash *= 0x9e3779b1;
    return hash ^ (hash >>> 15);
  }

  private void grow() {
    int[] larger = new int[2 * table.length];
    for (int i = 0; i < heads.size(); i++) {
      byte[] head = heads.get(i);
      larger[place(larger, head, head.length)] = i + 1;
    }
    table = larger;
  }

  /** What this one calls each head of the other. */
  int[] numbers(KeptHeads other) {
    int[] numbers = new int[other.size() + 1];
    for (int i = 0; i < other.size(); i++) {
      byte[] head = other.heads.get(i);
      numbers[i + 1] = number(head, head.length);
    }
    return numbers;
  }

  /** Name, value, name, value: the same list each time for the same number. */
  List<String> fields(int number) {
    while (fields.size() < heads.size()) {
      fields.add(parsed(heads.get(fields.size())));
    }
    return fields.get(number - 1);
  }

  private static List<String> parsed(byte[] head) {
    List<String> parsed = new ArrayList<>();
    for (String line : new String(head, StandardCharsets.ISO_8859_1).split("\n")) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        parsed.add(line.substring(0, colon));
        parsed.add(line.substring(colon + 2));
      }
    }
    return List.copyOf(parsed);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(heads.size());
    for (byte[] head : heads) {
      out.writeInt(head.length);
      out.write(head);
    }
  }

  static KeptHeads read(DataInput in) throws IOException {
    KeptHeads read = new KeptHeads();
    for (int left = in.readInt(); left > 0; left--) {
      byte[] head = new byte[in.readInt()];
      in.readFully(head);
      read.heads.add(head);
      // Only read from now on: nothing is looked up by its bytes again.
    }
    return read;
  }
}
