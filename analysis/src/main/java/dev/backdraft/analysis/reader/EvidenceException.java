package dev.backdraft.analysis.reader;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that gives no Recording at all, with the facts. Damage that leaves something to show is a
 * {@link dev.backdraft.analysis.recording.Problem} instead.
 */
public abstract sealed class EvidenceException extends Exception {
  private final Path file;

  private EvidenceException(Path file, String message) {
    super(message);
    this.file = file;
  }

  public Path file() {
    return file;
  }

  /** No such file. */
  public static final class Missing extends EvidenceException {
    public Missing(Path file) {
      super(file, "there is no such file");
    }
  }

  /** A folder where a file was expected. */
  public static final class Folder extends EvidenceException {
    public Folder(Path file) {
      super(file, "this is a folder");
    }
  }

  /** The file holds nothing. */
  public static final class Empty extends EvidenceException {
    public Empty(Path file) {
      super(file, "the file is empty (0 bytes)");
    }
  }

  /** The file may not be read. */
  public static final class Forbidden extends EvidenceException {
    public Forbidden(Path file) {
      super(file, "no permission to read the file");
    }
  }

  /** A Git LFS pointer instead of the file that it stands for. */
  public static final class LfsPointer extends EvidenceException {
    private final long sizeBytes;

    public LfsPointer(Path file, long sizeBytes) {
      super(file, "this is a Git LFS pointer, not the file itself");
      this.sizeBytes = sizeBytes;
    }

    /** The size of the real file, or -1 if the pointer does not say. */
    public long sizeBytes() {
      return sizeBytes;
    }
  }

  /** Not a format that is read here. */
  public static final class Unknown extends EvidenceException {
    public Unknown(Path file, String looksLike) {
      super(file, "not a recording: " + looksLike);
    }
  }

  /** A known format in a version that is not read here. */
  public static final class OldFormat extends EvidenceException {
    private final String readers;

    public OldFormat(Path file, String format, String readers) {
      super(file, format + " is not read here");
      this.readers = readers;
    }

    /** The words who can read it. */
    public String readers() {
      return readers;
    }
  }

  /** The right format, but nothing in it could be read. */
  public static final class Nothing extends EvidenceException {
    public Nothing(Path file, String why) {
      super(file, "nothing could be read: " + why);
    }
  }

  /** The disk or the system failed. */
  public static final class Failed extends EvidenceException {
    public Failed(Path file, IOException cause) {
      super(file, "reading failed: " + cause.getMessage());
      initCause(cause);
    }
  }
}
