package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.SampleKind;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which stacks of a chunk are decoded where only samples of some kinds will be asked for. Events
 * stand before the constants they name, so where few of the wanted ones were met by then, a pool of
 * stacks waits until all of them are known.
 */
final class StackChoice {
  /** With more wanted events than this share of a pool, choosing costs more than it saves. */
  private static final int WORTH = 3;

  private final Chunk chunk;
  private final Set<SampleKind> kinds;
  private final Constants.OtherPools waiting = new Constants.OtherPools();
  private @Nullable LongIntMap wanted;

  StackChoice(Chunk chunk, Set<SampleKind> kinds) {
    this.chunk = chunk;
    this.kinds = kinds;
  }

  /** True if it is better to read a pool of so many stacks later. */
  boolean isWorthWaiting(int count) {
    return met() * WORTH < count;
  }

  private long met() {
    long met = 0;
    for (int i = 0; i < chunk.counts.length; i++) {
      met += isOfKinds(i) ? chunk.counts[i] : 0;
    }
    return met;
  }

  private boolean isOfKinds(int typeIndex) {
    if (chunk.counts[typeIndex] == 0 || chunk.kept[typeIndex] == null) {
      return false;
    }
    SampleRules rule = SampleRules.of(chunk.metadata.type(typeIndex).name);
    return rule != null && !Collections.disjoint(kinds, rule.kinds());
  }

  void wait(long offset, int type, int count, long stop) {
    waiting.add(offset, type, count, stop);
  }

  /** To be called once all events were met: finds the stacks that the wanted ones name. */
  void decide(Cursor in) {
    if (waiting.size() == 0) {
      return;
    }
    LongIntMap ids = new LongIntMap((int) Math.min(1 << 20, met()));
    long[] slot = new long[1];
    for (int i = 0; i < chunk.counts.length; i++) {
      Places places = chunk.kept[i];
      Plan plan =
          places != null && isOfKinds(i)
              ? Plan.keeping(chunk.metadata.type(i), in.raw(), "stackTrace")
              : null;
      if (plan != null && places != null) {
        Places.Walk walk = places.from(0);
        for (int p = 0; p < places.size(); p++) {
          slot[0] = 0;
          if (whole(in, walk.next(), plan, slot)) {
            ids.putIfAbsent(slot[0], 0);
          }
        }
      }
    }
    wanted = ids;
  }

  private static boolean whole(Cursor in, long at, Plan plan, long[] slot) {
    try {
      int stop = EventPlaces.enter(in, at);
      return stop >= 0 && plan.run(in, slot) && in.pos <= stop;
    } catch (IndexOutOfBoundsException e) {
      return false; // fields that reach beyond the file: no sample will be made of it
    }
  }

  /** True for stacks that are wanted, or that nothing is known of yet. */
  boolean wants(long id) {
    LongIntMap ids = wanted;
    return ids == null || ids.get(id) != LongIntMap.MISSING;
  }

  int waiting() {
    return waiting.size();
  }

  long offset(int pool) {
    return waiting.offset(pool);
  }

  int type(int pool) {
    return waiting.type(pool);
  }

  int count(int pool) {
    return waiting.count(pool);
  }

  long stop(int pool) {
    return waiting.stop(pool);
  }
}
