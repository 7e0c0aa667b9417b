package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.EngineResults;
import dev.backdraft.replay.outcome.Outcome;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * When a block is void because the generator itself failed; the target's slowness never is a
 * reason.
 *
 * @param lagNanos the schedule error may be this much at the 99th percentile,
 * @param lagShare or this part of the median latency, whichever is more
 * @param notSent share of requests that this machine could not send
 * @param cpuShare of one core per engine thread
 */
public record BlockLimits(long lagNanos, double lagShare, double notSent, double cpuShare) {
  /** So late a load is still the load that was asked for, if nobody asks how long answers took. */
  static final long UNTIMED_LAG_NANOS = 25_000_000;

  public static BlockLimits usual() {
    return new BlockLimits(1_000_000, 0.05, 0.001, 0.8);
  }

  /**
   * Why the block is void, or empty.
   *
   * @param timed the verdict rests on latency, too
   */
  String fault(EngineResults results, int threads, boolean timed) {
    if (results.size() == 0) {
      return "nothing was sent";
    }
    Histogram lag = results.lagHistogram();
    double median = results.responseHistogram().getValueAtPercentile(50);
    long p99 = lag.getValueAtPercentile(99);
    double allowed = allowedLagNanos(median, timed);
    if (p99 > allowed) {
      return String.format(
          Locale.ROOT,
          "the generator was %.1f ms late at the 99th percentile, where %.1f ms are allowed",
          p99 / 1e6,
          allowed / 1e6);
    }
    long notSentCount = results.counts().getOrDefault(Outcome.NOT_SENT_OVERLOAD, 0L);
    if (notSentCount > notSent * results.size()) {
      return notSentCount + " requests could not be sent by this machine";
    }
    if (results.cpuNanos() > cpuShare * threads * results.elapsedNanos()) {
      return "the generator used all the CPU it may";
    }
    return "";
  }

  /** Of what stands beside a median of so many nanoseconds. */
  double allowedLagNanos(double median, boolean timed) {
    double exact = Math.max((double) lagNanos, lagShare * median);
    return timed ? exact : Math.max(exact, (double) UNTIMED_LAG_NANOS);
  }
}
