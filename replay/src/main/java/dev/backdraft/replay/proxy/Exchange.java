package dev.backdraft.replay.proxy;

import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;

/** One request on its way through, and what came back. For the thread of its connection. */
final class Exchange {
  private final long timeNanos;
  private final long startedNanos;
  private final KeptBody requestBody;
  private final KeptBody responseBody;
  private String method = "";
  private String target = "";
  private String version = "";
  private RequestHeaders headers = RequestHeaders.NONE;
  private int status = RequestResponse.NO_RESPONSE;
  private RequestHeaders responseHeaders = RequestHeaders.NONE;
  private long endedNanos = -1;
  private boolean requestWhole;
  private boolean responseWhole;
  private boolean upgraded;

  Exchange(long timeNanos, long startedNanos, KeptBody requestBody, KeptBody responseBody) {
    this.timeNanos = timeNanos;
    this.startedNanos = startedNanos;
    this.requestBody = requestBody;
    this.responseBody = responseBody;
  }

  void request(String[] words, RequestHeaders named) {
    method = words[0];
    target = words[1];
    version = words[2];
    headers = named;
  }

  String method() {
    return method;
  }

  KeptBody requestBody() {
    return requestBody;
  }

  KeptBody responseBody() {
    return responseBody;
  }

  void response(int code, RequestHeaders named) {
    status = code;
    responseHeaders = named;
  }

  boolean answered() {
    return status != RequestResponse.NO_RESPONSE;
  }

  void upgrade() {
    endedNanos = System.nanoTime();
    upgraded = true;
    requestWhole = true;
    responseWhole = true;
  }

  void requestEnded() {
    requestWhole = true;
  }

  void responseEnded() {
    endedNanos = System.nanoTime();
    responseWhole = true;
  }

  boolean whole() {
    return requestWhole && responseWhole;
  }

  String host() {
    return headers.firstOrEmpty("Host");
  }

  /** As it is stored, before secrets are replaced. */
  RequestEntry entry(String scheme, String host, String session) {
    byte[] response = responseBody.take();
    long end = endedNanos < 0 ? System.nanoTime() : endedNanos;
    return new RequestEntry(
        timeNanos,
        end - startedNanos,
        method,
        scheme,
        host,
        target,
        version.startsWith("HTTP/") ? version.substring("HTTP/".length()) : version,
        session,
        headers,
        requestBody.take(),
        fault(),
        new RequestResponse(status, responseHeaders, responseWhole ? response : null));
  }

  private RequestFault fault() {
    if (upgraded) {
      return method.equals("CONNECT") ? RequestFault.TUNNEL : RequestFault.UPGRADE;
    }
    if (requestBody.tooLarge()) {
      return RequestFault.BODY_TOO_LARGE;
    }
    return requestWhole ? RequestFault.NONE : RequestFault.BODY_TRUNCATED;
  }
}
