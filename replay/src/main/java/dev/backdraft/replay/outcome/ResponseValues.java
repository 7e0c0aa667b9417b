package dev.backdraft.replay.outcome;

import dev.backdraft.analysis.reader.capture.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a response holds at a path, as differences name paths. */
public final class ResponseValues {
  private ResponseValues() {}

  /** All values there, {@code null} in words; of arrays those of each item. */
  static Set<String> at(ResponseView response, String path) {
    return at(response, path, new ComparingWork());
  }

  /** The same, adding to {@code work} what it took. */
  public static Set<String> at(ResponseView response, String path, ComparingWork work) {
    Set<String> values = new TreeSet<>();
    if (path.equals("outcome")) {
      values.add(response.outcome().id());
    } else if (response.outcome() != Outcome.STATUS) {
      return values;
    } else if (path.equals("status")) {
      values.add(Integer.toString(response.status()));
    } else if (path.startsWith(HeaderDiff.PREFIX)) {
      ResponseHeaders headers = response.headers();
      return headers == null ? values : header(headers, path.substring(HeaderDiff.PREFIX.length()));
    } else if (path.startsWith("$")) {
      byte[] body = response.body();
      JsonNode json =
          body == null || body.length != response.bodyBytes()
              ? null
              : json(ResponseView.unpacked(body), work);
      if (json != null) {
        collect(json, path.substring(1), values);
      }
    }
    return values;
  }

  private static @Nullable JsonNode json(byte[] body, ComparingWork work) {
    work.parsed(body);
    return ResponseDiff.json(body);
  }

  /**
   * True if both answers can be looked into at a path: what was not kept, never came whole, or
   * stands in an error page on one side only says nothing of a value.
   */
  public static boolean comparable(ResponseView before, ResponseView after, String path) {
    if (path.equals("outcome")) {
      return true;
    }
    if (before.outcome() != Outcome.STATUS || after.outcome() != Outcome.STATUS) {
      return false;
    }
    if (path.equals("status")) {
      return true;
    }
    if (before.status() >= 500 != after.status() >= 500) {
      return false;
    }
    if (path.startsWith(HeaderDiff.PREFIX)) {
      return before.headers() != null && after.headers() != null;
    }
    return before.isWhole() && after.isWhole();
  }

  /** A value as a plan writes it, in the one way in which answers hold it at the path. */
  public static String meant(String path, String value) {
    if (value.isEmpty() || !path.startsWith(HeaderDiff.PREFIX)) {
      return value;
    }
    String name = path.substring(HeaderDiff.PREFIX.length()).toLowerCase(Locale.ROOT);
    if (name.startsWith(HeaderDiff.COOKIES)) {
      return CookieDiff.meantAt(name, value);
    }
    String local = name.endsWith("location") ? OwnAddress.withoutLoopback(value) : value;
    return HeaderValues.of(ResponseHeaders.of(List.of(name, local)), name).getFirst();
  }

  private static Set<String> header(ResponseHeaders headers, String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.startsWith(HeaderDiff.COOKIES)
        ? CookieDiff.at(headers.of(HeaderDiff.COOKIES), path.substring(HeaderDiff.COOKIES.length()))
        : new TreeSet<>(HeaderValues.of(headers, lower));
  }

  private static void collect(JsonNode node, String path, Set<String> values) {
    if (path.startsWith("[]")) {
      node.items().forEach(item -> collect(item, path.substring(2), values));
    } else if (path.startsWith(".")) {
      // A name may hold dots itself: each member whose name the path goes on with is meant.
      node.members()
          .forEach((key, member) -> {
            String name = "." + (Endpoints.isId(key) ? "{id}" : key);
            String rest = path.startsWith(name) ? path.substring(name.length()) : "?";
            if (rest.isEmpty() || rest.startsWith(".") || rest.startsWith("[]")) {
              collect(member, rest, values);
            }
          });
    } else if (path.isEmpty() && !node.is(JsonNode.Kind.MISSING)) {
      values.add(node.is(JsonNode.Kind.NULL) ? "null" : node.asText());
    }
  }
}
