package dev.backdraft.replay.plan;

/**
 * A value of an earlier response that later requests send back: a session's cookie, the id of what
 * was created.
 *
 * @param from the endpoint whose response holds it, as {@code POST /login}
 * @param take where it stands there: {@code $.token}, {@code cookie:SID}, {@code header:X-Csrf} or
 *     {@code regex:value="([^"]+)"}
 * @param into where requests send it: {@code cookie:SID}, {@code header:X-Csrf} or {@code
 *     query:token}; empty means wherever the recorded value stands again
 */
public record CarryRule(String from, String take, String into) {
  public CarryRule {
    if (from.isBlank() || !known(take, true) || !(into.isEmpty() || known(into, false))) {
      throw new IllegalArgumentException("no rule to carry a value: " + take + " into " + into);
    }
  }

  /** Whether a place is of a form that can be read (a response) or written (a request). */
  static boolean known(String place, boolean response) {
    if (place.startsWith("cookie:") || place.startsWith("header:")) {
      return place.length() > 7;
    }
    return response
        ? place.startsWith("$") || (place.startsWith("regex:") && place.length() > 6)
        : place.startsWith("query:") && place.length() > 6;
  }
}
