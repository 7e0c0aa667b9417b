package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.viewers.paint.FlamePalette;
import dev.backdraft.viewers.paint.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;

/**
 * A call tree as one HTML file that needs nothing else: it zooms, searches and explains itself, in
 * light and dark, from the disk.
 *
 * <p>The page is a resource with a place for the data: the tree as {@link PackedTree}, deflated and
 * written as Base64, which the browser unpacks when it opens the page.
 */
public final class FlameHtml {
  private static final String PAGE = "flame.html";
  private static final byte[] PLACE = "/*DATA*/".getBytes(StandardCharsets.US_ASCII);

  private final CallTree tree;
  private final ByteSink sink;

  private FlameHtml(CallTree tree, ByteSink sink) {
    this.tree = tree;
    this.sink = sink;
  }

  /** Writes UTF-8; the stream stays open. */
  public static void write(CallTree tree, Caption caption, OutputStream out) throws IOException {
    write(tree, caption, PageView.PLAIN, out);
  }

  /** As {@link #write(CallTree, Caption, OutputStream)}; the page opens with a view of its own. */
  public static void write(CallTree tree, Caption caption, PageView view, OutputStream out)
      throws IOException {
    byte[] page = page();
    int place = indexOf(page, PLACE);
    ByteSink sink = new ByteSink(out);
    sink.put(page, place);
    new FlameHtml(tree, sink).data(caption, view);
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

  private void data(Caption caption, PageView view) throws IOException {
    sink.text("{\"title\":\"");
    sink.json(caption.title());
    sink.text("\",\"subtitle\":\"");
    sink.json(caption.subtitle());
    sink.text("\",\"unit\":\"");
    sink.text(tree.unit().id());
    sink.text("\",\"whole\":");
    sink.number(tree.whole());
    sink.text(",\n\"colours\":");
    colours();
    sink.text(",\n\"look\":");
    view(view);
    sink.text(",\n\"tree\":\"");
    PackedTree.Packed packed = PackedTree.of(tree);
    sink.put(deflated(packed));
    sink.text("\",\n\"short\":{");
    String comma = "";
    for (Map.Entry<Integer, String> name : packed.shortNames().entrySet()) {
      sink.text(comma + "\"" + name.getKey() + "\":\"");
      sink.json(name.getValue());
      sink.put('"');
      comma = ",";
    }
    sink.text("}}");
  }

  private void view(PageView view) throws IOException {
    NamePattern search = view.search();
    Theme theme = view.theme();
    sink.text("{\"from\":" + view.from() + ",\"to\":" + view.to() + ",\"node\":");
    sink.number(place(view.node()));
    sink.text(",\"scroll\":" + view.scrollPx() + ",\"flame\":" + view.rootBelow());
    sink.text(",\"dark\":" + (theme == null ? "null" : theme.dark() ? "true" : "false"));
    sink.text(",\"colour\":\"" + view.colours().name().toLowerCase(Locale.ROOT));
    sink.text("\",\"regex\":" + (search != null && search.isRegex()) + ",\"search\":\"");
    sink.json(search == null ? "" : search.text());
    sink.text("\"}");
  }

  /** The page numbers only the nodes that weigh something. */
  private int place(int node) {
    int place = 0;
    for (int before = 0; before < node; before++) {
      place += tree.total(before) > 0 ? 1 : 0;
    }
    return node < tree.size() && tree.total(node) > 0 ? place : CallTree.ROOT;
  }

  /**
   * Names repeat each other. What repeats among the numbers is taken out already: to look for it
   * again would cost three times as much as to write the frequent ones shorter.
   */
  private static byte[] deflated(PackedTree.Packed packed) {
    byte[] raw = packed.bytes().array();
    int size = packed.bytes().size();
    byte[] out = new byte[size + size / 1000 + 256];
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(raw, 0, packed.words());
      int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
      deflater.setStrategy(Deflater.HUFFMAN_ONLY);
      deflater.setInput(raw, packed.words(), size - packed.words());
      deflater.finish();
      while (!deflater.finished()) {
        if (length == out.length) {
          out = Arrays.copyOf(out, length * 2);
        }
        length += deflater.deflate(out, length, out.length - length);
      }
      return Base64.getEncoder().encode(ByteBuffer.wrap(out, 0, length)).array();
    } finally {
      deflater.end();
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
    sink.text(",\"slots\":");
    sink.number(FlamePalette.SLOTS);
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
