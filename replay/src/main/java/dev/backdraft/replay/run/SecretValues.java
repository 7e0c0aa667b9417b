package dev.backdraft.replay.run;

import dev.backdraft.analysis.reader.capture.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts secrets back that were replaced when the capture was read. A name in the plan is a token, a
 * header ({@code Authorization}), a cookie ({@code cookie:SID}) or a field of a query, form or JSON
 * body ({@code field:api_key}).
 */
final class SecretValues {
  private static final Pattern TOKEN = Pattern.compile(Pattern.quote(Redactor.MARK) + "[0-9a-f]+");
  private static final String COOKIE = "cookie:";
  private static final String FIELD = "field:";

  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final Map<Pattern, String> fields = new LinkedHashMap<>();
  private long left;

  private SecretValues() {}

  /** No secret is known. */
  static SecretValues none() {
    return new SecretValues();
  }

  /** From the environment; a variable that is not set is an error before anything is sent. */
  static SecretValues of(Map<String, String> names, Map<String, String> environment)
      throws ReplayException {
    SecretValues values = new SecretValues();
    for (Map.Entry<String, String> one : names.entrySet()) {
      String name = one.getKey();
      String value = environment.get(one.getValue());
      if (value == null) {
        throw new ReplayException(
            "the environment variable "
                + one.getValue()
                + ", which holds the secret "
                + name
                + ", is not set");
      }
      if (name.startsWith(Redactor.MARK)) {
        values.tokens.put(name, value);
      } else if (name.startsWith(COOKIE)) {
        values.cookies.put(name.substring(COOKIE.length()), value);
      } else if (name.startsWith(FIELD)) {
        String quoted = Pattern.quote(name.substring(FIELD.length()));
        Pattern place =
            Pattern.compile(
                "(?<=[?&\\n ])("
                    + quoted
                    + "=)[^&\\s]*|(\""
                    + quoted
                    + "\"\\s*:\\s*\")[^\"]*|^("
                    + quoted
                    + "=)[^&\\s]*");
        values.fields.put(place, value);
      } else {
        values.headers.put(name.toLowerCase(Locale.ROOT), value);
      }
    }
    return values;
  }

  String target(String target) {
    return inFields(inTokens(target));
  }

  String header(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    String known = headers.get(lower);
    if (known != null) {
      Matcher token = TOKEN.matcher(value);
      return token.find() ? token.replaceAll(Matcher.quoteReplacement(known)) : known;
    }
    return inTokens(lower.equals("cookie") ? inCookies(value) : value);
  }

  private String inCookies(String value) {
    if (cookies.isEmpty()) {
      return value;
    }
    StringBuilder text = new StringBuilder();
    for (String pair : value.split(";", -1)) {
      int equals = pair.indexOf('=');
      String known = equals < 0 ? null : cookies.get(pair.substring(0, equals).strip());
      text.append(text.isEmpty() ? "" : ";");
      text.append(known == null ? pair : pair.substring(0, equals + 1) + known);
    }
    return text.toString();
  }

  byte[] body(byte[] body) {
    if (tokens.isEmpty() && fields.isEmpty()) {
      return body;
    }
    // Bytes as characters one to one: what is not touched stays as it was.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String filled = inFields(inTokens(text));
    return filled.equals(text) ? body : filled.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String inTokens(String text) {
    if (tokens.isEmpty() || !text.contains(Redactor.MARK)) {
      return text;
    }
    return TOKEN
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(tokens.getOrDefault(found.group(), found.group())));
  }

  private String inFields(String text) {
    String filled = text;
    for (Map.Entry<Pattern, String> field : fields.entrySet()) {
      filled =
          field
              .getKey()
              .matcher(filled)
              .replaceAll(found -> {
                String name = found.group(1) != null ? found.group(1) : found.group(2);
                name = name != null ? name : found.group(3);
                return Matcher.quoteReplacement(name + field.getValue());
              });
    }
    return filled;
  }

  /** Notes a message that still carries a token in place of a secret. */
  void count(byte[] head, byte[] body) {
    String mark = Redactor.MARK;
    boolean token =
        new String(head, StandardCharsets.ISO_8859_1).contains(mark)
            || (body.length < 1 << 20
                && new String(body, StandardCharsets.ISO_8859_1).contains(mark));
    left += token ? 1 : 0;
  }

  /** Begins to count anew. */
  void startCount() {
    left = 0;
  }

  /** How many messages are sent with a token in place of a secret. */
  long left() {
    return left;
  }
}
