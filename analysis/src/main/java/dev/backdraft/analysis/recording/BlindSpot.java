package dev.backdraft.analysis.recording;

import java.util.Set;

/**
 * Something that this recording could not show, so that nobody takes "not recorded" for "did not
 * happen".
 *
 * @param id stable name, as {@code threshold:jdk.ThreadPark}
 * @param kinds the views that this concerns
 * @param what what cannot be seen, in a short sentence
 * @param remedy what to record next time to see it
 */
public record BlindSpot(String id, Set<SampleKind> kinds, String what, String remedy) {
  public BlindSpot {
    kinds = Set.copyOf(kinds);
  }
}
