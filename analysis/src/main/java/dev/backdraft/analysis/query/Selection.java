package dev.backdraft.analysis.query;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of a recording that every view speaks of.
 *
 * @param fromNanos first moment that belongs, in epoch nanoseconds
 * @param toNanos first moment that no longer belongs
 * @param threads ids that belong, or null for all
 */
public record Selection(long fromNanos, long toNanos, @Nullable BitSet threads) {
  public static final Selection ALL = new Selection(Long.MIN_VALUE, Long.MAX_VALUE, null);
}
