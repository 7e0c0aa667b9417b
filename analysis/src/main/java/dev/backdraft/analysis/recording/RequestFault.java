package dev.backdraft.analysis.recording;

/** Why a captured request cannot be sent again, or {@link #NONE}. */
public enum RequestFault {
  NONE("none", "can be replayed"),
  NO_BODY("no-body", "the capture does not hold the body of this method"),
  BODY_LOST("body-lost", "the tool that wrote the capture destroyed the binary body"),
  BODY_TRUNCATED("body-truncated", "the body was cut when it was captured"),
  BODY_TOO_LARGE("body-too-large", "the body is larger than the reader's limit"),
  BODY_HIDDEN("body-hidden", "the packed body could not be searched for secrets and was left out"),
  BAD_FRAMING("bad-framing", "the bytes do not add up to one HTTP message"),
  NOT_HTTP("not-http", "what was sent was not HTTP"),
  NO_TARGET("no-target", "the capture does not say which path was asked for"),
  NOT_SENT("not-sent", "the client never sent it: a cached, blocked or internal entry"),
  TUNNEL("tunnel", "CONNECT opens a tunnel; what went through it was not captured"),
  UPGRADE("upgrade", "the connection was upgraded (WebSocket or another protocol)"),
  NESTED("nested", "a span inside another request of the same service"),
  OTHER_SERVICE("other-service", "a span of another service");

  private final String id;
  private final String meaning;

  RequestFault(String id, String meaning) {
    this.id = id;
    this.meaning = meaning;
  }

  /** Stands in the JSON forms and never changes. */
  public String id() {
    return id;
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }

  /** The fault of an id, or {@link #NONE} for an unknown one. */
  public static RequestFault of(String id) {
    for (RequestFault fault : values()) {
      if (fault.id.equals(id)) {
        return fault;
      }
    }
    return NONE;
  }
}
