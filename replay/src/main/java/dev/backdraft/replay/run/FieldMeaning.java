package dev.backdraft.replay.run;

import java.util.Locale;

/** What a field of responses that differs means for the fix. */
public enum FieldMeaning {
  /** Counts against the fix. */
  AGAINST,
  /** May count against it: not in all blocks, or of a soak, whose parts are one process. */
  DOUBTFUL,
  /** The plan's {@code expect} names it. */
  DECLARED,
  /** The plan's {@code ignore} names it. */
  IGNORED,
  /** What failed before is answered after. */
  MENDED,
  /** How a request failed, which is judged with the failures. */
  FAILURE,
  /** Differs, but not for certain. */
  SEEN;

  /** As result.json names it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
