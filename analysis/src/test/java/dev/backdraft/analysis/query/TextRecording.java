package dev.backdraft.analysis.query;

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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A recording from text, one sample a line: {@code [thread] @time stack weight}. Thread and time
 * may be missing, a stack of {@code -} is none, {@code ~jit} behind a frame is its kind and {@code
 * :7} its line. A thread's name that begins with {@code v:} is virtual.
 *
 * <pre>
 *   [worker-1] @100 java.lang.Thread.run;com.acme.Cart.price:12~jit 10
 * </pre>
 */
final class TextRecording {
  private record Row(long time, int thread, int stack, long weight) {}

  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Map<List<Integer>, Integer> methods = new LinkedHashMap<>();
  private final Map<List<Integer>, Integer> frames = new LinkedHashMap<>();
  private final Map<List<Integer>, Integer> stacks = new LinkedHashMap<>();
  private final Map<String, Integer> threads = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();

  static Recording of(String text) {
    TextRecording made = new TextRecording();
    text.lines().filter(line -> !line.isBlank()).forEach(made::line);
    return made.build();
  }

  private static <K> int id(Map<K, Integer> table, K key) {
    Integer next = table.size();
    Integer known = table.putIfAbsent(key, next);
    return known == null ? next : known;
  }

  private void line(String line) {
    String rest = line.strip();
    int thread = -1;
    if (rest.startsWith("[") && rest.indexOf("] ") > 0 && !rest.startsWith("[no ")) {
      thread = id(threads, rest.substring(1, rest.indexOf(']')));
      rest = rest.substring(rest.indexOf(']') + 1).strip();
    }
    long time = rows.size();
    if (rest.startsWith("@")) {
      time = Long.parseLong(rest.substring(1, rest.indexOf(' ')));
      rest = rest.substring(rest.indexOf(' ')).strip();
    }
    int space = rest.lastIndexOf(' ');
    rows.add(
        new Row(
            time,
            thread,
            stack(rest.substring(0, space)),
            Long.parseLong(rest.substring(space + 1))));
  }

  private int stack(String text) {
    int at = StackTable.NONE;
    if (text.equals("-")) {
      return at;
    }
    for (String frame : text.split(";")) {
      at = id(stacks, List.of(at, frame(frame)));
    }
    return at;
  }

  @SuppressWarnings("EnumOrdinal") // what FrameTable stores
  private int frame(String text) {
    String rest = text;
    FrameKind kind = FrameKind.UNKNOWN;
    int line = -1;
    if (rest.contains("~")) {
      String label = rest.substring(rest.indexOf('~') + 1);
      for (FrameKind candidate : FrameKind.values()) {
        kind = candidate.label().equals(label) ? candidate : kind;
      }
      rest = rest.substring(0, rest.indexOf('~'));
    }
    if (rest.contains(":")) {
      line = Integer.parseInt(rest.substring(rest.indexOf(':') + 1));
      rest = rest.substring(0, rest.indexOf(':'));
    }
    int dot = rest.lastIndexOf('.');
    int type = dot < 0 ? StringTable.NONE : id(strings, rest.substring(0, dot));
    int method = id(methods, List.of(type, id(strings, rest.substring(dot + 1))));
    return id(frames, List.of(method, line, kind.ordinal()));
  }

  private static int[] column(Map<List<Integer>, Integer> table, int part) {
    return table.keySet().stream().mapToInt(key -> key.get(part)).toArray();
  }

  private Recording build() {
    StringTable stringTable =
        new StringTable(strings.keySet().toArray(String[]::new), strings.size());
    int[] none = methods.keySet().stream().mapToInt(key -> StringTable.NONE).toArray();
    // As a JVM does with the classes that it makes for lambdas.
    boolean[] hidden = new boolean[methods.size()];
    int[] types = column(methods, 0);
    for (int i = 0; i < types.length; i++) {
      hidden[i] = types[i] >= 0 && stringTable.get(types[i]).contains("$$Lambda");
    }
    MethodTable methodTable =
        new MethodTable(
            stringTable, column(methods, 0), column(methods, 1), none, hidden, methods.size());
    int[] kindOrdinals = column(frames, 2);
    byte[] kinds = new byte[kindOrdinals.length];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = (byte) kindOrdinals[i];
    }
    FrameTable frameTable =
        new FrameTable(column(frames, 0), column(frames, 1), kinds, frames.size());
    StackTable stackTable = new StackTable(column(stacks, 0), column(stacks, 1), stacks.size());
    Recording.Tables tables =
        new Recording.Tables(stringTable, methodTable, frameTable, stackTable, threadTable());
    Samples samples = samples();
    long end = rows.isEmpty() ? 0 : samples.timeNanos()[rows.size() - 1] + 1;
    return new Recording(
        new Recording.Summary(
            List.of(),
            JvmInfo.UNKNOWN,
            0,
            end,
            List.of(),
            Set.of(SampleKind.CPU),
            List.of(),
            List.of()),
        tables,
        new Given(samples));
  }

  private ThreadTable threadTable() {
    int count = threads.size();
    String[] names = new String[count];
    boolean[] virtual = new boolean[count];
    String[] groups = new String[count];
    long[] ids = new long[count];
    threads.forEach((name, id) -> {
      virtual[id] = name.startsWith("v:");
      names[id] = virtual[id] ? name.substring(2) : name;
      groups[id] = "";
      ids[id] = id;
    });
    return new ThreadTable(names, ids, ids, groups, virtual, count);
  }

  private Samples samples() {
    rows.sort(Comparator.comparingLong(Row::time));
    int[] count = new int[rows.size()];
    int[] tag = new int[rows.size()];
    for (int i = 0; i < count.length; i++) {
      count[i] = 1;
      tag[i] = -1;
    }
    return new Samples(
        SampleKind.CPU,
        WeightUnit.SAMPLES,
        List.of("text"),
        rows.size(),
        rows.stream().mapToLong(Row::time).toArray(),
        rows.stream().mapToInt(Row::thread).toArray(),
        rows.stream().mapToInt(Row::stack).toArray(),
        Numbers.of(rows.stream().mapToLong(Row::weight).toArray()),
        Numbers.of(count),
        Numbers.of(tag));
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
}
