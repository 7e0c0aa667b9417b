package dev.backdraft.analysis.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one message in their order, repeated names kept.
 *
 * @param flat name, value, name, value ...
 */
public record RequestHeaders(List<String> flat) {
  public static final RequestHeaders NONE = new RequestHeaders(List.of());

  public RequestHeaders {
    if (flat.size() % 2 != 0) {
      throw new IllegalArgumentException("a header without a value");
    }
    flat = List.copyOf(flat);
  }

  public static RequestHeaders of(String... flat) {
    return new RequestHeaders(List.of(flat));
  }

  public int size() {
    return flat.size() / 2;
  }

  public String name(int header) {
    return flat.get(2 * header);
  }

  public String value(int header) {
    return flat.get(2 * header + 1);
  }

  /** The first value of a name in any case, or null. */
  public @Nullable String first(String name) {
    for (int i = 0; i < size(); i++) {
      if (name(i).equalsIgnoreCase(name)) {
        return value(i);
      }
    }
    return null;
  }

  /** The first value of a name in any case, or the empty text. */
  public String firstOrEmpty(String name) {
    String value = first(name);
    return value == null ? "" : value;
  }

  /** The same headers with each value replaced by what {@code change} gives; null drops it. */
  public RequestHeaders map(BiFunction<String, String, @Nullable String> change) {
    List<String> changed = new ArrayList<>(flat.size());
    for (int i = 0; i < size(); i++) {
      String value = change.apply(name(i), value(i));
      if (value != null) {
        changed.add(name(i));
        changed.add(value);
      }
    }
    return new RequestHeaders(changed);
  }
}
