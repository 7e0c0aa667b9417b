package dev.backdraft.replay.run;

import dev.backdraft.replay.target.TargetException;
import java.util.List;

/** Why a run ended before all of it was run, for its reasons. */
final class EarlyEnd {
  private static final int LAST_LINES = 2;
  private static final int MOST_CHARS = 240;

  private EarlyEnd() {}

  /** With the last words of a target that did not come up. */
  static String words(Exception why) {
    String what = String.valueOf(why.getMessage());
    List<String> output = why instanceof TargetException target ? target.output() : List.of();
    if (output.isEmpty()) {
      return what;
    }
    List<String> last = output.subList(Math.max(0, output.size() - LAST_LINES), output.size());
    String said = String.join(" / ", last).strip();
    return said.isEmpty()
        ? what
        : what + "; its last words: " + said.substring(0, Math.min(MOST_CHARS, said.length()));
  }
}
