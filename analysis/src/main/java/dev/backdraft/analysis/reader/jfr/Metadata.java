package dev.backdraft.analysis.reader.jfr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All types of a chunk, by place and by id. */
final class Metadata {
  /** Ids below this are looked up in an array. */
  private static final int DIRECT = 1 << 14;

  /** All types together may have so many columns: a JVM's have a hundredth of that. */
  private static final int MAX_COLUMNS = 2_000_000;

  private static final int LEAST_COLUMNS = 8;

  /** Of a chunk that has none. */
  static final Metadata NONE = new Metadata(List.of());

  private final TypeInfo[] types;
  private final short[] direct;
  private final LongIntMap rest;

  Metadata(List<TypeInfo> all) {
    types = all.toArray(new TypeInfo[0]);
    rest = new LongIntMap(16);
    int highest = 0;
    for (TypeInfo type : types) {
      type.mostColumns = Math.max(LEAST_COLUMNS, MAX_COLUMNS / types.length);
      if (type.id >= 0 && type.id < DIRECT) {
        highest = Math.max(highest, (int) type.id);
      }
    }
    direct = new short[highest + 1];
    for (int i = 0; i < types.length; i++) {
      long id = types[i].id;
      if (id >= 0 && id <= highest && i < Short.MAX_VALUE) {
        if (direct[(int) id] == 0) {
          direct[(int) id] = (short) (i + 1);
        }
      } else {
        rest.putIfAbsent(id, i);
      }
    }
  }

  int size() {
    return types.length;
  }

  TypeInfo type(int index) {
    return types[index];
  }

  /** The place of a type's id, or -1. */
  int indexOf(long id) {
    if (id >= 0 && id < direct.length && direct[(int) id] != 0) {
      return direct[(int) id] - 1;
    }
    return rest.get(id);
  }

  @Nullable TypeInfo byName(String name) {
    for (TypeInfo type : types) {
      if (type.name.equals(name)) {
        return type;
      }
    }
    return null;
  }
}
