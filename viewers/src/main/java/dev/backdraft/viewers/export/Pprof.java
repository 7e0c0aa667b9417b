package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.LinedStacks;
import dev.backdraft.analysis.query.SourcePlace;
import dev.backdraft.analysis.recording.SampleKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A call tree as a pprof profile, packed with gzip as its tools expect: a sample per stack, a
 * location per name and line, a function per name. The file of a function is what its class makes
 * likely, relative to a folder of sources, as the tools' listings want it.
 */
public final class Pprof {
  // Field numbers of the messages in profile.proto.
  private static final int PROFILE_SAMPLE_TYPE = 1;
  private static final int PROFILE_SAMPLE = 2;
  private static final int PROFILE_LOCATION = 4;
  private static final int PROFILE_FUNCTION = 5;
  private static final int PROFILE_STRING = 6;
  private static final int PROFILE_TIME_NANOS = 9;
  private static final int PROFILE_DURATION_NANOS = 10;
  private static final int VALUE_TYPE = 1;
  private static final int VALUE_UNIT = 2;
  private static final int SAMPLE_LOCATIONS = 1;
  private static final int SAMPLE_VALUES = 2;
  private static final int LOCATION_ID = 1;
  private static final int LOCATION_LINE = 4;
  private static final int LINE_FUNCTION = 1;
  private static final int LINE_NUMBER = 2;
  private static final int FUNCTION_ID = 1;
  private static final int FUNCTION_NAME = 2;
  private static final int FUNCTION_SYSTEM_NAME = 3;
  private static final int FUNCTION_FILE = 4;

  private final CallTree tree;
  private final OutputStream out;
  private final Message message = new Message();
  private final Message inner = new Message();
  private final List<String> strings = new ArrayList<>(List.of(""));
  private final Map<String, Integer> stringIds = new HashMap<>(Map.of("", 0));
  private final LinedStacks stacks;

  private Pprof(CallTree tree, OutputStream out) {
    this.tree = tree;
    this.out = out;
    this.stacks = LinedStacks.of(tree);
  }

  /** Writes a whole gzip member; the stream stays open. */
  public static void write(CallTree tree, OutputStream out) throws IOException {
    GZIPOutputStream packed = new GZIPOutputStream(out, 1 << 16);
    new Pprof(tree, packed).profile();
    packed.finish();
  }

  private void profile() throws IOException {
    inner.clear();
    inner.varint(VALUE_TYPE, string(typeName(tree.shape().samples().kind())));
    inner.varint(VALUE_UNIT, string(unitName()));
    write(PROFILE_SAMPLE_TYPE, inner);
    samples();
    locations();
    functions();
    long start = tree.shape().recording().startNanos();
    message.clear();
    message.varint(PROFILE_TIME_NANOS, start);
    message.varint(PROFILE_DURATION_NANOS, tree.shape().recording().durationNanos());
    for (String string : strings) {
      message.bytes(PROFILE_STRING, string.getBytes(StandardCharsets.UTF_8));
    }
    out.write(message.bytes, 0, message.length);
  }

  private String typeName(SampleKind kind) {
    return switch (tree.unit()) {
      case NANOSECONDS -> kind.id();
      case BYTES ->
          kind == SampleKind.LIVE || kind == SampleKind.NATIVE_LIVE ? "inuse_space" : "alloc_space";
      case SAMPLES -> "samples";
      case EVENTS -> "events";
    };
  }

  private String unitName() {
    return switch (tree.unit()) {
      case NANOSECONDS -> "nanoseconds";
      case BYTES -> "bytes";
      case SAMPLES, EVENTS -> "count";
    };
  }

  private int string(String text) {
    Integer known = stringIds.putIfAbsent(text, strings.size());
    if (known != null) {
      return known;
    }
    strings.add(text);
    return strings.size() - 1;
  }

  private void write(int field, Message part) throws IOException {
    message.clear();
    message.bytes(field, part);
    out.write(message.bytes, 0, message.length);
  }

  private void samples() throws IOException {
    Message packed = new Message();
    stacks.forEach((places, length, weight) -> {
      packed.clear();
      for (int i = 0; i < length; i++) {
        packed.raw(places[i] + 1);
      }
      inner.clear();
      inner.bytes(SAMPLE_LOCATIONS, packed);
      packed.clear();
      packed.raw(weight);
      inner.bytes(SAMPLE_VALUES, packed);
      write(PROFILE_SAMPLE, inner);
    });
  }

  /** Ids begin at 1: 0 means none. */
  private void locations() throws IOException {
    Message line = new Message();
    for (int place = 0; place < stacks.places(); place++) {
      line.clear();
      line.varint(LINE_FUNCTION, stacks.name(place) + 1);
      if (stacks.line(place) != LinedStacks.NO_LINE) {
        line.varint(LINE_NUMBER, stacks.line(place));
      }
      inner.clear();
      inner.varint(LOCATION_ID, place + 1);
      inner.bytes(LOCATION_LINE, line);
      write(PROFILE_LOCATION, inner);
    }
  }

  private void functions() throws IOException {
    BitSet used = new BitSet();
    for (int place = 0; place < stacks.places(); place++) {
      used.set(stacks.name(place));
    }
    for (int name = used.nextSetBit(0); name >= 0; name = used.nextSetBit(name + 1)) {
      int text = string(tree.names().text(name));
      String file = SourcePlace.likelyFile(tree.names(), name);
      inner.clear();
      inner.varint(FUNCTION_ID, name + 1);
      inner.varint(FUNCTION_NAME, text);
      inner.varint(FUNCTION_SYSTEM_NAME, text);
      if (!file.isEmpty()) {
        inner.varint(FUNCTION_FILE, string(file));
      }
      write(PROFILE_FUNCTION, inner);
    }
  }

  /** A protobuf message that grows. */
  private static final class Message {
    private static final int LENGTH_DELIMITED = 2;

    private byte[] bytes = new byte[256];
    private int length;

    void clear() {
      length = 0;
    }

    void varint(int field, long value) {
      raw((long) field << 3);
      raw(value);
    }

    void bytes(int field, Message part) {
      bytes(field, part.bytes, part.length);
    }

    void bytes(int field, byte[] value) {
      bytes(field, value, value.length);
    }

    private void bytes(int field, byte[] value, int count) {
      raw(((long) field << 3) | LENGTH_DELIMITED);
      raw(count);
      room(count);
      System.arraycopy(value, 0, bytes, length, count);
      length += count;
    }

    /** Seven bits a byte, lowest first. */
    void raw(long value) {
      room(10);
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        bytes[length++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      bytes[length++] = (byte) rest;
    }

    private void room(int more) {
      if (length + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
      }
    }
  }
}
