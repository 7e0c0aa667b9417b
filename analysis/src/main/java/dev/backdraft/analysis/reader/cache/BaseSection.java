package dev.backdraft.analysis.reader.cache;

import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.EvidenceFile;
import dev.backdraft.analysis.recording.FrameTable;
import dev.backdraft.analysis.recording.JvmInfo;
import dev.backdraft.analysis.recording.MethodTable;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.StackTable;
import dev.backdraft.analysis.recording.StringTable;
import dev.backdraft.analysis.recording.ThreadTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a recording before any column is decoded: its summary and its tables. */
final class BaseSection {
  static final String NAME = "base";
  private static final int PIECE = 1 << StackTable.PIECE_BITS;

  /**
   * A base that was read.
   *
   * @param summary without blind spots
   * @param tables the five tables; that of strings holds what it held when this was written
   * @param names from the names of then to those of now
   */
  record Base(Recording.Summary summary, Recording.Tables tables, Renaming names) {}

  private BaseSection() {}

  static void write(Recording of, List<String> names, SectionWriter out) throws IOException {
    Renaming.write(names, out);
    writeFiles(of.files(), out);
    JvmInfo jvm = of.jvm();
    out.text(jvm.name()).text(jvm.version()).number(jvm.pid()).number(jvm.startNanos());
    out.text(jvm.producer()).number(of.startNanos()).number(of.endNanos());
    writeTypes(of.eventTypes(), out);
    out.count(of.sampleKinds().size());
    for (SampleKind kind : of.sampleKinds()) {
      out.text(kind.id());
    }
    ProblemsPart.write(of.problems(), out);
    writeStrings(of.strings(), out);
    writeMethods(of.methods(), out);
    writeFrames(of.frames(), out);
    writeStacks(of.stacks(), out);
    writeThreads(of.threads(), out);
  }

  /**
   * @param now how the files are called now; they may have been renamed since
   * @return null if it cannot be told any more which file is which
   */
  static @Nullable Base read(SectionReader in, List<String> now) throws IOException {
    Renaming names = Renaming.read(in, now);
    if (names == null) {
      return null;
    }
    List<EvidenceFile> files = readFiles(in, names);
    JvmInfo jvm = new JvmInfo(in.text(), in.text(), in.number(), in.number(), in.text());
    long start = in.number();
    long end = in.number();
    List<EventType> types = readTypes(in);
    Set<SampleKind> kinds = EnumSet.noneOf(SampleKind.class);
    int count = in.count(4);
    for (int i = 0; i < count; i++) {
      kinds.add(kind(in.text()));
    }
    List<Problem> problems = ProblemsPart.read(in, names);
    StringTable strings = readStrings(in);
    Recording.Tables tables =
        new Recording.Tables(
            strings, readMethods(strings, in), readFrames(in), readStacks(in), readThreads(in));
    Recording.Summary summary =
        new Recording.Summary(files, jvm, start, end, types, kinds, problems, List.of());
    return new Base(summary, tables, names);
  }

  private static SampleKind kind(String id) throws IOException {
    for (SampleKind kind : SampleKind.values()) {
      if (kind.id().equals(id)) {
        return kind;
      }
    }
    throw new IOException("no kind of samples is called " + id);
  }

  private static void writeFiles(List<EvidenceFile> files, SectionWriter out) throws IOException {
    out.count(files.size());
    for (EvidenceFile file : files) {
      out.text(file.name()).text(file.format()).number(file.sizeBytes());
      out.number(file.unpackedBytes()).count(file.chunks());
    }
  }

  private static List<EvidenceFile> readFiles(SectionReader in, Renaming names) throws IOException {
    List<EvidenceFile> files = new ArrayList<>();
    int count = in.count(32);
    for (int i = 0; i < count; i++) {
      files.add(
          new EvidenceFile(names.now(in.text()), in.text(), in.number(), in.number(), in.count()));
    }
    return files;
  }

  private static void writeTypes(List<EventType> types, SectionWriter out) throws IOException {
    out.count(types.size());
    for (EventType type : types) {
      out.text(type.name()).text(type.label()).text(type.description());
      out.count(type.category().size());
      for (String word : type.category()) {
        out.text(word);
      }
      out.count(type.fields().size());
      for (EventType.Field field : type.fields()) {
        out.text(field.name()).text(field.label()).text(field.type());
        out.text(field.content().name());
      }
      out.number(type.count());
    }
  }

  private static List<EventType> readTypes(SectionReader in) throws IOException {
    List<EventType> types = new ArrayList<>();
    int count = in.count(4);
    for (int i = 0; i < count; i++) {
      String name = in.text();
      String label = in.text();
      String description = in.text();
      List<String> category = new ArrayList<>();
      for (int left = in.count(4); left > 0; left--) {
        category.add(in.text());
      }
      List<EventType.Field> fields = new ArrayList<>();
      for (int left = in.count(4); left > 0; left--) {
        fields.add(
            new EventType.Field(
                in.text(), in.text(), in.text(), EventType.Content.valueOf(in.text())));
      }
      types.add(new EventType(name, label, description, category, fields, in.number()));
    }
    return types;
  }

  private static void writeStrings(StringTable strings, SectionWriter out) throws IOException {
    int size = strings.size();
    out.count(size);
    for (int i = 0; i < size; i++) {
      out.text(strings.get(i));
    }
  }

  private static StringTable readStrings(SectionReader in) throws IOException {
    int size = in.count(4);
    String[] values = new String[Math.max(64, size)];
    for (int i = 0; i < size; i++) {
      values[i] = in.text();
    }
    return new StringTable(values, size);
  }

  private static void writeMethods(MethodTable methods, SectionWriter out) throws IOException {
    int size = methods.size();
    int[] columns = new int[size * 3];
    byte[] hidden = new byte[size];
    for (int i = 0; i < size; i++) {
      columns[i] = methods.typeId(i);
      columns[size + i] = methods.nameId(i);
      columns[2 * size + i] = methods.descriptorId(i);
      hidden[i] = (byte) (methods.hidden(i) ? 1 : 0);
    }
    out.count(size);
    out.ints(columns, columns.length);
    out.bytes(hidden, size);
  }

  private static MethodTable readMethods(StringTable strings, SectionReader in) throws IOException {
    int size = in.count(13);
    int[] type = in.ints(size);
    int[] name = in.ints(size);
    int[] descriptor = in.ints(size);
    byte[] bytes = in.bytes(size);
    boolean[] hidden = new boolean[size];
    for (int i = 0; i < size; i++) {
      hidden[i] = bytes[i] != 0;
    }
    return new MethodTable(strings, type, name, descriptor, hidden, size);
  }

  private static void writeFrames(FrameTable frames, SectionWriter out) throws IOException {
    int size = frames.size();
    int[] columns = new int[size * 2];
    byte[] kinds = new byte[size];
    for (int i = 0; i < size; i++) {
      columns[i] = frames.method(i);
      columns[size + i] = frames.line(i);
      kinds[i] = frames.kind(i).code();
    }
    out.count(size);
    out.ints(columns, columns.length);
    out.bytes(kinds, size);
  }

  private static FrameTable readFrames(SectionReader in) throws IOException {
    int size = in.count(9);
    return new FrameTable(in.ints(size), in.ints(size), in.bytes(size), size);
  }

  private static void writeStacks(StackTable stacks, SectionWriter out) throws IOException {
    out.count(stacks.size());
    for (int at = 0; at < stacks.size(); at += PIECE) {
      out.longs(stacks.piece(at >> StackTable.PIECE_BITS), Math.min(PIECE, stacks.size() - at));
    }
  }

  private static StackTable readStacks(SectionReader in) throws IOException {
    int size = in.count(8);
    long[][] pieces = new long[(size + PIECE - 1) >> StackTable.PIECE_BITS][];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = in.longs(new long[PIECE], Math.min(PIECE, size - i * PIECE));
    }
    return new StackTable(pieces, size);
  }

  private static void writeThreads(ThreadTable threads, SectionWriter out) throws IOException {
    out.count(threads.size());
    for (int i = 0; i < threads.size(); i++) {
      out.text(threads.name(i)).number(threads.javaId(i)).number(threads.osId(i));
      out.text(threads.group(i)).count(threads.virtual(i) ? 1 : 0);
    }
  }

  private static ThreadTable readThreads(SectionReader in) throws IOException {
    int size = in.count(28);
    String[] name = new String[size];
    long[] javaId = new long[size];
    long[] osId = new long[size];
    String[] group = new String[size];
    boolean[] virtual = new boolean[size];
    for (int i = 0; i < size; i++) {
      name[i] = in.text();
      javaId[i] = in.number();
      osId[i] = in.number();
      group[i] = in.text();
      virtual[i] = in.count() != 0;
    }
    return new ThreadTable(name, javaId, osId, group, virtual, size);
  }
}
