package dev.backdraft.replay.engine;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Which requests of a loop were answered before: only first answers are worth a place on disk. */
final class FirstAnswers {
  private final @Nullable BodySpill spill;
  private final BitSet answered = new BitSet();

  FirstAnswers(@Nullable BodySpill spill) {
    this.spill = spill;
  }

  /** Where a large answer to this request goes, or null. */
  @Nullable BodySpill spill(int request) {
    return spill == null || answered.get(request) ? null : spill;
  }

  void answered(int request) {
    if (spill != null) {
      answered.set(request);
    }
  }
}
