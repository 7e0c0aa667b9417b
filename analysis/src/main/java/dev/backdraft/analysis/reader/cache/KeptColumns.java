package dev.backdraft.analysis.reader.cache;

import dev.backdraft.analysis.recording.Recording;

/** Columns that remember what they decoded until it is kept. */
interface KeptColumns extends Recording.Columns {
  /** What was decoded since this was last asked. */
  Decoded take();

  /** True once nobody will ask for more. */
  boolean closed();
}
