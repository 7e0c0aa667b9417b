package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.reader.jfr.FieldInfo.Unit;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.StackTable;
import dev.backdraft.analysis.recording.StringTable;
import dev.backdraft.analysis.recording.WeightUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final int STATE = 9;
  private static final int FACTOR = 10;
  private static final int SLOTS = 11;

  /** Stands where an event has no such field; no id of a constant is this. */
  private static final long NOTHING = Long.MIN_VALUE + 1;

  /** No field is called so. */
  private static final String NO_FIELD = " ";

  private final Chunk chunk;
  private final SampleRules rule;
  private final TypeInfo type;
  private final @Nullable Plan plan;
  private final long periodNanos;
  private final boolean tagged;
  private final WeightUnit unit;
  private final Unit weightUnit;
  private final boolean millisTime;
  private final boolean classTag;
  private final boolean textTag;

  /** 0 for any, 1 for samples of the processor's clock, 2 for those of the wall clock. */
  private final int wantedState;

  private final long[] slots = new long[SLOTS];
  private final long[] empty = new long[SLOTS];
  private @Nullable Values values;
  private final Map<Long, String> states = new HashMap<>();

  /**
   * @param periodNanos what one sample of this chunk stands for, or 0 to count samples
   * @param unit of the weights
   * @param kind what the samples are wanted for
   * @param tagged false if nobody will ask what the samples are about
   */
  SampleDecoder(
      Chunk chunk,
      int typeIndex,
      SampleRules rule,
      long periodNanos,
      WeightUnit unit,
      SampleKind kind,
      boolean tagged) {
    this.chunk = chunk;
    this.rule = rule;
    this.type = chunk.metadata.type(typeIndex);
    this.periodNanos = periodNanos;
    this.tagged = tagged;
    this.unit = unit;
    this.wantedState = wantedState(chunk, rule, kind);
    this.plan = Plan.keeping(type, !chunk.header.packed(), wanted(rule, type, wantedState != 0));
    FieldInfo weight = type.field(rule.weightField());
    this.weightUnit = weight == null ? Unit.NONE : weight.unit();
    FieldInfo time = type.field("startTime");
    this.millisTime = time != null && time.unit() == Unit.MILLIS_SINCE_EPOCH;
    FieldInfo tag = type.field(rule.tagField());
    this.classTag = tag != null && tag.constant() && tag.type().name.endsWith(".Class");
    this.textTag = tag != null && !tag.constant() && tag.written().basic == TypeInfo.Basic.TEXT;
    Arrays.fill(empty, NOTHING);
    empty[WEIGHT] = 0;
    empty[TIME] = chunk.header.startTicks();
    empty[DURATION] = 0;
    empty[COUNT] = 1;
    empty[FAILED] = 0;
  }

  /** The fields in the order of the slots. */
  private static String[] wanted(SampleRules rule, TypeInfo type, boolean state) {
    return new String[] {
      "startTime",
      "duration",
      type.field("sampledThread") != null ? "sampledThread" : "eventThread",
      "stackTrace",
      rule.weightField().isEmpty() ? NO_FIELD : rule.weightField(),
      rule.tagField().isEmpty() ? NO_FIELD : rule.tagField(),
      "samples",
      "failed",
      "port",
      state ? "state" : NO_FIELD,
      rule.isFactored() ? "weight" : NO_FIELD
    };
  }

  private static int wantedState(Chunk chunk, SampleRules rule, SampleKind kind) {
    if (rule != SampleRules.EXECUTION || Producer.execution(chunk) != Producer.Execution.BOTH) {
      return 0;
    }
    return kind == SampleKind.WALL ? 2 : 1;
  }

  /** The samples of the events at some of the given places; those that are broken are left out. */
  void decode(Cursor in, Places places, int from, int to, ChunkSamples into) {
    Plan fields = plan;
    Places.Walk walk = places.from(from);
    for (int i = from; i < to && fields != null; i++) {
      System.arraycopy(empty, 0, slots, 0, slots.length);
      try {
        int stop = EventPlaces.enter(in, walk.next());
        if (stop >= 0 && fields.run(in, slots) && in.pos <= stop) {
          if (wantedState == 0 || ofWantedState()) {
            add(in, into);
          }
        } else {
          into.broken++;
        }
      } catch (IndexOutOfBoundsException e) {
        into.broken++; // fields that reach beyond the file: not a whole event
      }
    }
  }

  private void add(Cursor in, ChunkSamples into) {
    int stack = chunk.stacks.get(slots[STACK]);
    if (slots[FAILED] != 0) {
      into.failed++;
      stack = StackTable.NONE;
    }
    int row = into.size++;
    int place = into.start + row;
    into.timeNanos[place] = millisTime ? slots[TIME] * 1_000_000 : chunk.nanosAt(slots[TIME]);
    into.thread[place] = chunk.threads.get(slots[THREAD]);
    into.stack[place] = stack;
    into.weight.set(row, Math.max(0, weight()));
    into.count.set(row, Math.min(Integer.MAX_VALUE, times()));
    into.tag.set(row, tagged ? tag(in, into) : StringTable.NONE);
  }

  /** async-profiler marks what its clock of the processor saw with a state of its own. */
  private boolean ofWantedState() {
    long id = slots[STATE];
    String state = states.get(id);
    if (state == null) {
      FieldInfo field = type.field("state");
      String shown =
          field == null ? null : values().shown(new Values.Ref(field.type(), id), field, 0);
      state = shown == null ? "" : shown;
      states.put(id, state);
    }
    return state.equals("STATE_DEFAULT") == (wantedState == 1);
  }

  private long weight() {
    return switch (rule.weigh()) {
      case ONE -> 1;
      case DURATION -> factored(chunk.spanNanos(slots[DURATION]));
      case BYTES -> unit == WeightUnit.BYTES ? factored(slots[WEIGHT]) : 1;
      case SPAN -> unit == WeightUnit.NANOSECONDS ? span(slots[WEIGHT]) : times();
      case PERIOD -> period();
    };
  }

  /** Datadog's samples stand for as many as their factor says. */
  private long factored(long value) {
    if (slots[FACTOR] == NOTHING) {
      return value;
    }
    FieldInfo factor = type.field("weight");
    double times =
        factor != null && factor.type().basic == TypeInfo.Basic.FLOAT
            ? Float.intBitsToFloat((int) slots[FACTOR])
            : slots[FACTOR];
    return times > 1 ? (long) (value * times) : value;
  }

  private long period() {
    if (unit != WeightUnit.NANOSECONDS) {
      return times();
    }
    boolean carried = rule == SampleRules.WALL_CLOCK && slots[WEIGHT] > 0;
    return carried ? span(slots[WEIGHT]) : periodNanos * times();
  }

  /** How many samples an event stands for. */
  private long times() {
    boolean weighted = rule == SampleRules.DD_EXECUTION || rule == SampleRules.DD_METHOD;
    return Math.max(1, weighted ? slots[WEIGHT] : slots[COUNT]);
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
    if (rule == SampleRules.OLD_OBJECT && slots[TAG] != NOTHING) {
      return into.texts.add(oldObject(slots[TAG]));
    }
    if (!textTag || slots[TAG] < 0) {
      return StringTable.NONE;
    }
    int at = (int) slots[TAG];
    long constant = in.textConstant(at);
    if (constant >= 0) {
      int known = chunk.texts.get(constant);
      return slots[PORT] < 0 || known < 0
          ? known
          : into.texts.add(chunk.strings.get(known) + ':' + slots[PORT]);
    }
    String text = in.text(at);
    if (text == null) {
      return StringTable.NONE;
    }
    return into.texts.add(slots[PORT] >= 0 ? text + ':' + slots[PORT] : text);
  }

  /** The class of a sampled object, which is a constant of a constant. */
  private @Nullable String oldObject(long id) {
    FieldInfo object = type.field("object");
    FieldInfo objectType = object == null ? null : object.type().field("type");
    if (object == null || objectType == null) {
      return null;
    }
    Values all = values();
    return all.shown(
        all.part(new Values.Ref(object.type(), id), List.of(objectType)), objectType, 0);
  }

  private Values values() {
    Values all = values;
    if (all == null) {
      all = new Values(chunk);
      values = all;
    }
    return all;
  }
}
