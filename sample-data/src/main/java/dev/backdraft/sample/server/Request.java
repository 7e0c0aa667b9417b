package dev.backdraft.sample.server;

import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;

/**
 * One request.
 *
 * @param path without its query
 * @param query after the question mark, or empty
 * @param accept what the caller reads, or empty
 * @param body as it came
 * @param span that measures it
 */
public record Request(
    String method, String path, String query, String accept, byte[] body, Span span) {
  /** The part of the path after the last slash. */
  public String last() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The first part of the path, as {@code carts}. */
  public String first() {
    int end = path.indexOf('/', 1);
    return path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
