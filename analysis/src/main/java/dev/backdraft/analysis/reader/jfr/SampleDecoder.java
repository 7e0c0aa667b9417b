package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.reader.jfr.FieldInfo.Unit;
import dev.backdraft.analysis.recording.StackTable;
import dev.backdraft.analysis.recording.StringTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes the events of one type of one chunk as samples. */
final class SampleDecoder {
  private static final int TIME = 0;
  private static final int DURATION = 1;
  private static final int THREAD = 2;
  private static final int STACK = 3;
  private static final int WEIGHT = 4;
  private static final int TAG = 5;
  private static final int COUNT = 6;
  private static final int FAILED = 7;
  private static final int PORT = 8;

  /** Stands where an event has no such field; no id of a constant is this. */
  private static final long NOTHING = Long.MIN_VALUE + 1;

  private final Chunk chunk;
  private final SampleRules rule;
  private final TypeInfo type;
  private final @Nullable Plan plan;
  private final long periodNanos;
  private final Unit weightUnit;
  private final boolean millisTime;
  private final boolean classTag;
  private final boolean textTag;
  private final long[] slots = new long[9];
  private final long[] empty = new long[9];

  /**
   * @param periodNanos what one sample of this chunk stands for, or 0 to count samples
   */
  SampleDecoder(Chunk chunk, int typeIndex, SampleRules rule, long periodNanos) {
    this.chunk = chunk;
    this.rule = rule;
    this.type = chunk.metadata.type(typeIndex);
    this.periodNanos = periodNanos;
    String[] wanted = {
      "startTime",
      "duration",
      type.field("sampledThread") != null ? "sampledThread" : "eventThread",
      "stackTrace",
      rule.weightField().isEmpty() ? " " : rule.weightField(),
      rule.tagField().isEmpty() ? " " : rule.tagField(),
      "samples",
      "failed",
      "port"
    };
    this.plan = Plan.keeping(type, !chunk.header.packed(), wanted);
    FieldInfo weight = type.field(rule.weightField());
    this.weightUnit = weight == null ? Unit.NONE : weight.unit();
    FieldInfo time = type.field("startTime");
    this.millisTime = time != null && time.unit() == Unit.MILLIS_SINCE_EPOCH;
    FieldInfo tag = type.field(rule.tagField());
    this.classTag = tag != null && tag.constant() && tag.type().name.endsWith(".Class");
    this.textTag = tag != null && tag.written().basic == TypeInfo.Basic.TEXT;
    Arrays.fill(empty, NOTHING);
    empty[WEIGHT] = 0;
    empty[TIME] = chunk.header.startTicks();
    empty[DURATION] = 0;
    empty[COUNT] = 1;
    empty[FAILED] = 0;
  }

  /** The samples of the events at some of the given places; those that are broken are left out. */
  ChunkSamples decode(Cursor in, Chunk.LongList places, int from, int to) {
    ChunkSamples into = new ChunkSamples(to - from);
    Plan fields = plan;
    for (int i = from; i < to && fields != null; i++) {
      System.arraycopy(empty, 0, slots, 0, slots.length);
      try {
        int stop = EventPlaces.enter(in, places.get(i));
        if (stop >= 0 && fields.run(in, slots) && in.pos <= stop) {
          add(in, into);
        }
      } catch (IndexOutOfBoundsException e) {
        into.broken++; // fields that reach beyond the file: not a whole event
      }
    }
    return into;
  }

  private void add(Cursor in, ChunkSamples into) {
    long weight = weight();
    int count = (int) Math.max(1, Math.min(Integer.MAX_VALUE, slots[COUNT]));
    int stack = chunk.stacks.get(slots[STACK]);
    if (slots[FAILED] != 0) {
      into.failed++;
      stack = StackTable.NONE;
    }
    int row = into.size++;
    into.timeNanos[row] = millisTime ? slots[TIME] * 1_000_000 : chunk.nanosAt(slots[TIME]);
    into.thread[row] = chunk.threads.get(slots[THREAD]);
    into.stack[row] = stack;
    into.weight[row] = weight;
    into.count[row] = count;
    into.tag[row] = tag(in, into);
  }

  private long weight() {
    long value =
        switch (rule.weigh()) {
          case ONE -> 1;
          case DURATION -> chunk.spanNanos(slots[DURATION]);
          case BYTES -> slots[WEIGHT];
          case SPAN -> span(slots[WEIGHT]);
          case PERIOD -> periodNanos > 0 ? periodNanos * Math.max(1, slots[COUNT]) : slots[COUNT];
        };
    return Math.max(0, value);
  }

  private long span(long value) {
    return switch (weightUnit) {
      case SPAN_NANOS -> value;
      case SPAN_MICROS -> value * 1_000;
      case SPAN_MILLIS -> value * 1_000_000;
      case SPAN_SECONDS -> value * 1_000_000_000;
      default -> chunk.spanNanos(value);
    };
  }

  private int tag(Cursor in, ChunkSamples into) {
    if (classTag) {
      return chunk.classes.get(slots[TAG]);
    }
    if (!textTag || slots[TAG] < 0) {
      return StringTable.NONE;
    }
    int at = (int) slots[TAG];
    long constant = in.textConstant(at);
    if (constant >= 0 && slots[PORT] < 0) {
      return chunk.texts.get(constant);
    }
    String text = in.text(at);
    if (text == null) {
      return StringTable.NONE;
    }
    return into.texts.add(slots[PORT] >= 0 ? text + ':' + slots[PORT] : text);
  }
}
