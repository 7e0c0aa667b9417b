package dev.backdraft.app.selection;

/**
 * By which gesture a look was changed. Steps of one gesture that follow each other become one entry
 * of the history: a drag of the brush is undone as a whole.
 */
public enum Step {
  /** A change of its own. */
  SINGLE,
  BRUSH,
  ZOOM,
  SEARCH,
  FRAMES,
  STRIP
}
