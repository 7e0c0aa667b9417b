package dev.backdraft.analysis.reader.cache;

import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Numbers;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.StringTable;
import dev.backdraft.analysis.recording.Texts;
import dev.backdraft.analysis.recording.WeightUnit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sections of columns: samples of a kind, events of a type, blind spots.
 *
 * <p>The table of strings grows as columns are decoded, in the order in which they are asked for,
 * so a section carries the texts that its ids stand for.
 */
final class ColumnSections {
  static final String BLIND_SPOTS = "blind-spots";

  /** A column or table that was read, and what could not be read of it. */
  record Kept<T>(T value, List<Problem> problems) {}

  private ColumnSections() {}

  static String nameOf(SampleKind kind) {
    return "samples-" + kind.id();
  }

  static String nameOf(EventType type) {
    long h = 1125899906842597L;
    for (int i = 0; i < type.name().length(); i++) {
      h = h * 31 + type.name().charAt(i);
    }
    return "events-" + HexFormat.of().toHexDigits(h);
  }

  static void write(Samples samples, StringTable strings, List<Problem> later, SectionWriter out)
      throws IOException {
    int size = samples.size();
    ProblemsPart.write(later, out);
    out.text(samples.unit().name()).count(samples.eventTypes().size());
    for (String type : samples.eventTypes()) {
      out.text(type);
    }
    out.count(size);
    out.longs(samples.timeNanos(), size);
    out.ints(samples.thread(), size);
    out.ints(samples.stack(), size);
    out.numbers(samples.weight(), size);
    out.numbers(samples.count(), size);
    boolean untagged = isNone(samples.tag());
    out.count(untagged ? 0 : 1);
    if (!untagged) {
      int[] tags = new int[size];
      for (int i = 0; i < size; i++) {
        tags[i] = samples.tagOf(i);
      }
      writeTexts(tags, size, strings, out);
    }
  }

  /** True for the tags of samples that are about nothing in particular. */
  static boolean isNone(Numbers tags) {
    return tags.isSame() && tags.get(0) == StringTable.NONE;
  }

  static Kept<Samples> readSamples(SampleKind kind, Texts strings, Renaming names, SectionReader in)
      throws IOException {
    List<Problem> problems = ProblemsPart.read(in, names);
    WeightUnit unit = WeightUnit.valueOf(in.text());
    List<String> types = new ArrayList<>();
    for (int left = in.count(4); left > 0; left--) {
      types.add(in.text());
    }
    int size = in.count(16);
    long[] time = in.longs(new long[size], size);
    int[] thread = in.ints(size);
    int[] stack = in.ints(size);
    Numbers weight = in.numbers(size);
    Numbers count = in.numbers(size);
    Numbers tag =
        in.count() == 0 ? Numbers.same(StringTable.NONE) : Numbers.of(readTexts(strings, in));
    return new Kept<>(
        new Samples(kind, unit, types, size, time, thread, stack, weight, count, tag), problems);
  }

  static void write(EventTable events, StringTable strings, List<Problem> later, SectionWriter out)
      throws IOException {
    ProblemsPart.write(later, out);
    int rows = events.rows();
    List<EventType.Field> fields = events.type().fields();
    out.text(events.type().name()).count(fields.size());
    out.count(rows);
    for (int i = 0; i < fields.size(); i++) {
      switch (fields.get(i).content()) {
        case TEXT -> writeTexts(events.ids(i), rows, strings, out);
        case THREAD, STACK -> out.ints(events.ids(i), rows);
        case REAL -> out.reals(events.reals(i), rows);
        case INTEGER, BOOLEAN, TIMESTAMP, TIMESPAN, BYTES -> out.longs(events.longs(i), rows);
      }
    }
  }

  static Kept<EventTable> readEvents(
      EventType type, Texts strings, Renaming names, SectionReader in) throws IOException {
    List<Problem> problems = ProblemsPart.read(in, names);
    if (!in.text().equals(type.name()) || in.count() != type.fields().size()) {
      throw new IOException("another type of events");
    }
    int rows = in.count(1);
    Object[] columns = new Object[type.fields().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          switch (type.fields().get(i).content()) {
            case TEXT -> readTexts(strings, in);
            case THREAD, STACK -> in.ints(rows);
            case REAL -> in.reals(rows);
            case INTEGER, BOOLEAN, TIMESTAMP, TIMESPAN, BYTES -> in.longs(new long[rows], rows);
          };
    }
    return new Kept<>(new EventTable(type, rows, columns), problems);
  }

  static void write(List<BlindSpot> spots, SectionWriter out) throws IOException {
    out.count(spots.size());
    for (BlindSpot spot : spots) {
      out.text(spot.id()).text(spot.what()).text(spot.remedy()).count(spot.kinds().size());
      for (SampleKind kind : spot.kinds()) {
        out.text(kind.name());
      }
    }
  }

  static List<BlindSpot> readBlindSpots(SectionReader in) throws IOException {
    List<BlindSpot> spots = new ArrayList<>();
    int count = in.count(16);
    for (int i = 0; i < count; i++) {
      String id = in.text();
      String what = in.text();
      String remedy = in.text();
      Set<SampleKind> kinds = EnumSet.noneOf(SampleKind.class);
      for (int left = in.count(4); left > 0; left--) {
        kinds.add(SampleKind.valueOf(in.text()));
      }
      spots.add(new BlindSpot(id, kinds, what, remedy));
    }
    return spots;
  }

  /** A column of string ids: the distinct texts first, then for each row the number of its text. */
  private static void writeTexts(int[] ids, int size, StringTable strings, SectionWriter out)
      throws IOException {
    Map<Integer, Integer> numbers = new HashMap<>();
    List<String> texts = new ArrayList<>();
    int[] rows = new int[size];
    int lastId = StringTable.NONE;
    int last = StringTable.NONE;
    for (int i = 0; i < size; i++) {
      if (ids[i] != lastId) {
        lastId = ids[i];
        last = number(lastId, numbers, texts, strings);
      }
      rows[i] = last;
    }
    out.count(texts.size());
    for (String text : texts) {
      out.text(text);
    }
    out.count(size);
    out.ints(rows, size);
  }

  private static int number(
      int id, Map<Integer, Integer> numbers, List<String> texts, StringTable strings) {
    if (id == StringTable.NONE) {
      return StringTable.NONE;
    }
    Integer known = numbers.get(id);
    if (known != null) {
      return known;
    }
    int number = texts.size();
    numbers.put(id, number);
    texts.add(strings.get(id));
    return number;
  }

  private static int[] readTexts(Texts strings, SectionReader in) throws IOException {
    int[] ids = new int[in.count(4)];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = strings.id(in.text());
    }
    int size = in.count(4);
    int[] rows = in.ints(size);
    for (int i = 0; i < size; i++) {
      rows[i] = rows[i] < 0 ? StringTable.NONE : ids[rows[i]];
    }
    return rows;
  }
}
