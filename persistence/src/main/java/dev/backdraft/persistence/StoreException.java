package dev.backdraft.persistence;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The store could not be read or written, with the facts. */
public abstract sealed class StoreException extends Exception {
  private final Path file;

  private StoreException(Path file, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.file = file;
  }

  public Path file() {
    return file;
  }

  /** Written by a newer Backdraft. */
  public static final class Newer extends StoreException {
    private final int found;
    private final int known;

    Newer(Path file, int found, int known) {
      super(file, "written by a newer version (" + found + " > " + known + ")", null);
      this.found = found;
      this.known = known;
    }

    public int found() {
      return found;
    }

    public int known() {
      return known;
    }
  }

  /** A database, but not one of ours. */
  public static final class Foreign extends StoreException {
    Foreign(Path file) {
      super(file, "a database of another program", null);
    }
  }

  /** Another process holds it for longer than we wait. */
  public static final class Locked extends StoreException {
    Locked(Path file, Throwable cause) {
      super(file, "locked by another process", cause);
    }
  }

  /** The disk or the system failed; the message says how. */
  public static final class Failed extends StoreException {
    Failed(Path file, Throwable cause) {
      super(file, String.valueOf(cause.getMessage()), cause);
    }
  }
}
