package dev.backdraft.replay.outcome;

import dev.backdraft.analysis.reader.capture.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What a response holds at a path, as differences name paths. */
public final class ResponseValues {
  private ResponseValues() {}

  /** All values there, {@code null} in words; of arrays those of each item. */
  public static Set<String> at(ResponseView response, String path) {
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
              : ResponseDiff.json(ResponseView.unpacked(body));
      if (json != null) {
        collect(json, path.substring(1), values);
      }
    }
    return values;
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
