package dev.backdraft.replay.evidence;

import java.io.IOException;

/** A JVM that is there and does not answer, as one that was frozen or waits for a safepoint. */
final class SilentJvmException extends IOException {
  private static final long serialVersionUID = 1;

  private SilentJvmException(String message) {
    super(message);
  }

  static SilentJvmException to(String command) {
    return new SilentJvmException(
        "the JVM did not answer " + command.split(" ", 2)[0] + " in time; it is not asked again");
  }

  /** It forbids attaching, or is in no state to hear of it. */
  static SilentJvmException deaf(long pid) {
    return new SilentJvmException("the JVM " + pid + " does not let itself be asked");
  }
}
