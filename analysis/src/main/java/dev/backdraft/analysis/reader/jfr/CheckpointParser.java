package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.FrameKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads checkpoints: events that carry pools of constants. Pools that the tables need are decoded,
 * all others stepped over.
 */
final class CheckpointParser {
  /**
   * A constant is tried with this much of the file in view, and with more if that was too little.
   */
  private static final int AHEAD = 1 << 13;

  private static final byte OTHER = 1;
  private static final byte STACKS = 2;
  private static final byte METHODS = 3;
  private static final byte CLASSES = 4;
  private static final byte SYMBOLS = 5;
  private static final byte TEXTS = 6;
  private static final byte THREADS = 7;
  private static final byte GROUPS = 8;
  private static final byte KINDS = 9;

  private final Metadata metadata;
  private final boolean raw;
  private final Constants into;
  private final byte[] roles;
  private final @Nullable Plan[] plans;
  private final long[] slots = new long[8];
  private boolean usualFrames;

  /** Which stacks are decoded; all of them if null. */
  private @Nullable StackChoice choice;

  /** True while pools of stacks are stepped over, to be read once it is known which are wanted. */
  private boolean later;

  private @Nullable Plan framePlan;

  /** What went wrong first, and where; null while all is well. */
  private @Nullable String found;

  private long foundAt;

  /**
   * @param choice which stacks will be asked for, or null for all
   */
  CheckpointParser(Metadata metadata, boolean raw, Constants into, @Nullable StackChoice choice) {
    this.choice = choice;
    this.metadata = metadata;
    this.raw = raw;
    this.into = into;
    this.roles = new byte[metadata.size()];
    this.plans = new Plan[metadata.size()];
  }

  @Nullable String found() {
    return found;
  }

  long foundAt() {
    return foundAt;
  }

  private boolean broken(long at, String what) {
    found = what;
    foundAt = at;
    return false;
  }

  /**
   * Reads the checkpoint at an offset, which ends before {@code stop}; false if it is broken from
   * some point on, which {@link #found} then names.
   */
  boolean read(Cursor in, long offset, long stop) {
    found = null;
    if (!in.at(offset, (int) Math.min(AHEAD, stop - offset))) {
      return broken(offset, "the end of the file");
    }
    try {
      in.varint(); // size
      in.varlong(); // type
      in.varlong(); // start
      in.varlong(); // duration
      in.varlong(); // distance to the checkpoint before
      int pools = pools(in, stop);
      for (int i = 0; i < pools; i++) {
        long at = in.offset();
        if (at >= stop) {
          return broken(at, "the end of the checkpoint");
        }
        in.has((int) Math.min(32, stop - at));
        int type = metadata.indexOf(in.varlong());
        int count = in.varint();
        if (type < 0) {
          return broken(at, "constants of a type that the metadata does not know");
        }
        if (count < 0 || count > stop - in.offset()) {
          return broken(at, count + " constants");
        }
        if (!pool(in, type, count, stop)) {
          return false;
        }
      }
      return true;
    } catch (IndexOutOfBoundsException e) {
      return broken(in.offset(), "something that is no constant");
    }
  }

  /**
   * The number of pools. It stands behind a byte that says what sort of checkpoint this is, but
   * tools that rewrite recordings have been seen to drop that byte: then what follows makes no
   * sense with it and does without.
   */
  private int pools(Cursor in, long stop) {
    int at = in.pos;
    in.int1();
    int pools = in.varint();
    if (pools == 0 || startsPool(in, stop)) {
      return pools;
    }
    int usual = in.pos;
    in.pos = at;
    int other = in.varint();
    if (other > 0 && startsPool(in, stop)) {
      return other;
    }
    in.pos = usual;
    return pools;
  }

  private boolean startsPool(Cursor in, long stop) {
    int back = in.pos;
    int type = metadata.indexOf(in.varlong());
    int count = in.varint();
    boolean starts = type >= 0 && count >= 0 && count <= stop - in.offset();
    in.pos = back;
    return starts;
  }

  private boolean pool(Cursor in, int type, int count, long stop) {
    byte role = roles[type];
    if (role == 0) {
      role = prepare(type);
      roles[type] = role;
    }
    // What no plan can step over was refused by the scan, and would be again.
    if (role != STACKS && count > 0 && (role == TEXTS || plans[type] != null)) {
      into.others.add(in.offset(), type, count, stop);
    }
    StackChoice wanted = choice;
    later = role == STACKS && wanted != null && wanted.isWorthWaiting(count);
    if (!later || wanted == null) {
      return constants(in, type, count, stop) == count;
    }
    long begin = in.offset();
    int whole = constants(in, type, count, stop);
    wanted.wait(begin, type, whole, stop);
    later = false;
    return whole == count;
  }

  /** Reads the stacks that waited until it was known which of them are wanted. */
  void readWaiting(Cursor in) {
    StackChoice wanted = choice;
    if (wanted == null) {
      return;
    }
    wanted.decide(in);
    for (int i = 0; i < wanted.waiting(); i++) {
      long stop = wanted.stop(i);
      if (in.at(wanted.offset(i), (int) Math.min(AHEAD, stop - wanted.offset(i)))) {
        constants(in, wanted.type(i), wanted.count(i), stop);
      }
    }
  }

  /** Reads constants of one type; gives how many were whole before the first that was not. */
  private int constants(Cursor in, int type, int count, long stop) {
    byte role = roles[type];
    Plan plan = plans[type];
    for (int i = 0; i < count; i++) {
      if (in.limit - in.pos < AHEAD) {
        in.has((int) Math.min(AHEAD, stop - in.offset()));
      }
      long start = in.offset();
      if (!constant(in, role, plan) || in.overrun() || in.offset() > stop) {
        if (!again(in, role, plan, start, stop)) {
          broken(start, "something that is no " + metadata.type(type).name);
          return i;
        }
      }
    }
    return count;
  }

  private boolean isWanted(long id) {
    StackChoice wanted = choice;
    return !later && (wanted == null || wanted.wants(id));
  }

  /** Tries a constant with ever more of it in view: it may be larger than the window. */
  private boolean again(Cursor in, byte role, @Nullable Plan plan, long start, long stop) {
    for (long ahead = AHEAD * 4L; ; ahead *= 4) {
      int need = (int) Math.min(Math.min(ahead, stop - start), Cursor.LARGEST_WINDOW);
      if (!in.at(start, need)) {
        return false;
      }
      if (constant(in, role, plan) && !in.overrun()) {
        return in.offset() <= stop;
      }
      if (need < ahead) {
        return false;
      }
    }
  }

  private byte prepare(int index) {
    TypeInfo type = metadata.type(index);
    String name = type.name.substring(type.name.lastIndexOf('.') + 1);
    byte role =
        switch (name) {
          case "StackTrace" -> STACKS;
          case "Method" -> METHODS;
          case "Class" -> CLASSES;
          case "Symbol" -> SYMBOLS;
          case "String" -> TEXTS;
          case "Thread" -> THREADS;
          case "ThreadGroup" -> GROUPS;
          case "FrameType" -> KINDS;
          default -> OTHER;
        };
    String[] wanted =
        switch (role) {
          case STACKS -> new String[] {"truncated", "frames"};
          case METHODS -> new String[] {"type", "name", "descriptor", "hidden"};
          case CLASSES -> new String[] {"name"};
          case SYMBOLS -> new String[] {"string"};
          case THREADS ->
              new String[] {"osName", "osThreadId", "javaName", "javaThreadId", "group", "virtual"};
          case GROUPS -> new String[] {"name"};
          case KINDS -> new String[] {"description"};
          default -> new String[0];
        };
    if (type.basic == TypeInfo.Basic.STRUCT) {
      plans[index] = Plan.keeping(type, raw, wanted);
    } else if (role != TEXTS) {
      Plan.Builder builder = new Plan.Builder(raw);
      builder.skip(new FieldInfo("", type, false, false, "", FieldInfo.Unit.NONE, false));
      plans[index] = builder.build();
    }
    if (role == STACKS) {
      prepareFrames(type);
    }
    return role;
  }

  private void prepareFrames(TypeInfo trace) {
    FieldInfo frames = trace.field("frames");
    if (frames == null || !frames.array() || frames.constant()) {
      return;
    }
    TypeInfo frame = frames.type();
    framePlan = Plan.keeping(frame, raw, "method", "lineNumber", "type", "bytecodeIndex");
    Plan usual = Plan.keeping(frame, raw, "method", "lineNumber", "bytecodeIndex", "type");
    usualFrames = !raw && usual != null && usual.isNumbers(4);
  }

  private boolean constant(Cursor in, byte role, @Nullable Plan plan) {
    try {
      long id = in.varlong();
      if (role == TEXTS) {
        int at = in.pos;
        if (!in.skipText() || in.overrun()) {
          return false;
        }
        into.texts.add(id, in, at);
        return true;
      }
      if (plan == null) {
        return false;
      }
      if (role == STACKS && usualFrames) {
        return usualStack(in, id);
      }
      slots[1] = -1;
      slots[2] = -1;
      slots[3] = 0;
      slots[5] = 0;
      if (!plan.run(in, slots) || in.overrun()) {
        return false;
      }
      return role == OTHER || keep(in, role, id);
    } catch (IndexOutOfBoundsException e) {
      in.pos = in.limit + 1;
      return false;
    }
  }

  private boolean usualStack(Cursor in, long id) {
    boolean truncated = in.int1() != 0;
    int count = in.varint();
    int left = in.left();
    if (count < 0) {
      return false;
    }
    if (count > left / 4) {
      in.pos = in.limit + 1;
      return false;
    }
    if (!isWanted(id)) {
      in.skipPacked(4 * count);
      return !in.overrun();
    }
    int kept = Math.min(count, StackPool.MAX_DEPTH);
    into.stacks.readFrames(in, kept);
    if (kept < count) {
      in.skipPacked(4 * (count - kept));
      truncated = true;
    }
    if (in.overrun()) {
      return false;
    }
    into.stacks.add(id, kept, truncated);
    return true;
  }

  private boolean keep(Cursor in, byte role, long id) {
    switch (role) {
      case STACKS -> {
        return !isWanted(id) || unusualStack(in, id);
      }
      case METHODS -> into.methods.add(id, slots);
      case CLASSES -> into.classes.add(id, slots);
      case SYMBOLS -> into.symbols.add(id, in, (int) slots[0]);
      case THREADS -> thread(in, id);
      case GROUPS -> {
        if (into.groups.get(id) < 0) {
          into.groups.putIfAbsent(id, into.groupNames.size());
          into.groupNames.add(in.text((int) slots[0]));
        }
      }
      case KINDS -> into.frameKinds.putIfAbsent(id, kind(in.text((int) slots[0])).code());
      default -> throw new IllegalStateException("role " + role);
    }
    return true;
  }

  private boolean unusualStack(Cursor in, long id) {
    boolean truncated = slots[0] != 0;
    int after = in.pos;
    Plan frame = framePlan;
    if (slots[1] < 0 || frame == null) {
      return false;
    }
    in.pos = (int) slots[1];
    int count = in.varint();
    int kept = Math.min(count, StackPool.MAX_DEPTH);
    into.stacks.room(kept);
    for (int i = 0; i < kept; i++) {
      slots[1] = -1;
      slots[2] = 0;
      frame.run(in, slots);
      into.stacks.frame(i, slots[0], (int) slots[1], slots[2]);
    }
    if (kept < count) {
      truncated = true;
    }
    into.stacks.add(id, kept, truncated);
    in.pos = after;
    return true;
  }

  private void thread(Cursor in, long id) {
    if (into.threadIds.get(id) >= 0) {
      return;
    }
    int at = (int) slots[2];
    String name = at < 0 ? null : in.text(at);
    long constant = at < 0 ? -1 : in.textConstant(at);
    boolean virtual = slots[5] != 0;
    if ((name == null || name.isEmpty()) && constant < 0 && !virtual) {
      name = in.text((int) slots[0]);
      constant = in.textConstant((int) slots[0]);
    }
    into.threadIds.putIfAbsent(id, into.threads.size());
    into.threads.add(
        new Constants.RawThread(name, constant, slots[3], slots[1], slots[4], virtual));
  }

  private static FrameKind kind(@Nullable String description) {
    return switch (description == null ? "" : description.toLowerCase(Locale.ROOT)) {
      case "interpreted" -> FrameKind.INTERPRETED;
      case "jit compiled", "jit" -> FrameKind.JIT;
      case "inlined" -> FrameKind.INLINED;
      case "native" -> FrameKind.NATIVE;
      case "c++" -> FrameKind.CPP;
      case "kernel" -> FrameKind.KERNEL;
      case "c1 compiled", "c1" -> FrameKind.C1;
      default -> FrameKind.UNKNOWN;
    };
  }
}
