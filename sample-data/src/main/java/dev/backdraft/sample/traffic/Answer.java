package dev.backdraft.sample.traffic;

/**
 * What came back for a request.
 *
 * @param whenNanos since 1970, when it was sent
 * @param tookNanos until the last byte or the end of the connection
 * @param bytes the response as on the wire; empty if the connection was closed without one
 */
public record Answer(Sent sent, long whenNanos, long tookNanos, byte[] bytes) {
  /** The status, or 0 without a response. */
  public int status() {
    return bytes.length < 12
        ? 0
        : Integer.parseInt(new String(bytes, 9, 3, java.nio.charset.StandardCharsets.US_ASCII));
  }
}
