package dev.backdraft.replay.evidence;

import java.io.IOException;

/** A JVM that is there and does not answer, as one that was frozen or waits for a safepoint. */
final class SilentJvmException extends IOException {
  private static final long serialVersionUID = 1;

  SilentJvmException(String command) {
    super("the JVM did not answer " + command.split(" ", 2)[0] + " in time; it is not asked again");
  }
}
