package dev.backdraft.analysis.query;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A call tree as collapsed stacks: one line per distinct stack, root first, with its weight.
 *
 * <pre>
 *   java.lang.Thread.run;com.acme.Cart.price 12
 * </pre>
 *
 * Siblings are in the order of their names, so equal trees give equal bytes.
 */
public final class Collapsed {
  private static final int BUFFER = 1 << 16;

  private final CallTree tree;
  private final OutputStream out;
  private final byte[] @Nullable [] encoded;
  private byte[] path = new byte[1024];
  private byte[] buffer = new byte[BUFFER];
  private int buffered;

  private Collapsed(CallTree tree, OutputStream out) {
    this.tree = tree;
    this.out = out;
    this.encoded = new byte[tree.names().size()][];
  }

  public static String text(CallTree tree) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(tree, bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Writes UTF-8; flushes nothing and closes nothing. */
  public static void write(CallTree tree, OutputStream out) throws IOException {
    Collapsed writer = new Collapsed(tree, out);
    writer.writeAll();
    out.write(writer.buffer, 0, writer.buffered);
  }

  /** Depth first with an own stack of sorted siblings: trees are deeper than Java's stack. */
  private void writeAll() throws IOException {
    int deepest = tree.maxDepth() + 1;
    int[][] siblings = new int[deepest + 1][];
    int[] at = new int[deepest + 1];
    int[] length = new int[deepest + 1];
    if (tree.self(CallTree.ROOT) > 0) {
      line(0, tree.self(CallTree.ROOT));
    }
    int level = 0;
    siblings[0] = sortedChildren(CallTree.ROOT);
    while (level >= 0) {
      if (at[level] == siblings[level].length) {
        level--;
        continue;
      }
      int node = siblings[level][at[level]++];
      int end = append(length[level], name(tree.name(node)));
      if (tree.self(node) > 0) {
        line(end, tree.self(node));
      }
      if (tree.self(node) < tree.total(node)) {
        level++;
        siblings[level] = sortedChildren(node);
        at[level] = 0;
        length[level] = end;
      }
    }
  }

  private int[] sortedChildren(int node) {
    int[] children = new int[4];
    int count = 0;
    for (int child = node + 1; child < tree.end(node); child = tree.end(child)) {
      if (tree.total(child) > 0) {
        if (count == children.length) {
          children = Arrays.copyOf(children, count * 2);
        }
        children[count++] = child;
      }
    }
    if (count > 1) {
      new IntSort((one, other) -> tree.text(one).compareTo(tree.text(other)))
          .sort(children, 0, count);
    }
    return Arrays.copyOf(children, count);
  }

  private byte[] name(int name) {
    byte[] known = encoded[name];
    if (known == null) {
      known = clean(tree.names().text(name)).getBytes(StandardCharsets.UTF_8);
      encoded[name] = known;
    }
    return known;
  }

  /** What separates frames and lines must not stand in a name. */
  private static String clean(String name) {
    return name.replace(';', ':').replace('\n', ' ').replace('\r', ' ');
  }

  private int append(int length, byte[] name) {
    int end = length == 0 ? name.length : length + 1 + name.length;
    if (end > path.length) {
      path = Arrays.copyOf(path, end * 2);
    }
    if (length > 0) {
      path[length] = ';';
    }
    System.arraycopy(name, 0, path, end - name.length, name.length);
    return end;
  }

  private void line(int length, long weight) throws IOException {
    if (length == 0) {
      put("all".getBytes(StandardCharsets.US_ASCII), 3);
    } else {
      put(path, length);
    }
    byte[] number = Long.toString(weight).getBytes(StandardCharsets.US_ASCII);
    put(new byte[] {' '}, 1);
    put(number, number.length);
    put(new byte[] {'\n'}, 1);
  }

  private void put(byte[] bytes, int length) throws IOException {
    if (buffered + length > buffer.length) {
      out.write(buffer, 0, buffered);
      buffered = 0;
      if (length > buffer.length) {
        out.write(bytes, 0, length);
        return;
      }
    }
    System.arraycopy(bytes, 0, buffer, buffered, length);
    buffered += length;
  }
}
