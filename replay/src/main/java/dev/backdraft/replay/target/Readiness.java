package dev.backdraft.replay.target;

import java.util.regex.Pattern;

/** How to tell that a target is ready. */
public sealed interface Readiness {
  /** A path answers with a status below 400. */
  record Path(String path) implements Readiness {
    public Path {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("a path begins with '/': " + path);
      }
    }
  }

  /** A line of its output matches. */
  record Log(Pattern pattern) implements Readiness {}

  /** The port accepts connections. */
  record Port() implements Readiness {}
}
