package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.SampleKind;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a recording that every view speaks of.
 *
 * @param kind which samples
 * @param fromNanos first moment that belongs, in epoch nanoseconds
 * @param toNanos first moment that no longer belongs
 * @param threads ids that belong, or null for all; a sample without a thread belongs only to all
 * @param frames only stacks with a matching frame belong, or null for all
 * @param states only samples of threads in these states belong, or null for all
 */
public record Selection(
    SampleKind kind,
    long fromNanos,
    long toNanos,
    @Nullable BitSet threads,
    @Nullable NamePattern frames,
    @Nullable Set<ThreadState> states) {

  /** All CPU samples. */
  public static final Selection ALL = all(SampleKind.CPU);

  public Selection {
    if (toNanos < fromNanos) {
      throw new IllegalArgumentException("ends before it starts: " + fromNanos + ", " + toNanos);
    }
    threads = threads == null ? null : (BitSet) threads.clone();
    states = states == null ? null : Set.copyOf(states);
  }

  public static Selection all(SampleKind kind) {
    return new Selection(kind, Long.MIN_VALUE, Long.MAX_VALUE, null, null, null);
  }

  public Selection withKind(SampleKind other) {
    return new Selection(other, fromNanos, toNanos, threads, frames, states);
  }

  public Selection withTime(long from, long to) {
    return new Selection(kind, from, to, threads, frames, states);
  }

  public Selection withAllTime() {
    return withTime(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  public Selection withThreads(@Nullable BitSet wanted) {
    return new Selection(kind, fromNanos, toNanos, wanted, frames, states);
  }

  public Selection withFrames(@Nullable NamePattern wanted) {
    return new Selection(kind, fromNanos, toNanos, threads, wanted, states);
  }

  public Selection withStates(@Nullable Set<ThreadState> wanted) {
    return new Selection(kind, fromNanos, toNanos, threads, frames, wanted);
  }

  /** True if the time is narrowed on either side. */
  public boolean hasTime() {
    return fromNanos != Long.MIN_VALUE || toNanos != Long.MAX_VALUE;
  }
}
