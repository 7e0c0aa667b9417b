package dev.backdraft.analysis.recording;

/**
 * Something that could not be read, and how much was lost by it.
 *
 * @param kind what sort of fault
 * @param file the file's name as the person gave it
 * @param offset where in the (unpacked) file, or -1
 * @param lostBytes how many bytes could not be used, or -1 if that cannot be known
 * @param expected what should have stood there
 * @param found what stood there
 */
public record Problem(
    Kind kind, String file, long offset, long lostBytes, String expected, String found) {

  /** The sorts of fault; the id stands in the JSON forms and never changes. */
  public enum Kind {
    TRUNCATED("truncated"),
    UNFINISHED_CHUNK("unfinished-chunk"),
    BROKEN_CHUNK("broken-chunk"),
    BROKEN_EVENT("broken-event"),
    BROKEN_METADATA("broken-metadata"),
    BROKEN_CONSTANTS("broken-constants"),
    UNKNOWN_TYPE("unknown-type"),
    LIMIT("limit"),
    FOREIGN_BYTES("foreign-bytes"),
    BROKEN_COMPRESSION("broken-compression");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    public String id() {
      return id;
    }
  }

  /** One line for people. */
  public String message() {
    StringBuilder text = new StringBuilder(file);
    if (offset >= 0) {
      text.append(" at byte ").append(offset);
    }
    text.append(": expected ").append(expected).append(", found ").append(found);
    if (lostBytes > 0) {
      text.append("; ").append(lostBytes).append(" bytes lost");
    }
    return text.toString();
  }
}
