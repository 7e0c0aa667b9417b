package dev.backdraft.viewers.export;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads the tree out of a page again, as the page's own script does. */
final class UnpackedPage {
  private byte[] raw;
  private int at;
  private int[] parent = new int[0];
  private int[] name = new int[0];
  private long[] self = new long[0];
  private final List<String> names = new ArrayList<>();

  UnpackedPage(String html) throws DataFormatException {
    String opening = "\"tree\":\"";
    int from = html.indexOf(opening) + opening.length();
    raw = inflate(Base64.getDecoder().decode(html.substring(from, html.indexOf('"', from))));
    unpack();
  }

  private static byte[] inflate(byte[] packed) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    inflater.setInput(packed);
    byte[] out = new byte[64];
    int length = 0;
    while (!inflater.finished()) {
      if (length == out.length) {
        out = Arrays.copyOf(out, length * 2);
      }
      length += inflater.inflate(out, length, out.length - length);
    }
    inflater.end();
    return Arrays.copyOf(out, length);
  }

  private long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = raw[at++];
      value |= (long) (b & 127) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  /** A column with a place of its own in it. */
  private UnpackedPage section() {
    int size = (int) number();
    UnpackedPage part = new UnpackedPage(Arrays.copyOfRange(raw, at, at + size));
    at += size;
    return part;
  }

  private UnpackedPage(byte[] raw) {
    this.raw = raw;
  }

  private void unpack() {
    int count = (int) number();
    int nameCount = (int) number();
    int symbolCount = (int) number();
    long unit = number();
    readNames(section(), nameCount);
    int[] nameOf = readSymbols(section(), symbolCount);
    UnpackedPage shape = section();
    UnpackedPage symbols = section();
    UnpackedPage leaves = section();
    UnpackedPage inner = section();
    parent = new int[count];
    name = new int[count];
    self = new long[count];
    int[] memory = new int[1 << PackedTree.MEMORY_BITS];
    int[] open = new int[count + 1];
    int[] openSymbol = new int[count + 1];
    int[] beside = new int[count + 2];
    int last = -1;
    long descents = count == 0 ? 0 : shape.number();
    long foretold = 0;
    int newest = 0;
    long weightless = -1;
    for (int node = 0; node < count; node++) {
      int depth = last + 1;
      if (descents > 0) {
        descents--;
      } else {
        depth -= (int) shape.number();
        descents = shape.number();
      }
      int slot = PackedTree.slot(depth == 0 ? 0 : openSymbol[depth - 1], beside[depth]);
      if (foretold > 0) {
        foretold--;
      } else {
        int code = (int) symbols.number();
        if (code == 1) {
          foretold = symbols.number() - 1;
        } else {
          memory[slot] = code == 0 ? ++newest : code - 1;
        }
      }
      openSymbol[depth] = memory[slot];
      beside[depth] = memory[slot];
      beside[depth + 1] = 0;
      open[depth] = node;
      parent[node] = depth == 0 ? -1 : open[depth - 1];
      name[node] = nameOf[memory[slot]];
      last = depth;
      if (descents == 0) {
        self[node] = (leaves.number() + 1) * unit;
      } else {
        weightless = weightless < 0 ? inner.number() : weightless;
        self[node] = weightless == 0 ? inner.number() * unit : 0;
        weightless--;
      }
    }
  }

  private void readNames(UnpackedPage texts, int count) {
    for (int i = 0; i < count; i++) {
      texts.number();
      texts.number();
      int shared = (int) texts.number();
      int size = (int) texts.number();
      String rest = new String(texts.raw, texts.at, size, StandardCharsets.UTF_8);
      texts.at += size;
      names.add((i == 0 ? "" : names.get(i - 1).substring(0, shared)) + rest);
    }
  }

  private static int[] readSymbols(UnpackedPage table, int count) {
    int[] nameOf = new int[count + 1];
    int newest = 0;
    for (int symbol = 1; symbol <= count; symbol++) {
      int back = (int) table.number();
      nameOf[symbol] = back == 0 ? newest++ : newest - back;
      table.number();
    }
    return nameOf;
  }

  int count() {
    return parent.length;
  }

  List<String> names() {
    return names;
  }

  long total() {
    return Arrays.stream(self).sum();
  }

  /** Each stack once, sorted. */
  String collapsed() {
    TreeMap<String, Long> stacks = new TreeMap<>();
    for (int node = 0; node < self.length; node++) {
      if (self[node] > 0) {
        StringBuilder path = new StringBuilder();
        for (int up = node; up > 0; up = parent[up]) {
          path.insert(0, path.isEmpty() ? "" : ";").insert(0, names.get(name[up]));
        }
        stacks.merge(path.toString(), self[node], Long::sum);
      }
    }
    StringBuilder text = new StringBuilder();
    stacks.forEach((stack, weight) -> text.append(stack).append(' ').append(weight).append('\n'));
    return text.toString();
  }
}
