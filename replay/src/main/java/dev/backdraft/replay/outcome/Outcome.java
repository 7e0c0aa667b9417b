package dev.backdraft.replay.outcome;

import org.jspecify.annotations.Nullable;

/** How a request ended. Each request has exactly one; the ids never change. */
public enum Outcome {
  STATUS(Stage.ANSWERED, "status", "answered with a whole response"),
  NOT_SENT_OVERLOAD(
      Stage.NOT_SENT, "not_sent_overload", "not sent: this machine could not (files, ports, time)"),
  NOT_SENT_DEPENDENCY(
      Stage.NOT_SENT, "not_sent_dependency", "not sent: the request it depends on failed"),
  NOT_SENT_FILTERED(Stage.NOT_SENT, "not_sent_filtered", "not sent: left out by the plan's filter"),
  NOT_SENT_UNSAFE(
      Stage.NOT_SENT, "not_sent_unsafe", "not sent: its method changes data and is not allowed"),
  NOT_SENT_BODY(Stage.NOT_SENT, "not_sent_body", "not sent: the capture does not hold it whole"),
  DNS(Stage.NOT_REACHED, "dns", "the name of the target could not be resolved"),
  CONNECT_REFUSED(Stage.NOT_REACHED, "connect_refused", "the connection was refused"),
  CONNECT_TIMEOUT(Stage.NOT_REACHED, "connect_timeout", "no connection within the time allowed"),
  CONNECT_RESET(Stage.NOT_REACHED, "connect_reset", "reset while connecting"),
  TLS_HANDSHAKE(Stage.NOT_REACHED, "tls_handshake", "the TLS handshake failed"),
  WRITE_FAILED(
      Stage.TAKEN, "write_failed", "the connection broke before the request was sent whole"),
  CLOSED_IDLE(
      Stage.IDLE, "closed_idle", "the server had closed the idle connection, found when writing"),
  CLOSED_BEFORE_RESPONSE(
      Stage.TAKEN, "closed_before_response", "closed without one byte of a response"),
  RESET_BEFORE_RESPONSE(
      Stage.TAKEN, "reset_before_response", "reset without one byte of a response"),
  RESET_MID_HEADERS(Stage.TAKEN, "reset_mid_headers", "reset within the response's headers"),
  TRUNCATED_HEADERS(
      Stage.TAKEN, "truncated_headers", "closed before the end of the response's headers"),
  MALFORMED_RESPONSE(Stage.TAKEN, "malformed_response", "what came back is not HTTP"),
  TRUNCATED_BODY(Stage.TAKEN, "truncated_body", "closed before the end of the response's body"),
  RESET_MID_BODY(Stage.TAKEN, "reset_mid_body", "reset before the end of the response's body"),
  RESPONSE_TIMEOUT(
      Stage.TAKEN, "response_timeout", "no byte of a response within the time allowed"),
  BODY_TIMEOUT(Stage.TAKEN, "body_timeout", "the response did not end within the time allowed"),
  PROTOCOL_ERROR(Stage.TAKEN, "protocol_error", "refused or broken off by the protocol");

  /** How far a request came. */
  private enum Stage {
    NOT_SENT,
    /** The target was not there for it. */
    NOT_REACHED,
    /** Its kept connection had ended before: nobody saw it. */
    IDLE,
    /** The target had it, or a part of it, and gave no whole answer. */
    TAKEN,
    ANSWERED
  }

  private static final Outcome[] ALL = values();

  private final Stage stage;
  private final String id;
  private final String meaning;

  Outcome(Stage stage, String id, String meaning) {
    this.stage = stage;
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
    return stage == Stage.NOT_SENT;
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

  /** Taken by the target, and not answered whole. */
  public boolean leftUnanswered() {
    return stage == Stage.TAKEN;
  }

  /** The target failed it. A connection that was closed while idle is counted apart. */
  public boolean failure(int status) {
    return switch (stage) {
      case NOT_SENT, IDLE -> false;
      case NOT_REACHED, TAKEN -> true;
      case ANSWERED -> status >= 500;
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
