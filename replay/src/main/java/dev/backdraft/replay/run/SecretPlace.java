package dev.backdraft.replay.run;

import dev.backdraft.analysis.recording.RequestHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where a secret stands in a request: that decides how it is written there and how it is found. */
enum SecretPlace {
  /** Path and query, also of a Referer. */
  ADDRESS("([?&]NAME=)[^&#]*+|(;NAME=)[^/?;#]*+"),
  FORM("((?:^|&)NAME=)[^&]*+"),
  JSON("(\"NAME\"\\s*+:\\s*+\")[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+"),
  XML("(<NAME(?:\\s[^<>]*+)?>)[^<>]*+(?=</)"),
  PART("(name=\"NAME\"[^\\r\\n]*+\\r\\n(?:[^\\r\\n]++\\r\\n)*+\\r\\n)[^\\r\\n]*+(?=\\r\\n--)"),
  TEXT("((?:^|[?&\\n ])NAME=)[^&\\s]*+");

  /** A secret number stays one, if what is to be sent is one. */
  private static final String JSON_NUMBER = "|(\"NAME\"\\s*+:\\s*+)-?\\d[\\d.eE+-]*+";

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,30}(?:\\.\\d{1,30})?");

  private final String field;

  SecretPlace(String field) {
    this.field = field;
  }

  /** Of a body; one that is none of the others counts as text. */
  static SecretPlace of(String body, RequestHeaders headers) {
    String type = headers.firstOrEmpty("Content-Type").toLowerCase(Locale.ROOT);
    if (type.contains("urlencoded")) {
      return FORM;
    }
    if (type.contains("multipart")) {
      return PART;
    }
    int start = 0;
    while (start < body.length() && body.charAt(start) <= ' ') {
      start++;
    }
    char first = start < body.length() ? body.charAt(start) : ' ';
    if (type.contains("xml") || first == '<') {
      return XML;
    }
    return type.contains("json") || first == '{' || first == '[' || first == '"' ? JSON : TEXT;
  }

  /** Finds a field; one of the two groups is what stands before its value. */
  Pattern field(String name, String value) {
    boolean number = this == JSON && NUMBER.matcher(value).matches();
    String places = number ? field + JSON_NUMBER : field;
    return Pattern.compile(places.replace("NAME", Pattern.quote(name)), Pattern.DOTALL);
  }

  /** A secret as it must be written here. */
  String written(String value) {
    return switch (this) {
      case ADDRESS -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
      case FORM -> URLEncoder.encode(value, StandardCharsets.UTF_8);
      case JSON -> inJson(value);
      case XML ->
          value
              .replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&quot;");
      case PART, TEXT -> value;
    };
  }

  private static String inJson(String value) {
    StringBuilder text = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20) {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
