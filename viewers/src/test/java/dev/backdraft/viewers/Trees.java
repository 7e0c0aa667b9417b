package dev.backdraft.viewers;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.analysis.recording.FrameTable;
import dev.backdraft.analysis.recording.JvmInfo;
import dev.backdraft.analysis.recording.MethodTable;
import dev.backdraft.analysis.recording.Numbers;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.StackTable;
import dev.backdraft.analysis.recording.StringTable;
import dev.backdraft.analysis.recording.ThreadTable;
import dev.backdraft.analysis.recording.WeightUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Call trees for tests: from collapsed text, or as large as asked from a seed. */
public final class Trees {
  private Trees() {}

  /**
   * From lines such as {@code [worker-1] com.acme.Cart.price;com.acme.Tax.load~jit 10}; the thread
   * may be missing; {@code :12} behind a name is its line.
   */
  public static CallTree of(String collapsed) {
    return tree(recording(collapsed));
  }

  public static CallTree tree(Recording recording) {
    return CallTree.of(recording, Selection.ALL, By.METHOD, Transforms.NONE);
  }

  public static Recording recording(String collapsed) {
    Text text = new Text();
    collapsed.lines().filter(line -> !line.isBlank()).forEach(text::line);
    return text.build();
  }

  /**
   * A tree that looks like a service's: a few wide frames, long thin towers, many leaves.
   *
   * @param nodes about how many
   * @param depth the deepest row
   */
  public static CallTree large(int nodes, int depth, long seed) {
    Random random = new Random(seed);
    int[] parent = new int[nodes];
    int[] frame = new int[nodes];
    int[] depthOf = new int[nodes];
    int methods = 5000;
    int from = 0;
    for (int node = 0; node < nodes; node++) {
      int chosen = node == 0 ? -1 : node - 1;
      if (node > 0 && (depthOf[node - 1] >= depth - 1 || random.nextInt(12) == 0)) {
        // Back to some node up the tree, mostly a recent one.
        int back = (int) (Math.pow(random.nextDouble(), 3) * node);
        chosen = node - 1 - back;
      }
      parent[node] = chosen;
      depthOf[node] = chosen < 0 ? 0 : depthOf[chosen] + 1;
      // Distinct among siblings, so that none of them are one node.
      frame[node] = (from++ * 7 + random.nextInt(3)) % methods;
    }
    return tree(columns(parent, frame, nodes, methods, random));
  }

  /** All siblings below the root's only child. */
  public static CallTree wide(int siblings) {
    int[] parent = new int[siblings + 1];
    int[] frame = new int[siblings + 1];
    parent[0] = -1;
    for (int i = 1; i <= siblings; i++) {
      frame[i] = i;
    }
    return tree(columns(parent, frame, siblings + 1, siblings + 1, new Random(1)));
  }

  private static Recording columns(
      int[] parent, int[] frame, int nodes, int methods, Random random) {
    String[] strings = new String[methods + 40];
    for (int i = 0; i < methods; i++) {
      strings[i] = "method" + i;
    }
    for (int i = 0; i < 40; i++) {
      strings[methods + i] = "com.acme.part" + i % 12 + ".Service" + i;
    }
    int[] type = new int[methods];
    int[] name = new int[methods];
    int[] none = new int[methods];
    Arrays.fill(none, StringTable.NONE);
    for (int i = 0; i < methods; i++) {
      type[i] = methods + i % 40;
      name[i] = i;
    }
    StringTable table = new StringTable(strings, strings.length);
    MethodTable methodTable =
        new MethodTable(table, type, name, none, new boolean[methods], methods);
    int[] line = new int[methods];
    FrameTable frames = new FrameTable(name, line, new byte[methods], methods);
    int[] stack = new int[nodes];
    long[] weight = new long[nodes];
    for (int i = 0; i < nodes; i++) {
      stack[i] = i;
      weight[i] = 1 + (long) (20 * Math.pow(random.nextDouble(), 8));
    }
    int[] thread = new int[nodes];
    Arrays.fill(thread, -1);
    return recording(
        new Recording.Tables(
            table, methodTable, frames, new StackTable(parent, frame, nodes), threads(Map.of())),
        thread,
        stack,
        weight);
  }

  private static ThreadTable threads(Map<String, Integer> names) {
    int size = names.size();
    String[] groups = new String[size];
    Arrays.fill(groups, "");
    return new ThreadTable(
        names.keySet().toArray(String[]::new),
        new long[size],
        new long[size],
        groups,
        new boolean[size],
        size);
  }

  private static Recording recording(
      Recording.Tables tables, int[] thread, int[] stack, long[] weight) {
    int size = stack.length;
    long[] time = new long[size];
    Arrays.setAll(time, i -> i * 1_000_000L);
    Samples samples =
        new Samples(
            SampleKind.CPU,
            WeightUnit.SAMPLES,
            List.of("text"),
            size,
            time,
            thread,
            stack,
            Numbers.of(weight),
            Numbers.same(1),
            Numbers.same(-1));
    Recording.Summary summary =
        new Recording.Summary(
            List.of(),
            JvmInfo.UNKNOWN,
            0,
            size * 1_000_000L,
            List.of(),
            Set.of(SampleKind.CPU),
            List.of(),
            List.of());
    return new Recording(summary, tables, new Given(samples));
  }

  private record Given(Samples cpu) implements Recording.Columns {
    @Override
    public Samples samples(SampleKind kind) {
      return kind == SampleKind.CPU ? cpu : Samples.none(kind);
    }

    @Override
    public EventTable events(String typeName) {
      throw new IllegalArgumentException(typeName);
    }

    @Override
    public void close() {}
  }

  /** Tables that grow line by line. */
  private static final class Text {
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<List<Integer>, Integer> methods = new LinkedHashMap<>();
    private final Map<List<Integer>, Integer> frames = new LinkedHashMap<>();
    private final Map<List<Integer>, Integer> stacks = new LinkedHashMap<>();
    private final Map<String, Integer> threads = new LinkedHashMap<>();
    private final List<Integer> threadOfRow = new ArrayList<>();
    private final List<Integer> stackOfRow = new ArrayList<>();
    private final List<Long> weightOfRow = new ArrayList<>();

    private static <K> int id(Map<K, Integer> table, K key) {
      Integer next = table.size();
      Integer known = table.putIfAbsent(key, next);
      return known == null ? next : known;
    }

    void line(String whole) {
      String line = whole.strip();
      int close = line.startsWith("[") ? line.indexOf("] ") : -1;
      threadOfRow.add(close < 0 ? -1 : id(threads, line.substring(1, close)));
      line = line.substring(close + 1);
      int space = line.lastIndexOf(' ');
      int at = StackTable.NONE;
      for (String frame : line.substring(0, space).strip().split(";")) {
        at = id(stacks, List.of(at, frame(frame)));
      }
      stackOfRow.add(at);
      weightOfRow.add(Long.parseLong(line.substring(space + 1)));
    }

    @SuppressWarnings("EnumOrdinal") // what FrameTable stores
    private int frame(String text) {
      int tilde = text.indexOf('~');
      String placed = tilde < 0 ? text : text.substring(0, tilde);
      int colon = placed.indexOf(':');
      String whole = colon < 0 ? placed : placed.substring(0, colon);
      int line = colon < 0 ? 0 : Integer.parseInt(placed.substring(colon + 1));
      FrameKind kind = FrameKind.UNKNOWN;
      for (FrameKind candidate : FrameKind.values()) {
        kind = text.endsWith("~" + candidate.label()) ? candidate : kind;
      }
      int dot = whole.lastIndexOf('.');
      int type = dot < 0 ? StringTable.NONE : id(strings, whole.substring(0, dot));
      int method = id(methods, List.of(type, id(strings, whole.substring(dot + 1))));
      return id(frames, List.of(method, kind.ordinal(), line));
    }

    private static int[] column(Map<List<Integer>, Integer> table, int part) {
      return table.keySet().stream().mapToInt(key -> key.get(part)).toArray();
    }

    Recording build() {
      StringTable table = new StringTable(strings.keySet().toArray(String[]::new), strings.size());
      int[] none = new int[methods.size()];
      Arrays.fill(none, StringTable.NONE);
      MethodTable methodTable =
          new MethodTable(
              table,
              column(methods, 0),
              column(methods, 1),
              none,
              new boolean[methods.size()],
              methods.size());
      int[] ordinals = column(frames, 1);
      byte[] kinds = new byte[ordinals.length];
      int[] lines = column(frames, 2);
      for (int i = 0; i < kinds.length; i++) {
        kinds[i] = (byte) ordinals[i];
      }
      FrameTable frameTable = new FrameTable(column(frames, 0), lines, kinds, frames.size());
      StackTable stackTable = new StackTable(column(stacks, 0), column(stacks, 1), stacks.size());
      return recording(
          new Recording.Tables(table, methodTable, frameTable, stackTable, threads(threads)),
          threadOfRow.stream().mapToInt(Integer::intValue).toArray(),
          stackOfRow.stream().mapToInt(Integer::intValue).toArray(),
          weightOfRow.stream().mapToLong(Long::longValue).toArray());
    }
  }
}
