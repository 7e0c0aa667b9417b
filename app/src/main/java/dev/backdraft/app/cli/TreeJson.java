package dev.backdraft.app.cli;

import dev.backdraft.analysis.query.CallTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A call tree as JSON: names once, nodes as columns in preorder, so that a large tree stays small.
 *
 * <pre>
 *   { "event": "cpu", "unit": "samples", "by": "method", "total": 3,
 *     "names": ["all", "main"],
 *     "nodes": { "parent": [-1, 0], "name": [0, 1], "kind": ["unknown", "jit"],
 *                "self": [0, 3], "total": [3, 3] } }
 * </pre>
 */
final class TreeJson {
  private TreeJson() {}

  static void write(CallTree tree, Narrowing narrowing, OutputStream out) throws IOException {
    int[] nodes = weighty(tree);
    int[] position = new int[tree.size()];
    int[] nameIndex = new int[tree.names().size()];
    int names = 0;
    for (int i = 0; i < nodes.length; i++) {
      position[nodes[i]] = i;
      if (nameIndex[tree.name(nodes[i])] == 0) {
        nameIndex[tree.name(nodes[i])] = ++names;
      }
    }
    Json json =
        new Json()
            .object()
            .field("event", narrowing.event().id())
            .field("unit", tree.unit().id())
            .field("by", narrowing.by().id())
            .field("total", tree.total())
            .array("names");
    int told = 0;
    for (int node : nodes) {
      if (nameIndex[tree.name(node)] > told) {
        json.value(tree.text(node));
        told++;
      }
    }
    json.end().object("nodes");
    column(json, "parent", nodes, node -> node == 0 ? -1 : position[tree.parent(node)]);
    column(json, "name", nodes, node -> nameIndex[tree.name(node)] - 1);
    json.line("kind");
    for (int node : nodes) {
      json.value(tree.kind(node).label());
    }
    json.end();
    column(json, "self", nodes, tree::self);
    column(json, "total", nodes, tree::total);
    out.write(json.end().end().toString().getBytes(StandardCharsets.UTF_8));
  }

  @FunctionalInterface
  private interface Column {
    long at(int node);
  }

  private static void column(Json json, String name, int[] nodes, Column column) {
    json.line(name);
    for (int node : nodes) {
      json.value(column.at(node));
    }
    json.end();
  }

  /** The root and the nodes that weigh something, in preorder. */
  private static int[] weighty(CallTree tree) {
    int[] nodes = new int[tree.size()];
    int count = 0;
    for (int node = 0; node < tree.size(); node++) {
      if (node == CallTree.ROOT || tree.total(node) > 0) {
        nodes[count++] = node;
      }
    }
    return java.util.Arrays.copyOf(nodes, count);
  }
}
