package dev.backdraft.analysis.recording;

import org.jspecify.annotations.Nullable;

/**
 * What the capture says about how a request ended.
 *
 * @param status the HTTP status, {@link #NO_RESPONSE} or {@link #UNKNOWN}
 * @param headers as captured; a length or coding among them may not fit the body
 * @param body decoded as far as the capture allows, or null if it was not kept
 */
public record RequestResponse(int status, RequestHeaders headers, byte @Nullable [] body) {
  /** The request was sent and nothing came back. */
  public static final int NO_RESPONSE = 0;

  /** The capture does not say. */
  public static final int UNKNOWN = -1;

  public static final RequestResponse NOT_KNOWN =
      new RequestResponse(UNKNOWN, RequestHeaders.NONE, null);
}
