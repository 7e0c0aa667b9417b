package dev.backdraft.app.selection;

import dev.backdraft.viewers.flame.FlameView;
import dev.backdraft.viewers.table.TopSort;
import dev.backdraft.viewers.timeline.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * Where the hands have moved what stands beside the flame graph: none of it changes what is added
 * up, all of it is undone.
 *
 * @param callers where in the upper half of the sandwich
 * @param callees where in its lower half
 * @param strip the time from edge to edge of the strip, or null for all
 * @param sort the order of the table
 */
public record Places(
    FlameView callers, FlameView callees, @Nullable TimeRange strip, TopSort sort) {
  public static final Places FIRST =
      new Places(FlameView.WHOLE, FlameView.WHOLE, null, TopSort.HOTTEST);

  public Places withCallers(FlameView now) {
    return new Places(now, callees, strip, sort);
  }

  public Places withCallees(FlameView now) {
    return new Places(callers, now, strip, sort);
  }

  public Places withStrip(@Nullable TimeRange now) {
    return new Places(callers, callees, now, sort);
  }

  public Places withSort(TopSort now) {
    return new Places(callers, callees, strip, now);
  }
}
