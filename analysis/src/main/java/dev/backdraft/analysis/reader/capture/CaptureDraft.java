package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import org.jspecify.annotations.Nullable;

/** A request as a reader found it, before it is checked, cleaned and hidden. */
final class CaptureDraft {
  long timeNanos = Times.NONE;

  /** Where in the file it begins, or -1. */
  long offset = -1;

  long durationNanos = -1;

  /** A duration whose unit this entry does not tell. */
  @Nullable LoggedDuration unclear;

  boolean wholeSeconds;
  String method = "";

  /** Empty, or http or https. */
  String scheme = "";

  String host = "";

  /** A path with a query, or a whole address, which then also gives scheme and host. */
  String target = "";

  String version = "";
  String session = "";
  RequestHeaders headers = RequestHeaders.NONE;
  byte @Nullable [] body;

  /** False where the format cannot hold a body, or this entry does not tell. */
  boolean bodyKnown = true;

  RequestFault fault = RequestFault.NONE;
  RequestResponse response = RequestResponse.NOT_KNOWN;
}
