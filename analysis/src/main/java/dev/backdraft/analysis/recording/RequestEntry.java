package dev.backdraft.analysis.recording;

import org.jspecify.annotations.Nullable;

/**
 * One captured request with everything that is known of it.
 *
 * @param timeNanos when it was sent or arrived, epoch nanoseconds
 * @param durationNanos until its last byte, or -1
 * @param method as GET
 * @param scheme http or https
 * @param host with the port if the capture names one; empty if unknown
 * @param target path and query, as on the request line
 * @param version 1.0, 1.1, 2, 3, or empty if unknown
 * @param session the connection or client that it belongs to; empty if unknown
 * @param headers without those that belong to one connection or to the framing
 * @param body null if there was none, or none was kept
 * @param fault why it cannot be sent again
 */
public record RequestEntry(
    long timeNanos,
    long durationNanos,
    String method,
    String scheme,
    String host,
    String target,
    String version,
    String session,
    RequestHeaders headers,
    byte @Nullable [] body,
    RequestFault fault,
    RequestResponse response) {

  public String url() {
    return scheme + "://" + host + target;
  }

  public RequestEntry withTarget(String other) {
    return new RequestEntry(
        timeNanos,
        durationNanos,
        method,
        scheme,
        host,
        other,
        version,
        session,
        headers,
        body,
        fault,
        response);
  }

  public RequestEntry withFault(RequestFault why) {
    return new RequestEntry(
        timeNanos,
        durationNanos,
        method,
        scheme,
        host,
        target,
        version,
        session,
        headers,
        body,
        why,
        response);
  }
}
