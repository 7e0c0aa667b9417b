package dev.backdraft.replay.outcome;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A response as far as it is compared. Lengths and codings are not: captures hold decoded bodies.
 *
 * @param body as far as it was kept, or null if it was not
 * @param bodyBytes of the whole body
 * @param bodyHash of the whole body
 */
public record ResponseView(
    Outcome outcome, int status, byte @Nullable [] body, long bodyBytes, long bodyHash) {
  private static final int MOST_UNPACKED = 16 << 20;

  /** A gzipped body unpacked; any other as it is. */
  public static byte[] unpacked(byte[] body) {
    if (body.length < 3 || (body[0] & 0xff) != 0x1f || (body[1] & 0xff) != 0x8b) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] plain = in.readNBytes(MOST_UNPACKED);
      return plain.length == MOST_UNPACKED ? body : plain;
    } catch (IOException broken) {
      return body;
    }
  }
}
