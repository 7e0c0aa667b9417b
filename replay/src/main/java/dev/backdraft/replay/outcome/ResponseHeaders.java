package dev.backdraft.replay.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The headers of a response that are compared.
 *
 * @param values by name in lower case; several of one name in their order
 */
public record ResponseHeaders(Map<String, List<String>> values) {
  /** A response without any of them. */
  public static final ResponseHeaders NONE = new ResponseHeaders(Map.of());

  /** From name, value, name, value; addresses of the target itself are told as such. */
  public static ResponseHeaders of(List<String> flat, OwnAddress own) {
    Map<String, List<String>> values = new TreeMap<>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      String name = flat.get(i).toLowerCase(Locale.ROOT);
      String value = flat.get(i + 1);
      values
          .computeIfAbsent(name, k -> new ArrayList<>())
          .add(own.inText(name.endsWith("location") ? own.inAddress(value) : value));
    }
    return new ResponseHeaders(values);
  }

  /** From name, value, name, value as they are. */
  public static ResponseHeaders of(List<String> flat) {
    return of(flat, OwnAddress.UNKNOWN);
  }

  /** Name, value, name, value. */
  public List<String> flat() {
    List<String> flat = new ArrayList<>();
    values.forEach((name, all) ->
        all.forEach(value -> {
          flat.add(name);
          flat.add(value);
        }));
    return flat;
  }

  Set<String> names() {
    return values.keySet();
  }

  List<String> of(String name) {
    return values.getOrDefault(name, List.of());
  }
}
