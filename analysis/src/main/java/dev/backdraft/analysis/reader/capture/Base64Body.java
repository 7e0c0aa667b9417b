package dev.backdraft.analysis.reader.capture;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A binary body as captures write it. */
final class Base64Body {
  private Base64Body() {}

  /** Null for what is not Base64; line ends and blanks between are allowed. */
  static byte @Nullable [] decoded(String base64) {
    for (int i = 0; i < base64.length(); i++) {
      char c = base64.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean other = (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
      // The lenient decoder drops whatever it does not know, and so would send a rest of the body.
      if (!letter && !other && c > ' ') {
        return null;
      }
    }
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException broken) {
      return null;
    }
  }
}
