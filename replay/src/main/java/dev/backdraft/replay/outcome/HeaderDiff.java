package dev.backdraft.replay.outcome;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares headers by what they mean: how a value is spaced, quoted or ordered is nothing. */
final class HeaderDiff {
  /** Begins the path of a header among fields, as {@code header.location}. */
  static final String PREFIX = "header.";

  static final String COOKIES = "set-cookie";

  private static final Pattern PARTS = Pattern.compile("[/?&=;#,:\"]");
  private static final Pattern NO_PARTS = Pattern.compile("[^/?&=;#,:\"]");

  private HeaderDiff() {}

  /** Takes what differs. */
  @FunctionalInterface
  interface Sink {
    void add(String path, Difference.Kind kind, String before, String after);
  }

  static void between(ResponseHeaders before, ResponseHeaders after, Sink sink) {
    Set<String> names = new TreeSet<>(before.names());
    names.addAll(after.names());
    for (String name : names) {
      if (name.equals(COOKIES)) {
        CookieDiff.between(before.of(name), after.of(name), sink);
      } else {
        values(name, HeaderValues.of(before, name), HeaderValues.of(after, name), sink);
      }
    }
  }

  private static void values(String name, List<String> before, List<String> after, Sink sink) {
    String path = PREFIX + name;
    if (after.isEmpty() && !before.isEmpty()) {
      sink.add(path, Difference.Kind.MISSING, String.join(", ", before), "");
    } else if (before.isEmpty() && !after.isEmpty()) {
      sink.add(path, Difference.Kind.EXTRA, "", String.join(", ", after));
    } else if (before.size() != after.size()) {
      sink.add(path, Difference.Kind.SIZE, "" + before.size(), "" + after.size());
    } else {
      for (int i = 0; i < before.size(); i++) {
        String a = before.get(i);
        String b = after.get(i);
        if (!a.equals(b)) {
          boolean varied = varied(name, a, b);
          sink.add(path, varied ? Difference.Kind.VARIED : Difference.Kind.VALUE, a, b);
        }
      }
    }
  }

  /** Only ids and times in it differ. */
  private static boolean varied(String name, String a, String b) {
    if (name.equals("content-type")) {
      return HeaderValues.withoutBoundary(a).equals(HeaderValues.withoutBoundary(b));
    }
    if (ResponseDiff.sameClass(a, b)) {
      return true;
    }
    String[] left = PARTS.split(a, -1);
    String[] right = PARTS.split(b, -1);
    boolean same =
        left.length == right.length
            && NO_PARTS.matcher(a).replaceAll("").equals(NO_PARTS.matcher(b).replaceAll(""));
    for (int i = 0; same && i < left.length; i++) {
      same =
          left[i].equals(right[i])
              || ResponseDiff.sameClass(left[i], right[i])
              || (Endpoints.isId(left[i]) && Endpoints.isId(right[i]));
    }
    return same;
  }
}
