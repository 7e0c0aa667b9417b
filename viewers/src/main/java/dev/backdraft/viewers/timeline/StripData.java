package dev.backdraft.viewers.timeline;

import dev.backdraft.analysis.query.TimeBuckets;
import dev.backdraft.analysis.query.Vitals;
import org.jspecify.annotations.Nullable;

/**
 * What a time strip draws.
 *
 * @param range the whole of the recording
 * @param density how many samples when, or null without samples
 * @param vitals load, heap, pauses
 */
public record StripData(TimeRange range, @Nullable TimeBuckets density, Vitals vitals) {}
