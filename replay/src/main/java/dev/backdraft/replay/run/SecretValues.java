package dev.backdraft.replay.run;

import dev.backdraft.analysis.reader.capture.PackedBody;
import dev.backdraft.analysis.reader.capture.Redactor;
import dev.backdraft.analysis.recording.RequestHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts secrets back that were replaced when the capture was read. A name in the plan is a token, a
 * header ({@code Authorization}), a cookie ({@code cookie:SID}), a field of a query, form or JSON
 * body ({@code field:api_key}), or a header that is added where a request has none ({@code
 * add:Authorization}). Secrets are given plain, and written as their place asks for. The token that
 * stands under a name is filled wherever else it stands from then on.
 */
final class SecretValues {
  private static final Pattern TOKEN = Pattern.compile(Pattern.quote(Redactor.MARK) + "[0-9a-f]+");
  private static final byte[] MARK = Redactor.MARK.getBytes(StandardCharsets.US_ASCII);
  private static final String COOKIE = "cookie:";
  private static final String FIELD = "field:";
  private static final String ADD = "add:";

  /** A shorter secret is found by its name only: it stands in too many other words. */
  private static final int SHORTEST = 4;

  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  /** A packed body that unpacks to more is sent as it is. */
  private static final int MOST_UNPACKED = 64 << 20;

  private final Map<String, String> tokens = new LinkedHashMap<>();

  /** Tokens that stood where the plan names a secret: the same secret under another name. */
  private final Map<String, String> learned = new HashMap<>();

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final Map<String, String> added = new LinkedHashMap<>();
  private final Map<SecretPlace, Map<Pattern, Field>> fields = new EnumMap<>(SecretPlace.class);
  private final List<String> names = new ArrayList<>();

  /** {@code Bearer Bearer x}: the scheme stands in the request and in the secret. */
  private static final Pattern TWICE =
      Pattern.compile("(?i)^([a-z][a-z0-9-]*) +\\1 +(?=\\S)", Pattern.DOTALL);

  /** Schemes that stood twice, each as it is told. */
  private final Set<String> twice = new TreeSet<>();

  /** The names that stood in a request. */
  private final Set<String> met = new HashSet<>();

  private final Map<String, String> written = new TreeMap<>(LONGEST_FIRST);
  private long left;

  /** A field's name in the plan, and its secret. */
  private record Field(String name, String value) {}

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
      String value = environment.get(one.getValue());
      if (value == null) {
        throw new ReplayException(
            "the environment variable "
                + one.getValue()
                + ", which holds the secret "
                + one.getKey()
                + ", is not set");
      }
      values.add(one.getKey(), one.getValue(), value);
      values.hide(one.getValue(), value);
    }
    return values;
  }

  private void add(String name, String variable, String value) throws ReplayException {
    names.add(name);
    if (name.startsWith(Redactor.MARK)) {
      tokens.put(name, value);
    } else if (name.startsWith(FIELD)) {
      String field = name.substring(FIELD.length());
      for (SecretPlace place : SecretPlace.values()) {
        fields
            .computeIfAbsent(place, p -> new LinkedHashMap<>())
            .put(place.field(field, value), new Field(name, value));
      }
    } else if (hasLineEnd(value)) {
      throw new ReplayException(
          "the environment variable "
              + variable
              + " holds a line end, which cannot be sent as the secret "
              + name);
    } else if (name.startsWith(COOKIE)) {
      cookies.put(name.substring(COOKIE.length()), value);
    } else if (name.startsWith(ADD)) {
      added.put(name.substring(ADD.length()), value);
    } else {
      headers.put(name.toLowerCase(Locale.ROOT), value);
    }
  }

  /** However it is written, whole or line by line, it is known again. */
  private void hide(String variable, String value) {
    hideWritten(variable, value);
    if (hasLineEnd(value)) {
      value.lines().map(String::strip).forEach(line -> hideWritten(variable, line));
    }
  }

  private void hideWritten(String variable, String value) {
    for (SecretPlace place : SecretPlace.values()) {
      String text = place.written(value);
      if (text.length() >= SHORTEST) {
        written.put(text, Redactor.MARK + variable);
        written.put(bytes(text), Redactor.MARK + variable);
      }
    }
  }

  /** A text of an answer or of a target without the secrets that were given. */
  String hidden(String text) {
    String hidden = text;
    for (Map.Entry<String, String> one : written.entrySet()) {
      hidden = hidden.replace(one.getKey(), one.getValue());
    }
    return hidden;
  }

  private static boolean hasLineEnd(String value) {
    return value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
  }

  String target(String target) {
    return filled(target, SecretPlace.ADDRESS);
  }

  String header(String name, String value) {
    String given = given(name, value);
    Matcher doubled = TWICE.matcher(given);
    if (!name.toLowerCase(Locale.ROOT).endsWith("authorization")
        || !doubled.find()
        || TWICE.matcher(value).find()) {
      return given;
    }
    String scheme = doubled.group(1);
    twice.add(
        "the secret of "
            + name
            + " begins with \""
            + scheme
            + "\", as the request does; it is sent once");
    return scheme + " " + given.substring(doubled.end());
  }

  private String given(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    String known = headers.get(lower);
    if (known != null) {
      met.add(lower);
      Matcher token = TOKEN.matcher(value);
      if (!token.find()) {
        return known;
      }
      learn(token.group(), withoutScheme(value, known));
      return token.replaceAll(Matcher.quoteReplacement(known));
    }
    if (lower.equals("referer")) {
      return filled(value, SecretPlace.ADDRESS);
    }
    String whole = lower.equals("cookie") ? inCookies(value) : value;
    String plain = inTokens(whole, secret -> secret);
    return hasLineEnd(plain) ? plain.replaceAll("[\r\n]+", " ").strip() : plain;
  }

  private void learnFrom(String captured, String secret) {
    Matcher token = TOKEN.matcher(captured);
    if (token.find()) {
      learn(token.group(), secret);
    }
  }

  private void learn(String token, String secret) {
    if (!tokens.containsKey(token)) {
      learned.put(token, secret);
    }
  }

  /** What stands behind the scheme, if both name the same. */
  private static String withoutScheme(String captured, String given) {
    int blank = captured.indexOf(' ');
    boolean same = blank > 0 && given.regionMatches(true, 0, captured, 0, blank + 1);
    return same ? given.substring(blank + 1).strip() : given;
  }

  /** Headers that this request lacks, as lines of its head. */
  void addTo(StringBuilder head, RequestHeaders there) {
    for (Map.Entry<String, String> one : added.entrySet()) {
      if (there.firstOrEmpty(one.getKey()).isEmpty()) {
        met.add(ADD + one.getKey());
        head.append(one.getKey()).append(": ").append(one.getValue()).append("\r\n");
      }
    }
  }

  /** What is to be told of them: names of no use, and schemes that stood twice. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>(unmet());
    remarks.addAll(twice);
    return remarks;
  }

  /** Names of the plan that were of no use to any request so far, each with what would help. */
  List<String> unmet() {
    List<String> unmet = new ArrayList<>();
    for (String name : new TreeSet<>(names)) {
      if (name.startsWith(ADD) && !met.contains(name)) {
        unmet.add("every request that is sent has the header of \"" + name + "\" already");
      } else if (name.contains(":") || name.startsWith(Redactor.MARK)) {
        if (!met.contains(name)) {
          unmet.add("the secret \"" + name + "\" stands in no request that is sent");
        }
      } else if (!met.contains(name.toLowerCase(Locale.ROOT))) {
        unmet.add(
            "no request that is sent has the header of the secret \""
                + name
                + "\"; \"add:"
                + name
                + "\" adds it");
      }
    }
    return unmet;
  }

  private String inCookies(String value) {
    if (cookies.isEmpty()) {
      return value;
    }
    StringBuilder text = new StringBuilder();
    for (String pair : value.split(";", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).strip();
      String known = cookies.get(name);
      if (known != null) {
        met.add(COOKIE + name);
        learnFrom(pair.substring(equals + 1), known);
      }
      text.append(text.isEmpty() ? "" : ";");
      text.append(known == null ? pair : pair.substring(0, equals + 1) + known);
    }
    return text.toString();
  }

  /** The body with its secrets, packed again if it was packed. */
  byte[] body(byte[] body, RequestHeaders named) {
    if (tokens.isEmpty() && learned.isEmpty() && fields.isEmpty()) {
      return body;
    }
    PackedBody packing = PackedBody.of(body, named);
    byte[] plain = packing.unpack(body, MOST_UNPACKED);
    if (plain == null) {
      return body;
    }
    // Bytes as characters one to one: what is not touched stays as it was.
    String text = new String(plain, StandardCharsets.ISO_8859_1);
    String filled = filled(text, SecretPlace.of(text, named));
    return filled.equals(text) ? body : packing.pack(filled.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** In characters that stand for one byte each. */
  private String filled(String text, SecretPlace place) {
    String filled = inTokens(text, secret -> bytes(place.written(secret)));
    for (Map.Entry<Pattern, Field> field : fields.getOrDefault(place, Map.of()).entrySet()) {
      String value = bytes(place.written(field.getValue().value()));
      filled =
          field
              .getKey()
              .matcher(filled)
              .replaceAll(found -> {
                met.add(field.getValue().name());
                learnFrom(found.group(), field.getValue().value());
                return Matcher.quoteReplacement(before(found) + value);
              });
    }
    return inTokens(filled, secret -> bytes(place.written(secret)));
  }

  private static String before(MatchResult found) {
    String first = found.group(1);
    return first != null || found.groupCount() < 2 ? String.valueOf(first) : found.group(2);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private String inTokens(String text, UnaryOperator<String> written) {
    if ((tokens.isEmpty() && learned.isEmpty()) || !text.contains(Redactor.MARK)) {
      return text;
    }
    return TOKEN
        .matcher(text)
        .replaceAll(found -> {
          String given = tokens.get(found.group());
          String known = given == null ? learned.get(found.group()) : given;
          met.add(found.group());
          return Matcher.quoteReplacement(known == null ? found.group() : written.apply(known));
        });
  }

  /** Notes a message that still carries a token in place of a secret. */
  void count(byte[] head, byte[] body) {
    byte[] plain = PackedBody.of(body, RequestHeaders.NONE).unpack(body, MOST_UNPACKED);
    left += holdsMark(head) || (plain != null && holdsMark(plain)) ? 1 : 0;
  }

  private static boolean holdsMark(byte[] bytes) {
    for (int i = 0; i + MARK.length <= bytes.length; i++) {
      if (bytes[i] == MARK[0] && Arrays.equals(bytes, i, i + MARK.length, MARK, 0, MARK.length)) {
        return true;
      }
    }
    return false;
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
