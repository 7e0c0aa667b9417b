package dev.backdraft.replay.outcome;

import java.util.regex.Pattern;

/** The same operation under one name, whatever ids its path carries. */
public final class Endpoints {
  private static final Pattern ID =
      Pattern.compile(
          "\\d+|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|(?=.*\\d)[0-9a-fA-F]{8,}|(?=.*\\d)[A-Za-z0-9_-]{20,}");

  private Endpoints() {}

  /** As {@code GET /carts/{id}/items}; the query is left out. */
  public static String of(String method, String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    StringBuilder name = new StringBuilder(method).append(' ');
    int from = 0;
    while (from <= path.length()) {
      int end = path.indexOf('/', from);
      end = end < 0 ? path.length() : end;
      String segment = path.substring(from, end);
      name.append(ID.matcher(segment).matches() ? "{id}" : segment);
      if (end < path.length()) {
        name.append('/');
      }
      from = end + 1;
    }
    return name.toString();
  }

  static boolean isId(String text) {
    // Most words hold no digit, and only of 36 letters could one be an id without.
    boolean possible = text.length() == 36;
    for (int i = 0; !possible && i < text.length(); i++) {
      possible = Character.isDigit(text.charAt(i));
    }
    return possible && ID.matcher(text).matches();
  }
}
