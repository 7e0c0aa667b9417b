package dev.backdraft.replay.outcome;

import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.analysis.reader.capture.JsonReader;
import dev.backdraft.analysis.reader.capture.JsonSyntaxException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares two responses by meaning: status, headers, JSON by path and value, text by lines, the
 * rest by hash.
 */
public final class ResponseDiff {
  /** More differences of one pair say nothing more. */
  private static final int MOST = 200;

  private static final int SHOWN = 200;

  /** A longer one is compared as it is written: to read its digits takes their square. */
  private static final int LONGEST_NUMBER = 1_000;

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?.{0,8}"
              + "|[A-Z][a-z]{2}, \\d\\d[ -][A-Z][a-z]{2}[ -]\\d{2,4} \\d\\d:\\d\\d:\\d\\d GMT");

  private final List<Difference> differences = new ArrayList<>();
  private final Set<Seen> seen = new HashSet<>();
  private final boolean unordered;
  private final JsonHash hash;
  private final ComparingWork work;

  private record Seen(String path, Difference.Kind kind) {}

  private ResponseDiff(boolean unordered, JsonHash hash, ComparingWork work) {
    this.unordered = unordered;
    this.hash = hash;
    this.work = work;
  }

  /** Order counts in arrays. */
  public static List<Difference> between(ResponseView before, ResponseView after) {
    return between(before, after, false);
  }

  /**
   * All differences, the same path at most once.
   *
   * @param unordered arrays with the same elements in another order are equal
   */
  public static List<Difference> between(
      ResponseView before, ResponseView after, boolean unordered) {
    return between(before, after, unordered, new ComparingWork());
  }

  /** The same, adding to {@code work} what it took. */
  static List<Difference> between(
      ResponseView before, ResponseView after, boolean unordered, ComparingWork work) {
    ResponseDiff diff = new ResponseDiff(unordered, new JsonHash(), work);
    if (before.outcome() != after.outcome()) {
      diff.add("outcome", Difference.Kind.VALUE, before.outcome().id(), after.outcome().id());
    } else if (before.status() != after.status()) {
      diff.add("status", Difference.Kind.VALUE, "" + before.status(), "" + after.status());
    }
    if (!looksWithin(before, after)) {
      return diff.differences;
    }
    if (before.headers() != null && after.headers() != null) {
      HeaderDiff.between(before.headers(), after.headers(), diff::add);
    }
    diff.bodies(before, after);
    work.hashed(diff.hash.hashed());
    return diff.differences;
  }

  /**
   * True if two answers are compared field by field. What an error page holds and a proper answer
   * does not is no field that changed.
   */
  static boolean looksWithin(ResponseView before, ResponseView after) {
    boolean alike = before.outcome() == after.outcome();
    boolean page = before.status() >= 500 || after.status() >= 500;
    return alike && (before.status() == after.status() || !page);
  }

  private void bodies(ResponseView before, ResponseView after) {
    if (before.bodyBytes() == after.bodyBytes() && before.bodyHash() == after.bodyHash()) {
      return;
    }
    byte[] a = before.body();
    byte[] b = after.body();
    boolean whole =
        a != null && b != null && a.length == before.bodyBytes() && b.length == after.bodyBytes();
    if (a == null || b == null || !whole) {
      add(
          "body",
          Difference.Kind.BINARY,
          before.bodyBytes() + " bytes",
          after.bodyBytes() + " bytes");
      return;
    }
    a = ResponseView.unpacked(a);
    b = ResponseView.unpacked(b);
    work.parsed(a);
    work.parsed(b);
    JsonNode left = json(a);
    JsonNode right = json(b);
    if (left != null && right != null) {
      int known = differences.size();
      nodes("$", left, right);
      if (differences.size() == known && (JsonHash.isCut(left) || JsonHash.isCut(right))) {
        // Equal as far as they were read, and yet their bytes are not.
        add("body", Difference.Kind.BINARY, a.length + " bytes", b.length + " bytes");
      }
    } else if (isText(a) && isText(b)) {
      text(a, b);
    } else {
      add("body", Difference.Kind.BINARY, a.length + " bytes", b.length + " bytes");
    }
  }

  /** The body as JSON, or null if it is something else. */
  static @Nullable JsonNode json(byte[] body) {
    int first = 0;
    while (first < body.length && body[first] <= ' ' && body[first] > 0) {
      first++;
    }
    if (first == body.length || (body[first] != '{' && body[first] != '[')) {
      return null;
    }
    try {
      return JsonReader.parse(body, 0, body.length);
    } catch (JsonSyntaxException notJson) {
      return null;
    }
  }

  private static boolean isText(byte[] body) {
    for (byte b : body) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private void text(byte[] a, byte[] b) {
    String[] left = new String(a, StandardCharsets.UTF_8).split("\\R", -1);
    String[] right = new String(b, StandardCharsets.UTF_8).split("\\R", -1);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      if (!left[i].strip().equals(right[i].strip())) {
        add("body", Difference.Kind.TEXT, left[i], right[i]);
        return;
      }
    }
    if (left.length != right.length) {
      add("body", Difference.Kind.TEXT, left.length + " lines", right.length + " lines");
    }
  }

  private void nodes(String path, JsonNode a, JsonNode b) {
    if (differences.size() >= MOST) {
      return;
    }
    if (a.kind() != b.kind()) {
      add(path, Difference.Kind.TYPE, shown(a), shown(b));
      return;
    }
    switch (a.kind()) {
      case OBJECT -> objects(path, a, b);
      case ARRAY -> arrays(path, a, b);
      case NUMBER -> {
        if (!sameNumber(a.asText(), b.asText())) {
          add(path, Difference.Kind.VALUE, a.asText(), b.asText());
        }
      }
      case TEXT, BOOLEAN -> {
        if (!a.asText().equals(b.asText())) {
          Difference.Kind kind =
              sameClass(a.asText(), b.asText()) ? Difference.Kind.VARIED : Difference.Kind.VALUE;
          add(path, kind, a.asText(), b.asText());
        }
      }
      case NULL, MISSING -> {}
    }
  }

  private void objects(String path, JsonNode a, JsonNode b) {
    for (Map.Entry<String, JsonNode> member : a.members().entrySet()) {
      String inner = path + "." + name(member.getKey());
      JsonNode other = b.get(member.getKey());
      if (other.is(JsonNode.Kind.MISSING)) {
        add(inner, Difference.Kind.MISSING, shown(member.getValue()), "");
      } else {
        nodes(inner, member.getValue(), other);
      }
    }
    for (Map.Entry<String, JsonNode> member : b.members().entrySet()) {
      if (!a.members().containsKey(member.getKey())) {
        add(
            path + "." + name(member.getKey()),
            Difference.Kind.EXTRA,
            "",
            shown(member.getValue()));
      }
    }
  }

  /** Members named by ids are one path, or each request would have fields of its own. */
  static String name(String key) {
    return Endpoints.isId(key) ? "{id}" : key;
  }

  private void arrays(String path, JsonNode a, JsonNode b) {
    List<JsonNode> left = a.items();
    List<JsonNode> right = b.items();
    if (left.size() != right.size()) {
      add(path, Difference.Kind.SIZE, "" + left.size(), "" + right.size());
      return;
    }
    ResponseDiff inOrder = new ResponseDiff(unordered, hash, work);
    String inner = path + "[]";
    for (int i = 0; i < left.size(); i++) {
      inOrder.nodes(inner, left.get(i), right.get(i));
    }
    if (inOrder.differences.isEmpty()) {
      return;
    }
    if (hash.sameElements(left, right)) {
      if (!unordered) {
        add(path, Difference.Kind.ORDER, shown(a), shown(b));
      }
      return;
    }
    inOrder.differences.forEach(d -> add(d.path(), d.kind(), d.before(), d.after()));
  }

  /** 1, 1.0 and 1e0 mean the same. */
  private static boolean sameNumber(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    BigDecimal left = decimal(a);
    BigDecimal right = decimal(b);
    return left != null && right != null && left.compareTo(right) == 0;
  }

  static @Nullable BigDecimal decimal(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException tooOdd) {
      return null;
    }
  }

  /**
   * Random ids and times differ between any two runs: there their class is what must stay. One that
   * is the same in all old answers is held to its value all the same.
   */
  static boolean sameClass(String a, String b) {
    return (UUID.matcher(a).matches() && UUID.matcher(b).matches())
        || (TIME.matcher(a).matches() && TIME.matcher(b).matches());
  }

  private static String shown(JsonNode node) {
    return switch (node.kind()) {
      case OBJECT -> "{" + String.join(", ", node.members().keySet()) + "}";
      case ARRAY -> node.items().size() + " items";
      case TEXT -> "\"" + node.asText() + "\"";
      case NUMBER, BOOLEAN -> node.asText();
      case NULL -> "null";
      case MISSING -> "";
    };
  }

  private void add(String path, Difference.Kind kind, String before, String after) {
    if (differences.size() < MOST && seen.add(new Seen(path, kind))) {
      differences.add(new Difference(path, kind, cut(before), cut(after)));
    }
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
