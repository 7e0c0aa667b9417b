package dev.backdraft.replay.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The values of a header in one way of writing them. */
final class HeaderValues {
  private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
  private static final Pattern COMMA = Pattern.compile("[ \\t]*,[ \\t]*");
  private static final Pattern BOUNDARY = Pattern.compile("; boundary=[^;]*");

  private HeaderValues() {}

  static List<String> of(ResponseHeaders headers, String name) {
    List<String> values = headers.of(name);
    if (values.isEmpty()) {
      return values;
    }
    if (name.equals("content-type")) {
      return values.stream().map(HeaderValues::mediaType).toList();
    }
    if (name.endsWith("location") || name.equals("etag")) {
      return values.stream().map(String::strip).toList();
    }
    // Several lines of one name say the same as one line with commas.
    String one = BLANKS.matcher(String.join(",", values).strip()).replaceAll(" ");
    return List.of(COMMA.matcher(one).replaceAll(", "));
  }

  /** {@code Application/JSON ;Charset="UTF-8"} as {@code application/json; charset=utf-8}. */
  static String mediaType(String value) {
    List<String> parts = parts(value);
    Map<String, String> parameters = new TreeMap<>();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).strip();
      if (!name.isEmpty()) {
        String given = equals < 0 ? "" : unquoted(part.substring(equals + 1).strip());
        boolean exact = name.equalsIgnoreCase("boundary");
        parameters.putIfAbsent(
            name.toLowerCase(Locale.ROOT), exact ? given : given.toLowerCase(Locale.ROOT));
      }
    }
    StringBuilder text = new StringBuilder(parts.getFirst().strip().toLowerCase(Locale.ROOT));
    parameters.forEach((name, given) -> text.append("; ").append(name).append('=').append(given));
    return text.toString();
  }

  /** Cut at semicolons, those in quotes left alone. */
  private static List<String> parts(String value) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        parts.add(value.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(value.substring(from));
    return parts;
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
  }

  /** What a multipart body is divided by is drawn anew each time. */
  static String withoutBoundary(String mediaType) {
    return BOUNDARY.matcher(mediaType).replaceAll("");
  }
}
