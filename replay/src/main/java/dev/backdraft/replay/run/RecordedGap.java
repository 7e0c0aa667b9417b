package dev.backdraft.replay.run;

import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Schedule;
import dev.backdraft.replay.pace.Slice;
import dev.backdraft.replay.plan.ReplayPlan;
import java.util.Locale;

/**
 * The longest silence of a capture, which a block at the recorded pace runs into.
 *
 * @param fromSeconds from the first request of the capture
 * @param toSeconds when requests come again
 */
record RecordedGap(double fromSeconds, double toSeconds) {
  private static final double SECOND = 1e9;
  private static final RecordedGap NONE = new RecordedGap(0, 0);

  /** Of the requests that may be sent, among those that a block reaches and the one after them. */
  static RecordedGap of(ReplayPlan plan, Requests requests) {
    if (!(plan.load().pace() instanceof Pace.Recorded recorded)) {
      return NONE;
    }
    double reach = (plan.load().warmUpSeconds() + plan.load().measureSeconds()) * recorded.factor();
    RecordedGap longest = NONE;
    double first = Double.NaN;
    double last = Double.NaN;
    for (int i = 0; i < requests.size(); i++) {
      double at = (requests.timeNanos(i) - requests.timeNanos(0)) / SECOND;
      if (requests.fault(i) != RequestFault.NONE
          || !plan.filter()
              .passes(requests.method(i), requests.target(i), requests.status(i), at)) {
        continue;
      }
      if (Double.isNaN(first)) {
        first = at;
      } else if (at - last > longest.seconds()) {
        longest = new RecordedGap(last, at);
      }
      last = at;
      if (at - first > reach) {
        break;
      }
    }
    return longest;
  }

  /** How many requests a block measures; -1 where the recorded pace does not say. */
  static long measured(ReplayPlan plan, RenderedRequests rendered) {
    ReplayPlan.Load load = plan.load();
    if (!(load.pace() instanceof Pace.Recorded) || rendered.size() < 2) {
      return -1;
    }
    double share = load.warmUpSeconds() / (load.warmUpSeconds() + load.measureSeconds());
    int count = rendered.size();
    Slice slice = share > 0 ? Slice.measured(count, share) : Slice.all(count);
    long length = Math.max(1, (long) (load.measureSeconds() * SECOND));
    return new Schedule(load.pace(), rendered.arrivals(), slice, load.loop(), 0, length).size();
  }

  double seconds() {
    return toSeconds - fromSeconds;
  }

  /** Long beside what a block measures. */
  boolean matters(ReplayPlan plan) {
    return plan.load().pace() instanceof Pace.Recorded recorded
        && seconds() > plan.load().measureSeconds() * recorded.factor() / 2;
  }

  String words() {
    return String.format(
        Locale.ROOT,
        "the capture is silent from %.1f s to %.1f s after its first request",
        fromSeconds,
        toSeconds);
  }

  /** What helps. */
  String remedy() {
    return String.format(
        Locale.ROOT,
        "begin after it (\"filter: {from: %1$.1f}\"), end before it (\"filter: {to: %2$.1f}\"),"
            + " raise \"factor\", or replay at a rate",
        Math.floor(10 * toSeconds) / 10,
        Math.ceil(10 * fromSeconds + 0.5) / 10);
  }
}
