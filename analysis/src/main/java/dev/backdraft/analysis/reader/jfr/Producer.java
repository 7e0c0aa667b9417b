package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.JvmInfo;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.StringTable;
import dev.backdraft.analysis.recording.Texts;
import java.util.ArrayList;
import java.util.List;

/** Who wrote a chunk, and what its events therefore mean. */
final class Producer {
  private Producer() {}

  static final String HOTSPOT = "hotspot";
  static final String ASYNC_PROFILER = "async-profiler";
  static final String DATADOG = "datadog";
  static final String NATIVE_IMAGE = "native-image";

  /** async-profiler's own interval where it was told none. */
  private static final long DEFAULT_NANOS = 10_000_000;

  private static final long DEFAULT_WALL_NANOS = 50_000_000;

  /** What ExecutionSample stands for in a chunk. */
  enum Execution {
    CPU,
    WALL,
    /** Both in one type of event: the thread's state tells them apart. */
    BOTH
  }

  static Execution execution(Chunk chunk) {
    if (!name(chunk).equals(ASYNC_PROFILER)) {
      return Execution.CPU;
    }
    Settings settings = chunk.settings();
    if (settings.any("event").equals("wall")) {
      return Execution.WALL;
    }
    return settings.has("wall") && settings.number("wall", -1) >= 0
        ? Execution.BOTH
        : Execution.CPU;
  }

  /** True if a type's events are samples of a kind in this chunk, or some of them are. */
  static boolean means(SampleRules rule, Chunk chunk, SampleKind kind) {
    if (rule != SampleRules.EXECUTION || (kind != SampleKind.CPU && kind != SampleKind.WALL)) {
      return rule.kind() == kind;
    }
    return switch (execution(chunk)) {
      case CPU -> kind == SampleKind.CPU;
      case WALL -> kind == SampleKind.WALL;
      case BOTH -> true;
    };
  }

  /** What one sample of a kind in a chunk stands for, or 0 if that is not known. */
  static long periodNanos(Chunk chunk, SampleKind kind) {
    boolean wall = kind == SampleKind.WALL;
    return switch (name(chunk)) {
      case DATADOG -> chunk.settings().number(wall ? "wallInterval" : "cpuInterval", 0);
      case ASYNC_PROFILER -> asyncPeriodNanos(chunk.settings(), wall);
      default -> 0;
    };
  }

  private static long asyncPeriodNanos(Settings settings, boolean wall) {
    long used = settings.number(wall ? "usedWallInterval" : "usedCpuInterval", 0);
    if (used > 0) {
      return used;
    }
    String event = settings.any("event");
    if (wall) {
      long set = settings.number(event.equals("wall") ? "interval" : "wall", 0);
      return set > 0 ? set : DEFAULT_WALL_NANOS;
    }
    // A counter of the hardware has an interval too, but not one of time.
    boolean timed =
        settings.has("event")
            && (event.isEmpty()
                || event.equals("cpu")
                || event.equals("itimer")
                || event.equals("ctimer"));
    long set = settings.number("interval", 0);
    return !timed ? 0 : set > 0 ? set : DEFAULT_NANOS;
  }

  /** The word for who wrote a chunk: what its metadata knows of tells it. */
  static String name(Chunk chunk) {
    Metadata types = chunk.metadata;
    if (types.byName("jdk.type.Ticks") != null) {
      return NATIVE_IMAGE;
    }
    if (knows(types, "GarbageCollection")) {
      return knows(types, "ClassLoad") ? HOTSPOT : NATIVE_IMAGE;
    }
    if (types.byName("datadog.ExecutionSample") != null
        || types.byName("datadog.MethodSample") != null) {
      return DATADOG;
    }
    return types.byName("jdk.ExecutionSample") != null
            || types.byName("profiler.WallClockSample") != null
        ? ASYNC_PROFILER
        : HOTSPOT;
  }

  private static boolean knows(Metadata types, String localName) {
    return types.byName("jdk." + localName) != null
        || types.byName("com.oracle.jdk." + localName) != null;
  }

  private static String names(List<Chunk> chunks) {
    List<String> names = new ArrayList<>();
    for (Chunk chunk : chunks) {
      if (chunk.counts.length > 0 && !names.contains(name(chunk))) {
        names.add(name(chunk));
      }
    }
    return String.join(" and ", names);
  }

  /** The JVM of the first chunk that describes it. */
  static JvmInfo jvm(List<Chunk> chunks) {
    for (Chunk chunk : chunks) {
      for (int i = 0; i < chunk.counts.length; i++) {
        Places places = chunk.kept[i];
        TypeInfo type = chunk.metadata.type(i);
        if (places != null
            && places.size() > 0
            && SampleRules.local(type.name).equals("JVMInformation")) {
          return jvm(chunk, type, places, names(chunks));
        }
      }
    }
    return new JvmInfo("", "", -1, -1, names(chunks));
  }

  private static JvmInfo jvm(Chunk chunk, TypeInfo type, Places places, String producer) {
    Texts texts = new Texts(new StringTable());
    EventSchema schema = new EventSchema(type);
    EventDecoder decoder = new EventDecoder(chunk, schema, 1);
    decoder.decode(places, 0, 1);
    int[] settled = decoder.texts.settle(texts);
    String name = "";
    String version = "";
    long pid = -1;
    long start = -1;
    for (int c = 0; c < schema.columns.size() && decoder.rows > 0; c++) {
      Object column = decoder.columns[c];
      switch (schema.columns.get(c).name()) {
        case "jvmName" -> name = text(chunk, column, settled, texts);
        case "jvmVersion" -> version = text(chunk, column, settled, texts);
        case "pid" -> pid = number(column);
        case "jvmStartTime" -> start = number(column);
        default -> {
          // Arguments and the like are not kept.
        }
      }
    }
    // A rewritten recording may describe few types: then the name of the JVM knows better.
    boolean hotspot = producer.equals(NATIVE_IMAGE) && name.contains("HotSpot");
    return new JvmInfo(name, release(version), pid, start, hotspot ? HOTSPOT : producer);
  }

  /**
   * HotSpot writes a whole sentence: {@code OpenJDK 64-Bit Server VM (11.0.4+11) for bsd-amd64 JRE
   * (11.0.4+11), built on ...}; the release stands in the first brackets that begin with a number.
   */
  private static String release(String sentence) {
    for (int open = sentence.indexOf('('); open >= 0; open = sentence.indexOf('(', open + 1)) {
      int close = sentence.indexOf(')', open);
      if (close > open + 1 && Character.isDigit(sentence.charAt(open + 1))) {
        return sentence.substring(open + 1, close);
      }
    }
    return sentence;
  }

  private static String text(Chunk chunk, Object column, int[] settled, Texts texts) {
    if (!(column instanceof int[] ids)) {
      return "";
    }
    // Constants of the chunk already have ids of the recording's own table.
    return ids[0] < StringTable.NONE
        ? texts.table().get(settled[-2 - ids[0]])
        : chunk.strings.get(ids[0]);
  }

  private static long number(Object column) {
    return column instanceof long[] numbers && numbers[0] != EventTable.MISSING ? numbers[0] : -1;
  }
}
