package dev.backdraft.app.palette;

/**
 * How well typed letters fit a name: all of them must occur in their order; beginnings of words and
 * runs of letters count more, letters between them less.
 *
 * <pre>
 *   "exs"   Export as SVG     three beginnings of words, one not: good
 *   "fd"    CartView.formatDebug
 * </pre>
 */
final class Fuzzy {
  /** The letters do not occur. */
  static final int NONE = -1;

  private static final int WORD = 12;
  private static final int RUN = 8;
  private static final int LETTER = 2;
  private static final int EXACT = 40;
  private static final int LONGEST = 160;

  private Fuzzy() {}

  /** Higher is better; {@link #NONE} if the letters are not there; 0 for nothing typed. */
  static int score(String typed, String name) {
    if (typed.isEmpty()) {
      return 0;
    }
    int whole = indexOfIgnoringCase(name, typed);
    if (whole >= 0) {
      int start = isStart(name, whole) ? WORD : 0;
      return EXACT + start + typed.length() * RUN + nearness(name);
    }
    int score = 0;
    int at = 0;
    boolean run = false;
    for (int i = 0; i < typed.length(); i++) {
      char wanted = Character.toLowerCase(typed.charAt(i));
      if (wanted == ' ') {
        run = false;
        continue;
      }
      int found = find(name, wanted, at, run);
      if (found < 0) {
        return NONE;
      }
      score += isStart(name, found) ? WORD : found == at && run ? RUN : LETTER;
      run = true;
      at = found + 1;
    }
    return score + nearness(name);
  }

  /** Short names first among equals. */
  private static int nearness(String name) {
    return Math.max(0, 10 - name.length() * 10 / LONGEST);
  }

  /** The next letter at the start of a word if there is one, otherwise the next at all. */
  private static int find(String name, char wanted, int from, boolean run) {
    if (run && from < name.length() && Character.toLowerCase(name.charAt(from)) == wanted) {
      return from;
    }
    int any = -1;
    for (int i = from; i < name.length(); i++) {
      if (Character.toLowerCase(name.charAt(i)) == wanted) {
        if (isStart(name, i)) {
          return i;
        }
        any = any < 0 ? i : any;
      }
    }
    return any;
  }

  private static boolean isStart(String name, int at) {
    if (at == 0) {
      return true;
    }
    char before = name.charAt(at - 1);
    char here = name.charAt(at);
    return !Character.isLetterOrDigit(before)
        || (Character.isUpperCase(here) && !Character.isUpperCase(before));
  }

  private static int indexOfIgnoringCase(String name, String typed) {
    for (int i = 0; i + typed.length() <= name.length(); i++) {
      if (name.regionMatches(true, i, typed, 0, typed.length())) {
        return i;
      }
    }
    return -1;
  }
}
