package dev.backdraft.replay.outcome;

import org.jspecify.annotations.Nullable;

/**
 * A response as far as it is compared. Lengths and codings are not: captures hold decoded bodies.
 *
 * @param body as far as it was kept, or null if it was not
 * @param bodyBytes of the whole body
 * @param bodyHash of the whole body
 */
public record ResponseView(
    Outcome outcome, int status, byte @Nullable [] body, long bodyBytes, long bodyHash) {}
