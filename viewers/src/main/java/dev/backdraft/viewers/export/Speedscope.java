package dev.backdraft.viewers.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Names;
import dev.backdraft.analysis.query.SourcePlace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A call tree as a speedscope file of the evented form: each node opens where it begins and closes
 * where it ends, so the file grows with the nodes and not with the depth of the stacks. A frame is
 * a whole function there, as in its other importers, and so has a file and no line.
 */
public final class Speedscope {
  private static final String SCHEMA = "https://www.speedscope.app/file-format-schema.json";

  private Speedscope() {}

  /** Writes UTF-8; the stream stays open. */
  public static void write(CallTree tree, Caption caption, OutputStream out) throws IOException {
    ByteSink sink = new ByteSink(out);
    sink.text("{\"$schema\":\"" + SCHEMA + "\",\"exporter\":\"backdraft\",\"name\":\"");
    sink.json(caption.title());
    sink.text("\",\"activeProfileIndex\":0,\"shared\":{\"frames\":[");
    int[] number = frames(tree, sink);
    sink.text("]},\"profiles\":[{\"type\":\"evented\",\"name\":\"");
    sink.json(caption.subtitle());
    sink.text("\",\"unit\":\"" + unit(tree) + "\",\"startValue\":0,\"endValue\":");
    sink.number(tree.total());
    sink.text(",\"events\":[");
    events(tree, number, sink);
    sink.text("]}]}\n");
    sink.flush();
  }

  private static String unit(CallTree tree) {
    return switch (tree.unit()) {
      case NANOSECONDS -> "nanoseconds";
      case BYTES -> "bytes";
      case SAMPLES, EVENTS -> "none";
    };
  }

  private static int[] frames(CallTree tree, ByteSink sink) throws IOException {
    Names names = tree.names();
    int[] number = new int[names.size()];
    Arrays.fill(number, -1);
    int count = 0;
    for (int node = 1; node < tree.size(); node++) {
      int name = tree.name(node);
      if (tree.total(node) > 0 && number[name] < 0) {
        number[name] = count;
        sink.text(count == 0 ? "{\"name\":\"" : ",\n{\"name\":\"");
        sink.json(names.text(name));
        String file = SourcePlace.likelyFile(names, name);
        if (!file.isEmpty()) {
          sink.text("\",\"file\":\"");
          sink.json(file);
        }
        sink.text("\"}");
        count++;
      }
    }
    return number;
  }

  private static void events(CallTree tree, int[] number, ByteSink sink) throws IOException {
    int[] open = new int[tree.maxDepth() + 2];
    long[] endsAt = new long[open.length];
    long[] next = new long[open.length + 1];
    int depth = 0;
    boolean first = true;
    for (int node = 1; node < tree.size(); node++) {
      if (tree.total(node) == 0) {
        continue;
      }
      int at = tree.depth(node);
      for (; depth >= at; depth--) {
        event(sink, 'C', number[tree.name(open[depth])], endsAt[depth], false);
      }
      event(sink, 'O', number[tree.name(node)], next[at], first);
      first = false;
      open[at] = node;
      endsAt[at] = next[at] + tree.total(node);
      next[at + 1] = next[at];
      next[at] = endsAt[at];
      depth = at;
    }
    for (; depth > 0; depth--) {
      event(sink, 'C', number[tree.name(open[depth])], endsAt[depth], false);
    }
  }

  private static void event(ByteSink sink, char type, int frame, long at, boolean first)
      throws IOException {
    sink.text(first ? "{\"type\":\"" : ",\n{\"type\":\"");
    sink.put(type);
    sink.text("\",\"frame\":");
    sink.number(frame);
    sink.text(",\"at\":");
    sink.number(at);
    sink.put('}');
  }
}
