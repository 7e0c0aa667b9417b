package dev.backdraft.replay.outcome;

import org.jspecify.annotations.Nullable;

/** How a request ended. Each request has exactly one; the ids never change. */
public enum Outcome {
  STATUS("status", "answered with a whole response"),
  NOT_SENT_OVERLOAD("not_sent_overload", "not sent: this machine could not (files, ports, time)"),
  NOT_SENT_DEPENDENCY("not_sent_dependency", "not sent: the request it depends on failed"),
  NOT_SENT_FILTERED("not_sent_filtered", "not sent: left out by the plan's filter"),
  NOT_SENT_UNSAFE("not_sent_unsafe", "not sent: its method changes data and is not allowed"),
  NOT_SENT_BODY("not_sent_body", "not sent: the capture does not hold it whole"),
  DNS("dns", "the name of the target could not be resolved"),
  CONNECT_REFUSED("connect_refused", "the connection was refused"),
  CONNECT_TIMEOUT("connect_timeout", "no connection within the time allowed"),
  CONNECT_RESET("connect_reset", "reset while connecting"),
  TLS_HANDSHAKE("tls_handshake", "the TLS handshake failed"),
  WRITE_FAILED("write_failed", "the connection broke before the request was sent whole"),
  CLOSED_IDLE("closed_idle", "the server had closed the idle connection, found when writing"),
  CLOSED_BEFORE_RESPONSE("closed_before_response", "closed without one byte of a response"),
  RESET_BEFORE_RESPONSE("reset_before_response", "reset without one byte of a response"),
  RESET_MID_HEADERS("reset_mid_headers", "reset within the response's headers"),
  TRUNCATED_HEADERS("truncated_headers", "closed before the end of the response's headers"),
  MALFORMED_RESPONSE("malformed_response", "what came back is not HTTP"),
  TRUNCATED_BODY("truncated_body", "closed before the end of the response's body"),
  RESET_MID_BODY("reset_mid_body", "reset before the end of the response's body"),
  RESPONSE_TIMEOUT("response_timeout", "no byte of a response within the time allowed"),
  BODY_TIMEOUT("body_timeout", "the response did not end within the time allowed"),
  PROTOCOL_ERROR("protocol_error", "refused or broken off by the protocol");

  private static final Outcome[] ALL = values();

  private final String id;
  private final String meaning;

  Outcome(String id, String meaning) {
    this.id = id;
    this.meaning = meaning;
  }

  public String id() {
    return id;
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }

  /** It never left this machine: says nothing of the target. */
  public boolean notSent() {
    return id.startsWith("not_sent");
  }

  /** Sent, and then the connection ended without a byte of a response. */
  public boolean dropped() {
    return this == CLOSED_BEFORE_RESPONSE || this == RESET_BEFORE_RESPONSE;
  }

  /**
   * Its time is a latency: that of a whole answer, or at least that of one that was waited for in
   * vain. What fails at once takes no time, and would make a build that fails look fast.
   */
  public boolean timed() {
    return this == STATUS || this == RESPONSE_TIMEOUT || this == BODY_TIMEOUT;
  }

  /** The target failed it. A connection that was closed while idle is counted apart. */
  public boolean failure(int status) {
    return switch (this) {
      case STATUS -> status >= 500;
      case NOT_SENT_OVERLOAD,
          NOT_SENT_DEPENDENCY,
          NOT_SENT_FILTERED,
          NOT_SENT_UNSAFE,
          NOT_SENT_BODY,
          CLOSED_IDLE ->
          false;
      case DNS,
          CONNECT_REFUSED,
          CONNECT_TIMEOUT,
          CONNECT_RESET,
          TLS_HANDSHAKE,
          WRITE_FAILED,
          CLOSED_BEFORE_RESPONSE,
          RESET_BEFORE_RESPONSE,
          RESET_MID_HEADERS,
          TRUNCATED_HEADERS,
          MALFORMED_RESPONSE,
          TRUNCATED_BODY,
          RESET_MID_BODY,
          RESPONSE_TIMEOUT,
          BODY_TIMEOUT,
          PROTOCOL_ERROR ->
          true;
    };
  }

  /** The outcome of an id, or null. */
  public static @Nullable Outcome of(String id) {
    for (Outcome outcome : ALL) {
      if (outcome.id.equals(id)) {
        return outcome;
      }
    }
    return null;
  }
}
