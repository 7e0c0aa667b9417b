package dev.backdraft.app.selection;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that the window looks at.
 *
 * @param of the look of each recording, by the name that the window knows it by
 * @param sideBySide true if the recordings in the roles of before and after are shown together
 * @param linked true if what is asked of one of the two is asked of the other
 * @param style how things are drawn
 */
public record Looks(Map<String, Look> of, boolean sideBySide, boolean linked, Style style) {
  public static final Looks NONE = new Looks(Map.of(), false, true, Style.PLAIN);

  public Looks {
    of = java.util.Collections.unmodifiableMap(new TreeMap<>(of));
  }

  public Optional<Look> look(String recording) {
    return Optional.ofNullable(of.get(recording));
  }

  Looks with(String recording, Look look) {
    Map<String, Look> more = new TreeMap<>(of);
    more.put(recording, look);
    return new Looks(more, sideBySide, linked, style);
  }

  Looks without(String recording) {
    Map<String, Look> fewer = new TreeMap<>(of);
    fewer.remove(recording);
    return new Looks(fewer, sideBySide, linked, style);
  }

  Looks together(boolean both) {
    return new Looks(of, both, linked, style);
  }

  Looks linking(boolean both) {
    return new Looks(of, sideBySide, both, style);
  }

  Looks styled(Style now) {
    return new Looks(of, sideBySide, linked, now);
  }
}
