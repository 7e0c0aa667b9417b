package dev.backdraft.app.result;

import java.nio.file.Path;

/** A folder or file that holds no result of a replay. */
public final class ResultException extends Exception {
  private static final long serialVersionUID = 1;

  ResultException(Path file, String why) {
    super(file + ": " + why);
  }
}
