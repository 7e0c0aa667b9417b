package dev.backdraft.analysis.reader.packed;

import java.io.IOException;

/** Packed bytes that end too early or cannot be: what came before is good. */
final class BrokenPackException extends IOException {
  BrokenPackException(String found) {
    super(found);
  }
}
