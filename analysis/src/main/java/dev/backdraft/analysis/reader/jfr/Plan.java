package dev.backdraft.analysis.reader.jfr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to read or step over a value of a type, made once per chunk from its metadata: a row of small
 * operations, run by one loop.
 *
 * <pre>
 *   jdk.ExecutionSample, wanted: startTime, sampledThread, stackTrace
 *     NUMBER 0   NUMBER 1   NUMBER 2   SKIP 1
 * </pre>
 */
final class Plan {
  private static final int SKIP = 0; // n: so many packed numbers
  private static final int SKIP_BYTES = 1; // n: so many bytes
  private static final int SKIP_TEXT = 2;
  private static final int SKIP_ARRAY = 3; // plan of an element
  private static final int NUMBER = 4; // slot, bits
  private static final int FIXED = 5; // slot, bytes
  private static final int TEXT = 6; // slot: position of the text
  private static final int ARRAY = 7; // slot: position of its count; plan of an element

  private static final int MAX_DEPTH = 8;

  /** Types that nest in each other could ask for more operations than there are atoms. */
  private static final int MAX_OPERATIONS = 20_000;

  private final int[] ops;
  private final Plan[] parts;

  private Plan(int[] ops, Plan[] parts) {
    this.ops = ops;
    this.parts = parts;
  }

  /** The wanted fields, in the order of the slots they go to. */
  static final class Builder {
    private final boolean raw;
    private final int depth;
    private final int[] budget;
    private int[] ops = new int[32];
    private int size;
    private int lastSkip = -1;
    private int lastBytes = -1;
    private final List<Plan> parts = new ArrayList<>();

    Builder(boolean raw) {
      this(raw, 0, new int[] {MAX_OPERATIONS});
    }

    private Builder(boolean raw, int depth, int[] budget) {
      this.raw = raw;
      this.depth = depth;
      this.budget = budget;
    }

    private void op(int first) {
      if (size == ops.length) {
        ops = Arrays.copyOf(ops, size * 2);
      }
      ops[size++] = first;
    }

    private void skipNumbers(int count) {
      if (lastSkip < 0) {
        op(SKIP);
        lastSkip = size;
        lastBytes = -1;
        op(0);
      }
      ops[lastSkip] += count;
    }

    private void skipBytes(int count) {
      if (lastBytes < 0) {
        op(SKIP_BYTES);
        lastBytes = size;
        lastSkip = -1;
        op(0);
      }
      ops[lastBytes] += count;
    }

    private void fresh() {
      lastSkip = -1;
      lastBytes = -1;
    }

    /** How many bytes a number takes, or 0 if it is packed. */
    private int width(TypeInfo.Basic basic, boolean constant) {
      if (constant) {
        return raw ? 8 : 0;
      }
      return switch (basic) {
        case BOOLEAN, BYTE -> 1;
        case CHAR, SHORT -> raw ? 2 : 0;
        case INT -> raw ? 4 : 0;
        case LONG -> raw ? 8 : 0;
        case FLOAT -> 4;
        case DOUBLE -> 8;
        case STRUCT, TEXT -> 0;
      };
    }

    /** Steps over a field; false if its type nests too deeply to be true. */
    boolean skip(FieldInfo field) {
      return field.array() ? skipArray(field, depth) : skipOne(field, depth);
    }

    private boolean skipArray(FieldInfo field, int at) {
      Plan element = element(field, raw, at + 1, budget);
      if (element == null) {
        return false;
      }
      fresh();
      op(SKIP_ARRAY);
      op(parts.size());
      parts.add(element);
      return true;
    }

    private boolean skipOne(FieldInfo field, int at) {
      if (at > MAX_DEPTH || --budget[0] < 0) {
        return false;
      }
      TypeInfo type = field.type();
      if (!field.constant() && type.basic == TypeInfo.Basic.STRUCT) {
        for (FieldInfo inner : type.fields) {
          if (!(inner.array() ? skipArray(inner, at + 1) : skipOne(inner, at + 1))) {
            return false;
          }
        }
        return true;
      }
      if (!field.constant() && type.basic == TypeInfo.Basic.TEXT) {
        fresh();
        op(SKIP_TEXT);
        return true;
      }
      int width = width(type.basic, field.constant());
      if (width > 0) {
        skipBytes(width);
      } else {
        skipNumbers(1);
      }
      return true;
    }

    /** Keeps a field that is a number, a text or a constant's id (not a structure, not many). */
    void keep(FieldInfo field, int slot) {
      fresh();
      TypeInfo.Basic basic = field.written().basic;
      if (!field.constant() && basic == TypeInfo.Basic.TEXT) {
        op(TEXT);
        op(slot);
        return;
      }
      int width = width(basic, field.constant());
      op(width > 0 ? FIXED : NUMBER);
      op(slot);
      op(width);
    }

    /** Keeps where an array begins: at its count. */
    boolean keepArray(FieldInfo field, int slot) {
      Plan element = element(field, raw, depth + 1, budget);
      if (element == null) {
        return false;
      }
      fresh();
      op(ARRAY);
      op(slot);
      op(parts.size());
      parts.add(element);
      return true;
    }

    Plan build() {
      return new Plan(Arrays.copyOf(ops, size), parts.toArray(new Plan[0]));
    }
  }

  /** A plan that steps over one element of an array; null if its type nests too deeply. */
  private static @Nullable Plan element(FieldInfo field, boolean raw, int depth, int[] budget) {
    if (depth > MAX_DEPTH) {
      return null;
    }
    Builder builder = new Builder(raw, depth, budget);
    return builder.skipOne(field, depth) ? builder.build() : null;
  }

  /** Reads one value; false if it cannot be one (the cursor may stand anywhere then). */
  boolean run(Cursor in, long[] slots) {
    int[] code = ops;
    for (int i = 0; i < code.length; ) {
      switch (code[i]) {
        case SKIP -> {
          in.skipPacked(code[i + 1]);
          i += 2;
        }
        case SKIP_BYTES -> {
          in.pos += code[i + 1];
          i += 2;
        }
        case SKIP_TEXT -> {
          if (!in.skipText()) {
            return false;
          }
          i += 1;
        }
        case SKIP_ARRAY -> {
          if (!array(in, parts[code[i + 1]], slots)) {
            return false;
          }
          i += 2;
        }
        case NUMBER -> {
          slots[code[i + 1]] = in.varlong();
          i += 3;
        }
        case FIXED -> {
          slots[code[i + 1]] = fixed(in, code[i + 2]);
          i += 3;
        }
        case TEXT -> {
          slots[code[i + 1]] = in.pos;
          if (!in.skipText()) {
            return false;
          }
          i += 2;
        }
        default -> {
          slots[code[i + 1]] = in.pos;
          if (!array(in, parts[code[i + 2]], slots)) {
            return false;
          }
          i += 3;
        }
      }
    }
    return true;
  }

  private static long fixed(Cursor in, int width) {
    return switch (width) {
      case 1 -> in.int1();
      case 2 -> in.int2();
      case 4 -> in.int4();
      default -> in.int8();
    };
  }

  private static boolean array(Cursor in, Plan element, long[] slots) {
    int count = in.varint();
    // Each element takes a byte at least (one of no fields takes none, and none is believed).
    if (count < 0 || (element.ops.length == 0 && count > 0)) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (in.pos >= in.limit || !element.run(in, slots)) {
        // At the window's end the caller may try again with a larger one.
        in.pos = in.pos >= in.limit ? in.limit + 1 : in.pos;
        return false;
      }
    }
    return true;
  }

  /**
   * True if this reads only packed numbers, all of them kept, in the order of the slots: such plans
   * have a loop of their own where it matters.
   */
  boolean isNumbers(int count) {
    if (ops.length != count * 3) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (ops[i * 3] != NUMBER || ops[i * 3 + 1] != i) {
        return false;
      }
    }
    return true;
  }

  /** A plan that keeps fields of a type by name; a name that the type lacks leaves its slot. */
  static @Nullable Plan keeping(TypeInfo type, boolean raw, String... wanted) {
    Builder builder = new Builder(raw);
    for (FieldInfo field : type.fields) {
      int slot = -1;
      for (int i = 0; i < wanted.length && slot < 0; i++) {
        slot = wanted[i].equals(field.name()) ? i : -1;
      }
      boolean plain =
          slot >= 0 && (field.constant() || field.written().basic != TypeInfo.Basic.STRUCT);
      if (slot >= 0 && field.array()) {
        if (!builder.keepArray(field, slot)) {
          return null;
        }
      } else if (plain) {
        builder.keep(field, slot);
      } else if (!builder.skip(field)) {
        return null;
      }
    }
    return builder.build();
  }
}
