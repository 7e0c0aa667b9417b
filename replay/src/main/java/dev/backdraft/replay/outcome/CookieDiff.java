package dev.backdraft.replay.outcome;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the cookies that responses set: names and attributes by what they are, values only by
 * whether they changed. A value is a secret and is never shown.
 */
final class CookieDiff {
  private static final String PATH = HeaderDiff.PREFIX + HeaderDiff.COOKIES + ".";

  /**
   * One cookie.
   *
   * @param attributes by name in lower case, an empty value where there is none
   */
  private record Cookie(String name, String value, Map<String, String> attributes) {
    static Cookie of(String line) {
      String[] parts = line.split(";", -1);
      int equals = parts[0].indexOf('=');
      String name = equals < 0 ? "" : parts[0].substring(0, equals).strip();
      Map<String, String> attributes = new TreeMap<>();
      for (int i = 1; i < parts.length; i++) {
        int at = parts[i].indexOf('=');
        String attribute =
            (at < 0 ? parts[i] : parts[i].substring(0, at)).strip().toLowerCase(Locale.ROOT);
        if (!attribute.isEmpty()) {
          String value = at < 0 ? "" : parts[i].substring(at + 1).strip();
          attributes.put(attribute, meant(attribute, value));
        }
      }
      return new Cookie(name, parts[0].substring(equals + 1).strip(), attributes);
    }

    private static String meant(String attribute, String value) {
      return switch (attribute) {
        case "samesite" -> value.toLowerCase(Locale.ROOT);
        case "domain" -> {
          String lower = value.toLowerCase(Locale.ROOT);
          yield lower.startsWith(".") ? lower.substring(1) : lower;
        }
        case "secure", "httponly", "partitioned" -> "";
        default -> value;
      };
    }

    /** Without its value. */
    String shown() {
      StringBuilder text = new StringBuilder(name);
      attributes.forEach((attribute, value) ->
          text.append("; ").append(attribute).append(value.isEmpty() ? "" : "=").append(value));
      return text.toString();
    }
  }

  private CookieDiff() {}

  private static Map<String, List<Cookie>> cookies(List<String> lines) {
    Map<String, List<Cookie>> byName = new LinkedHashMap<>();
    for (String line : lines) {
      Cookie cookie = Cookie.of(line);
      byName.computeIfAbsent(cookie.name(), k -> new ArrayList<>()).add(cookie);
    }
    return byName;
  }

  static void between(List<String> before, List<String> after, HeaderDiff.Sink sink) {
    Map<String, List<Cookie>> left = cookies(before);
    Map<String, List<Cookie>> right = cookies(after);
    Set<String> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    for (String name : names) {
      String path = PATH + ResponseDiff.name(name);
      List<Cookie> a = left.getOrDefault(name, List.of());
      List<Cookie> b = right.getOrDefault(name, List.of());
      if (b.isEmpty()) {
        sink.add(path, Difference.Kind.MISSING, a.getFirst().shown(), "");
      } else if (a.isEmpty()) {
        sink.add(path, Difference.Kind.EXTRA, "", b.getFirst().shown());
      } else if (a.size() != b.size()) {
        sink.add(path, Difference.Kind.SIZE, "" + a.size(), "" + b.size());
      } else {
        for (int i = 0; i < a.size(); i++) {
          cookie(path, a.get(i), b.get(i), sink);
        }
      }
    }
  }

  private static void cookie(String path, Cookie a, Cookie b, HeaderDiff.Sink sink) {
    if (a.value().isEmpty() != b.value().isEmpty()) {
      sink.add(path, Difference.Kind.VALUE, said(a), said(b));
    } else if (!a.value().equals(b.value())) {
      sink.add(path, Difference.Kind.VARIED, said(a), "another value");
    }
    Set<String> attributes = new TreeSet<>(a.attributes().keySet());
    attributes.addAll(b.attributes().keySet());
    for (String attribute : attributes) {
      String inner = path + "." + attribute;
      String was = a.attributes().get(attribute);
      String is = b.attributes().get(attribute);
      if (is == null) {
        sink.add(inner, Difference.Kind.MISSING, String.valueOf(was), "");
      } else if (was == null) {
        sink.add(inner, Difference.Kind.EXTRA, "", is);
      } else if (!was.equals(is)) {
        boolean varied = ResponseDiff.sameClass(was, is);
        sink.add(inner, varied ? Difference.Kind.VARIED : Difference.Kind.VALUE, was, is);
      }
    }
  }

  /** An attribute's value in the one way of writing it; the path is in lower case. */
  static String meantAt(String path, String value) {
    return Cookie.meant(path.substring(path.lastIndexOf('.') + 1), value);
  }

  private static String said(Cookie cookie) {
    return cookie.value().isEmpty() ? "no value" : "a value";
  }

  /**
   * What stands at the rest of a path: names and attributes of all cookies, the values of one, or
   * an attribute.
   */
  static Set<String> at(List<String> lines, String rest) {
    Set<String> values = new TreeSet<>();
    for (String line : lines) {
      Cookie cookie = Cookie.of(line);
      String name = "." + ResponseDiff.name(cookie.name());
      if (rest.isEmpty()) {
        values.add(cookie.name());
        values.add(cookie.shown());
      } else if (rest.equals(name)) {
        values.add(cookie.value());
      } else if (rest.startsWith(name + ".")) {
        String value =
            cookie.attributes().get(rest.substring(name.length() + 1).toLowerCase(Locale.ROOT));
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }
}
