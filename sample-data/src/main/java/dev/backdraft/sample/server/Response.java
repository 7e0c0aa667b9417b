package dev.backdraft.sample.server;

import java.nio.charset.StandardCharsets;

/** One response. */
public record Response(int status, String type, byte[] body) {
  public static Response json(int status, byte[] body) {
    return new Response(status, "application/json", body);
  }

  public static Response text(int status, String text) {
    return new Response(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }
}
