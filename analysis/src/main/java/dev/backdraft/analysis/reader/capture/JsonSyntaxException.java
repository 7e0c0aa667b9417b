package dev.backdraft.analysis.reader.capture;

import java.io.IOException;

/** Text that is not JSON, or nests deeper than is read here. */
public final class JsonSyntaxException extends IOException {
  private static final long serialVersionUID = 1;

  private final long offset;
  private final String expected;
  private final String found;

  JsonSyntaxException(long offset, String expected, String found) {
    super("byte " + offset + ": expected " + expected + ", found " + found);
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }

  public long offset() {
    return offset;
  }

  public String expected() {
    return expected;
  }

  public String found() {
    return found;
  }
}
