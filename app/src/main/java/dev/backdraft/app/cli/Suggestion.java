package dev.backdraft.app.cli;

/** "Did you mean ...": the nearest of the words that would have been right. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code ; did you mean 'summary'?}, or nothing if no word is near. */
  public static String of(String word, Iterable<String> right) {
    String best = "";
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : right) {
      int distance = distance(word, candidate);
      if (candidate.startsWith(word) && word.length() > 1) {
        distance = Math.min(distance, 1);
      }
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? "" : "; did you mean '" + best + "'?";
  }

  /** Insertions, deletions, replacements and swaps of neighbours each count one. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
