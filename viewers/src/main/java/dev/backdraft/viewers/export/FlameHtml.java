package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Names;
import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.viewers.paint.FlamePalette;
import dev.backdraft.viewers.paint.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A call tree as one HTML file that needs nothing else: it zooms, searches and explains itself, in
 * light and dark, from the disk.
 *
 * <p>The page is a resource with a place for the data. Nodes come in preorder, each as packed
 * numbers (see {@link ByteSink#packed}): how many rows up from the last one's child row and the
 * kind of frame in one, the name, the total. The page works out the rest; names are numbered by
 * their first use, so the usual node takes five characters.
 */
public final class FlameHtml {
  private static final String PAGE = "flame.html";
  private static final byte[] PLACE = "/*DATA*/".getBytes(StandardCharsets.US_ASCII);
  private static final int KINDS = FrameKind.values().length;

  private final CallTree tree;
  private final Names names;
  private final ByteSink sink;
  private final int[] nameNumber;
  private int[] namesInUse = new int[1024];
  private int nameCount;

  private FlameHtml(CallTree tree, ByteSink sink) {
    this.tree = tree;
    this.names = tree.names();
    this.sink = sink;
    this.nameNumber = new int[names.size()];
    Arrays.fill(nameNumber, -1);
  }

  /** Writes UTF-8; the stream stays open. */
  public static void write(CallTree tree, Caption caption, OutputStream out) throws IOException {
    byte[] page = page();
    int place = indexOf(page, PLACE);
    ByteSink sink = new ByteSink(out);
    sink.put(page, place);
    new FlameHtml(tree, sink).data(caption);
    int rest = place + PLACE.length;
    sink.put(Arrays.copyOfRange(page, rest, page.length));
    sink.flush();
  }

  private static byte[] page() throws IOException {
    try (InputStream in = FlameHtml.class.getResourceAsStream(PAGE)) {
      if (in == null) {
        throw new IOException("the page " + PAGE + " is missing from the program");
      }
      return in.readAllBytes();
    }
  }

  private static int indexOf(byte[] text, byte[] part) {
    for (int at = 0; at + part.length <= text.length; at++) {
      if (Arrays.equals(text, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new IllegalStateException(PAGE + " has no place for the data");
  }

  private void data(Caption caption) throws IOException {
    sink.text("{\"title\":\"");
    sink.json(caption.title());
    sink.text("\",\"subtitle\":\"");
    sink.json(caption.subtitle());
    sink.text("\",\"unit\":\"");
    sink.text(tree.unit().id());
    sink.text("\",\n\"colours\":");
    colours();
    sink.text(",\n\"nodes\":\"");
    int count = nodes();
    sink.text("\",\n\"count\":");
    sink.number(count);
    sink.text(",\n\"slots\":\"");
    slots();
    sink.text("\",\n\"names\":\"");
    for (int i = 0; i < nameCount; i++) {
      if (i > 0) {
        sink.text("\\n");
      }
      sink.json(names.text(namesInUse[i]));
    }
    sink.text("\"}");
  }

  private int nodes() throws IOException {
    int lastDepth = -1;
    int count = 0;
    int size = tree.isEmpty() ? 0 : tree.size();
    for (int node = 0; node < size; node++) {
      long total = tree.total(node);
      if (total > 0) {
        int depth = tree.depth(node);
        sink.packed((long) (lastDepth + 1 - depth) * KINDS + kind(node));
        sink.packed(number(tree.name(node)));
        sink.packed(total);
        lastDepth = depth;
        count++;
      }
    }
    return count;
  }

  @SuppressWarnings("EnumOrdinal") // the page has the same table of kinds
  private int kind(int node) {
    return tree.kind(node).ordinal();
  }

  private int number(int name) {
    if (nameNumber[name] < 0) {
      if (nameCount == namesInUse.length) {
        namesInUse = Arrays.copyOf(namesInUse, nameCount * 2);
      }
      nameNumber[name] = nameCount;
      namesInUse[nameCount++] = name;
    }
    return nameNumber[name];
  }

  /** Of each name the colour and how long its package is. */
  private void slots() throws IOException {
    for (int i = 0; i < nameCount; i++) {
      String packageName = names.packageName(namesInUse[i]);
      sink.packed(FlamePalette.slot(packageName, names.text(namesInUse[i])));
      sink.packed(packageName.length());
    }
  }

  private void colours() throws IOException {
    sink.put('{');
    for (Theme theme : Theme.values()) {
      sink.text(theme.dark() ? ",\"dark\":[" : "\"light\":[");
      for (int slot = 0; slot < FlamePalette.SLOTS; slot++) {
        colour(FlamePalette.slotColour(theme, slot), slot == 0);
      }
      for (FrameKind kind : FrameKind.values()) {
        colour(FlamePalette.kind(theme, kind), false);
      }
      sink.put(']');
    }
    sink.text(",\"kinds\":[");
    for (FrameKind kind : FrameKind.values()) {
      sink.text(kind == FrameKind.UNKNOWN ? "\"" : ",\"");
      sink.text(kind.label());
      sink.put('"');
    }
    sink.text("]}");
  }

  private void colour(int argb, boolean first) throws IOException {
    sink.text(first ? "\"" : ",\"");
    sink.text(Theme.css(argb));
    sink.put('"');
  }
}
