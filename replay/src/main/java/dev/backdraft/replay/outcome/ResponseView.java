package dev.backdraft.replay.outcome;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A response as far as it is compared. Lengths and codings are not: captures hold decoded bodies.
 *
 * @param headers those that are compared, or null if they were not kept
 * @param body as far as it was kept, or null if it was not
 * @param bodyBytes of the whole body
 * @param bodyHash of the whole body
 */
public record ResponseView(
    Outcome outcome,
    int status,
    @Nullable ResponseHeaders headers,
    byte @Nullable [] body,
    long bodyBytes,
    long bodyHash) {
  private static final int MOST_UNPACKED = 16 << 20;
  private static final int BRIEF = 64 << 10;

  /** Without headers. */
  public ResponseView(
      Outcome outcome, int status, byte @Nullable [] body, long bodyBytes, long bodyHash) {
    this(outcome, status, null, body, bodyBytes, bodyHash);
  }

  /** The same with other headers and another body, its length and hash those of the whole one. */
  public ResponseView with(@Nullable ResponseHeaders other, byte @Nullable [] otherBody) {
    return new ResponseView(outcome, status, other, otherBody, bodyBytes, bodyHash);
  }

  /** False if some of its body was not kept. */
  public boolean isWhole() {
    return bodyBytes == 0 || (body != null && body.length == bodyBytes);
  }

  /** The same as if it had no body. */
  public ResponseView withoutBody() {
    return new ResponseView(outcome, status, headers, null, 0, 0);
  }

  /** The same with no more of its body than a person reads. */
  ResponseView brief() {
    return body == null || body.length <= BRIEF ? this : with(headers, Arrays.copyOf(body, BRIEF));
  }

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
