package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.analysis.recording.FrameTable;
import dev.backdraft.analysis.recording.MethodNames;
import dev.backdraft.analysis.recording.MethodTable;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.StringTable;
import dev.backdraft.analysis.recording.ThreadTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives every frame, and every thread where threads are roots, its name at one level. */
final class Grouping {
  /** The name of a sample that has no stack. */
  static final String NO_STACK = "[no stack]";

  private static final String DEFAULT_PACKAGE = "[default package]";

  private final MethodTable methods;
  private final FrameTable frames;
  private final By by;
  private final LongIntMap methodNames;
  private final Map<String, Integer> textNames = new HashMap<>();
  private int[] method = new int[1024];
  private @Nullable String[] text = new String[1024];
  private int size;

  final int[] nameOfFrame;
  final int[] nameOfThread;
  final int noStack;
  final Names names;

  Grouping(Recording recording, By by) {
    this.methods = recording.methods();
    this.frames = recording.frames();
    this.by = by;
    this.methodNames = new LongIntMap(methods.size());
    add(Names.MARKER, "all");
    this.noStack = named(NO_STACK, Names.MARKER);
    this.nameOfFrame = nameFrames();
    this.nameOfThread = nameThreads(recording.threads());
    this.names = new Names(methods, Arrays.copyOf(method, size), Arrays.copyOf(text, size), size);
  }

  private int add(int methodId, @Nullable String name) {
    if (size == method.length) {
      method = Arrays.copyOf(method, size * 2);
      text = Arrays.copyOf(text, size * 2);
    }
    method[size] = methodId;
    text[size] = name;
    return size++;
  }

  private int named(String name, int what) {
    Integer known = textNames.get(name);
    if (known == null) {
      known = add(what, name);
      textNames.put(name, known);
    }
    return known;
  }

  private int[] nameFrames() {
    int[] result = new int[frames.size()];
    int[] nameOfMethod = new int[methods.size()];
    Arrays.fill(nameOfMethod, -1);
    for (int frame = 0; frame < result.length; frame++) {
      int id = frames.method(frame);
      if (by == By.CLASS || by == By.PACKAGE) {
        result[frame] = coarseName(frame, id);
        continue;
      }
      if (nameOfMethod[id] < 0) {
        nameOfMethod[id] = methodName(id);
      }
      result[frame] = nameOfMethod[id];
    }
    return result;
  }

  /** Overloads share a name: descriptors are not part of it. */
  private int methodName(int id) {
    long key = pair(methods.typeId(id), methods.nameId(id));
    int known = methodNames.get(key);
    if (known < 0) {
      known = add(id, null);
      methodNames.put(key, known);
    }
    return known;
  }

  private int coarseName(int frame, int id) {
    int type = methods.typeId(id);
    if (type == StringTable.NONE) {
      FrameKind kind = frames.kind(frame);
      return kind == FrameKind.MARKER
          ? named(methods.name(id), Names.MARKER)
          : named("[" + kind.label() + "]", Names.NO_TYPE);
    }
    int known = methodNames.get(type);
    if (known < 0) {
      known = by == By.CLASS ? classNamed(id) : packageNamed(id);
      methodNames.put(type, known);
    }
    return known;
  }

  private int classNamed(int id) {
    return add(id, methods.typeName(id));
  }

  private int packageNamed(int id) {
    String name = MethodNames.packageOf(methods.typeName(id));
    return named(name.isEmpty() ? DEFAULT_PACKAGE : name, id);
  }

  /** The name of each thread id, the last element for "no thread"; empty where frames are roots. */
  private int[] nameThreads(ThreadTable threads) {
    if (!by.rootedByThread()) {
      return new int[0];
    }
    ThreadGroups groups = ThreadGroups.of(threads);
    int[] result = new int[threads.size() + 1];
    for (int thread = 0; thread < threads.size(); thread++) {
      result[thread] =
          named(by == By.THREAD ? threads.name(thread) : groups.nameOf(thread), Names.MARKER);
    }
    result[threads.size()] = named(ThreadGroups.NO_THREAD, Names.MARKER);
    return result;
  }

  static long pair(int high, int low) {
    return ((long) high << 32) | (low & 0xffff_ffffL);
  }
}
