package dev.backdraft.app.inspector;

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
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A recording from lines such as {@code Main.run;Cart.price;Tax.load 10}, one sample a line; {@code
 * [name]} before it is the thread, else it is worker-1.
 */
public final class SmallRecording {
  private final List<String> methods = new ArrayList<>();
  private final List<int[]> nodes = new ArrayList<>();
  private final List<Integer> leaves = new ArrayList<>();
  private final List<Long> weights = new ArrayList<>();
  private final List<String> threadNames = new ArrayList<>(List.of("worker-1"));
  private final List<Integer> threads = new ArrayList<>();

  private SmallRecording() {}

  public static Recording of(String lines) {
    SmallRecording small = new SmallRecording();
    lines.lines().filter(line -> !line.isBlank()).forEach(small::line);
    return small.build();
  }

  private void line(String text) {
    String line = text.substring(text.indexOf(']') + 1);
    String thread = line.equals(text) ? "worker-1" : text.substring(1, text.indexOf(']'));
    if (!threadNames.contains(thread)) {
      threadNames.add(thread);
    }
    threads.add(threadNames.indexOf(thread));
    int space = line.lastIndexOf(' ');
    int at = StackTable.NONE;
    for (String name : line.substring(0, space).strip().split(";")) {
      if (!methods.contains(name)) {
        methods.add(name);
      }
      at = node(at, methods.indexOf(name));
    }
    leaves.add(at);
    weights.add(Long.parseLong(line.substring(space + 1)));
  }

  private int node(int parent, int frame) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i)[0] == parent && nodes.get(i)[1] == frame) {
        return i;
      }
    }
    nodes.add(new int[] {parent, frame});
    return nodes.size() - 1;
  }

  private Recording build() {
    int count = methods.size();
    StringTable strings = new StringTable();
    int[] type = new int[count];
    int[] name = new int[count];
    int[] none = new int[count];
    int[] line = new int[count];
    int[] itself = new int[count];
    byte[] kind = new byte[count];
    Arrays.fill(none, StringTable.NONE);
    Arrays.fill(kind, FrameKind.JIT.code());
    for (int i = 0; i < count; i++) {
      int dot = methods.get(i).lastIndexOf('.');
      type[i] = strings.add("com.acme." + methods.get(i).substring(0, dot));
      name[i] = strings.add(methods.get(i).substring(dot + 1));
      line[i] = 10 + i;
      itself[i] = i;
    }
    StackTable stacks =
        new StackTable(
            nodes.stream().mapToInt(one -> one[0]).toArray(),
            nodes.stream().mapToInt(one -> one[1]).toArray(),
            nodes.size());
    int many = threadNames.size();
    ThreadTable threadTable =
        new ThreadTable(
            threadNames.toArray(String[]::new),
            new long[many],
            new long[many],
            Collections.nCopies(many, "").toArray(String[]::new),
            new boolean[many],
            many);
    Samples samples = samples();
    return new Recording(
        new Recording.Summary(
            List.of(),
            JvmInfo.UNKNOWN,
            0,
            1,
            List.of(),
            Set.of(SampleKind.CPU),
            List.of(),
            List.of()),
        new Recording.Tables(
            strings,
            new MethodTable(strings, type, name, none, new boolean[count], count),
            new FrameTable(itself, line, kind, count),
            stacks,
            threadTable),
        new Recording.Columns() {
          @Override
          public Samples samples(SampleKind wanted) {
            return wanted == SampleKind.CPU ? samples : Samples.none(wanted);
          }

          @Override
          public EventTable events(String typeName) {
            throw new IllegalArgumentException(typeName);
          }

          @Override
          public void close() {}
        });
  }

  private Samples samples() {
    int rows = leaves.size();
    return new Samples(
        SampleKind.CPU,
        WeightUnit.SAMPLES,
        List.of(),
        rows,
        new long[rows],
        threads.stream().mapToInt(Integer::intValue).toArray(),
        leaves.stream().mapToInt(Integer::intValue).toArray(),
        Numbers.of(weights.stream().mapToLong(Long::longValue).toArray()),
        Numbers.same(1),
        Numbers.same(-1));
  }
}
