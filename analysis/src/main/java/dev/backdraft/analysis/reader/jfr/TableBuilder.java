package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.analysis.recording.FrameTable;
import dev.backdraft.analysis.recording.MethodTable;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.StackTable;
import dev.backdraft.analysis.recording.StringTable;
import dev.backdraft.analysis.recording.Texts;
import dev.backdraft.analysis.recording.ThreadTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a recording while they grow: chunks are merged into them in the order of the file,
 * so the ids do not depend on how many threads read it.
 */
final class TableBuilder {
  private static final String UNKNOWN_METHOD = "[unknown]";
  private static final String TRUNCATED = "[truncated]";

  private final Texts texts = new Texts(new StringTable());

  private int[] methodType = new int[1024];
  private int[] methodName = new int[1024];
  private int[] methodDescriptor = new int[1024];
  private boolean[] methodHidden = new boolean[1024];
  private int methodCount;
  private int[] methodSlots = new int[4096];

  private int[] frameMethod = new int[1024];
  private int[] frameLine = new int[1024];
  private byte[] frameKind = new byte[1024];
  private int frameCount;
  private int[] frameSlots = new int[4096];

  private NodeTable nodes = new NodeTable();
  private int[] lastPath = new int[256];
  private int[] lastFrames = new int[256];
  private int lastDepth;
  private final ThreadRows threads = new ThreadRows();

  Texts texts() {
    return texts;
  }

  /** The tables as they are now; they stay as they are, whatever is merged later. */
  Recording.Tables snapshot() {
    return new Recording.Tables(
        texts.table(),
        new MethodTable(
            texts.table(), methodType, methodName, methodDescriptor, methodHidden, methodCount),
        new FrameTable(frameMethod, frameLine, frameKind, frameCount),
        nodes.table(),
        threads.table());
  }

  /** Takes the constants of a chunk in, and gives the chunk the ids that they have here. */
  void merge(Constants from, Chunk chunk) {
    int[] classText = new int[from.classes.size()];
    int[] dotted = new int[from.symbols.size()];
    for (int i = 0; i < classText.length; i++) {
      long symbol = from.classes.get(i, 0);
      int index = from.symbols.indexOf(symbol);
      if (index < 0 || dotted[index] == 0) {
        classText[i] = texts.id(ClassNames.dotted(from.symbols.get(symbol)));
      } else {
        classText[i] = dotted[index] - 2;
      }
      if (index >= 0) {
        dotted[index] = classText[i] + 2; // 0 is for those that no class has asked for
      }
    }
    int[] methods = new int[from.methods.size()];
    Arrays.fill(methods, -1);
    int[] frames = frames(from, classText, methods);
    chunk.stacks = stacks(from.stacks, frames);
    from.classes.ids.mapValues(classText);
    chunk.cutStacks = from.stacks.cut;
    chunk.classes = from.classes.ids;
    chunk.others = from.others;
    mergeTexts(from, chunk);
    mergeThreads(from, chunk);
  }

  /** Puts the stacks of a chunk into the tree; gives from their ids to the ids here. */
  private StackIds stacks(StackPool pool, int[] global) {
    int[] ours = new int[pool.count];
    lastDepth = 0;
    for (int i = 0; i < ours.length; i++) {
      ours[i] = stack(pool.frames, pool.starts[i], pool.starts[i + 1], global);
    }
    return new StackIds(pool.ids, ours, ours.length);
  }

  /** Puts one stack into the tree. A method of its own, so that it is compiled once, and early. */
  private int stack(int[] rows, int from, int to, int[] global) {
    int depth = to - from;
    if (depth == 0) {
      return StackTable.NONE;
    }
    if (depth > lastPath.length) {
      lastPath = new int[depth * 2];
      lastFrames = new int[depth * 2];
      lastDepth = 0;
    }
    int[] path = lastPath;
    int[] before = lastFrames;
    // Stacks that follow each other often begin alike.
    int same = Math.min(depth, lastDepth);
    int d = 0;
    while (d < same && before[d] == rows[to - 1 - d]) {
      d++;
    }
    int node = d == 0 ? StackTable.NONE : path[d - 1];
    for (; d < depth; d++) {
      int frame = rows[to - 1 - d];
      node = nodes.child(node, global[frame]);
      before[d] = frame;
      path[d] = node;
    }
    lastDepth = depth;
    return node;
  }

  private int[] frames(Constants from, int[] classText, int[] methods) {
    StackPool pool = from.stacks;
    int[] frames = new int[pool.frameCount];
    frames[StackPool.TRUNCATED_FRAME] =
        frame(method(StringTable.NONE, texts.id(TRUNCATED), -1, true), -1, FrameKind.MARKER.code());
    for (int i = 1; i < frames.length; i++) {
      int row = from.methods.ids.get(pool.frameMethod[i]);
      int method;
      if (row < 0) {
        method = method(StringTable.NONE, texts.id(UNKNOWN_METHOD), -1, false);
      } else if ((method = methods[row]) < 0) {
        method = method(from, row, classText);
        methods[row] = method;
      }
      int line = (int) (pool.frameLineKind[i] >> 32);
      int kind = from.frameKinds.get(pool.frameLineKind[i] & 0xffffffffL);
      frames[i] = frame(method, line <= 0 ? -1 : line, (byte) Math.max(0, kind));
    }
    return frames;
  }

  private int method(Constants from, int row, int[] classText) {
    int type = from.classes.ids.get(from.methods.get(row, 0));
    int typeText = type < 0 ? StringTable.NONE : classText[type];
    if (typeText != StringTable.NONE && texts.table().get(typeText).isEmpty()) {
      typeText = StringTable.NONE;
    }
    String name = from.symbols.get(from.methods.get(row, 1));
    String descriptor = from.symbols.get(from.methods.get(row, 2));
    return method(
        typeText,
        texts.id(name == null || name.isEmpty() ? UNKNOWN_METHOD : name),
        texts.id(descriptor),
        from.methods.get(row, 3) != 0);
  }

  private int method(int type, int name, int descriptor, boolean hidden) {
    int mask = methodSlots.length - 1;
    int at = mix(type, name, descriptor) & mask;
    int found;
    while ((found = methodSlots[at] - 1) >= 0) {
      if (methodType[found] == type
          && methodName[found] == name
          && methodDescriptor[found] == descriptor
          && methodHidden[found] == hidden) {
        return found;
      }
      at = (at + 1) & mask;
    }
    int id = methodCount++;
    if (id == methodType.length) {
      methodType = Arrays.copyOf(methodType, id * 2);
      methodName = Arrays.copyOf(methodName, id * 2);
      methodDescriptor = Arrays.copyOf(methodDescriptor, id * 2);
      methodHidden = Arrays.copyOf(methodHidden, id * 2);
    }
    methodType[id] = type;
    methodName[id] = name;
    methodDescriptor[id] = descriptor;
    methodHidden[id] = hidden;
    methodSlots[at] = id + 1;
    if (methodCount * 2 > methodSlots.length) {
      int[] larger = new int[methodSlots.length * 2];
      for (int m = 0; m < methodCount; m++) {
        put(larger, mix(methodType[m], methodName[m], methodDescriptor[m]), m);
      }
      methodSlots = larger;
    }
    return id;
  }

  private int frame(int method, int line, byte kind) {
    int mask = frameSlots.length - 1;
    int at = mix(method, line, kind) & mask;
    int found;
    while ((found = frameSlots[at] - 1) >= 0) {
      if (frameMethod[found] == method && frameLine[found] == line && frameKind[found] == kind) {
        return found;
      }
      at = (at + 1) & mask;
    }
    int id = frameCount++;
    if (id == frameMethod.length) {
      frameMethod = Arrays.copyOf(frameMethod, id * 2);
      frameLine = Arrays.copyOf(frameLine, id * 2);
      frameKind = Arrays.copyOf(frameKind, id * 2);
    }
    frameMethod[id] = method;
    frameLine[id] = line;
    frameKind[id] = kind;
    frameSlots[at] = id + 1;
    if (frameCount * 2 > frameSlots.length) {
      int[] larger = new int[frameSlots.length * 2];
      for (int f = 0; f < frameCount; f++) {
        put(larger, mix(frameMethod[f], frameLine[f], frameKind[f]), f);
      }
      frameSlots = larger;
    }
    return id;
  }

  private static int mix(int a, int b, int c) {
    long h = (a * 0x9E3779B97F4A7C15L + b) * 0xC2B2AE3D27D4EB4FL + c * 0x165667B19E3779F9L;
    return (int) (h >>> 32) ^ (int) (h >>> 15);
  }

  private static void put(int[] slots, int hash, int id) {
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = id + 1;
  }

  private void mergeTexts(Constants from, Chunk chunk) {
    LongIntMap ids = from.texts.ids();
    LongIntMap map = new LongIntMap(ids.size());
    for (long id : ids.sortedKeys()) {
      map.putIfAbsent(id, texts.id(from.texts.get(id)));
    }
    chunk.texts = map;
    LongIntMap groups = new LongIntMap(from.groups.size());
    for (long id : from.groups.sortedKeys()) {
      groups.putIfAbsent(id, texts.id(from.groupNames.get(from.groups.get(id))));
    }
    chunk.groups = groups;
    chunk.strings = texts.table();
  }

  private void mergeThreads(Constants from, Chunk chunk) {
    int[] global = new int[from.threads.size()];
    for (int i = 0; i < global.length; i++) {
      Constants.RawThread thread = from.threads.get(i);
      String name = thread.nameText() >= 0 ? from.texts.get(thread.nameText()) : thread.name();
      int group = from.groups.get(thread.group());
      global[i] = threads.id(thread, name, group < 0 ? null : from.groupNames.get(group));
    }
    from.threadIds.mapValues(global);
    chunk.threads = from.threadIds;
  }

  /** The threads, told apart by everything that is known of them. */
  private static final class ThreadRows {
    private record Key(String name, long javaId, long osId, String group, boolean virtual) {}

    private final Map<Key, Integer> ids = new HashMap<>();
    private Key[] rows = new Key[64];

    int id(Constants.RawThread thread, @Nullable String name, @Nullable String group) {
      Key key =
          new Key(
              name == null || name.isEmpty() ? nameless(thread) : name,
              thread.javaId() > 0 ? thread.javaId() : -1,
              thread.osId() > 0 ? thread.osId() : -1,
              group == null ? "" : group,
              thread.virtual());
      Integer known = ids.putIfAbsent(key, ids.size());
      if (known != null) {
        return known;
      }
      int id = ids.size() - 1;
      if (id == rows.length) {
        rows = Arrays.copyOf(rows, id * 2);
      }
      rows[id] = key;
      return id;
    }

    private static String nameless(Constants.RawThread thread) {
      if (thread.virtual()) {
        return "[virtual #" + thread.javaId() + "]";
      }
      return thread.osId() > 0
          ? "[tid=" + thread.osId() + "]"
          : "[thread #" + thread.javaId() + "]";
    }

    ThreadTable table() {
      int size = ids.size();
      String[] name = new String[size];
      long[] javaId = new long[size];
      long[] osId = new long[size];
      String[] group = new String[size];
      boolean[] virtual = new boolean[size];
      for (int i = 0; i < size; i++) {
        name[i] = rows[i].name();
        javaId[i] = rows[i].javaId();
        osId[i] = rows[i].osId();
        group[i] = rows[i].group();
        virtual[i] = rows[i].virtual();
      }
      return new ThreadTable(name, javaId, osId, group, virtual, size);
    }
  }
}
