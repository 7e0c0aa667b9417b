package dev.backdraft.analysis.reader;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Says by its first bytes what a file is that is not evidence, so that people see their slip. */
final class Sniffer {
  static final int HEAD = 1 << 12;

  private static final String LFS = "version https://git-lfs.github.com/spec/";

  private Sniffer() {}

  static boolean isJfr(byte[] head, int length) {
    return length >= 4 && head[0] == 'F' && head[1] == 'L' && head[2] == 'R' && head[3] == 0;
  }

  /** The version of a JFR file as major << 16 | minor, or -1 if it is too short to say. */
  static int jfrVersion(byte[] head, int length) {
    return length < 8
        ? -1
        : (head[4] & 0xff) << 24
            | (head[5] & 0xff) << 16
            | (head[6] & 0xff) << 8
            | (head[7] & 0xff);
  }

  static boolean isLfsPointer(byte[] head, int length) {
    return new String(head, 0, length, StandardCharsets.ISO_8859_1).startsWith(LFS);
  }

  /** The size that an LFS pointer names, or -1. */
  static long lfsSize(byte[] head, int length) {
    for (String line : new String(head, 0, length, StandardCharsets.ISO_8859_1).split("\n")) {
      if (line.startsWith("size ")) {
        try {
          return Long.parseLong(line.substring(5).strip());
        } catch (NumberFormatException e) {
          return -1;
        }
      }
    }
    return -1;
  }

  /** A short description of what a file looks like. */
  static String looksLike(byte[] head, int length) {
    if (starts(head, length, 0x7f, 'E', 'L', 'F')) {
      return "it looks like an ELF program or library";
    }
    if (starts(head, length, 0x89, 'P', 'N', 'G')) {
      return "it looks like a PNG picture";
    }
    if (starts(head, length, 0xff, 0xd8, 0xff)) {
      return "it looks like a JPEG picture";
    }
    if (starts(head, length, 'G', 'I', 'F', '8')) {
      return "it looks like a GIF picture";
    }
    if (starts(head, length, '%', 'P', 'D', 'F')) {
      return "it looks like a PDF document";
    }
    if (starts(head, length, 0xca, 0xfe, 0xba, 0xbe)) {
      return "it looks like a Java class";
    }
    if (starts(head, length, 'J', 'A', 'V', 'A', ' ', 'P', 'R', 'O', 'F', 'I', 'L', 'E')) {
      return "it looks like a Java heap dump";
    }
    if (starts(head, length, 'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f')) {
      return "it looks like an SQLite database";
    }
    if (starts(head, length, 'M', 'Z')) {
      return "it looks like a Windows program";
    }
    if (starts(head, length, 'B', 'Z', 'h')) {
      return "it is packed with bzip2, which is not unpacked here";
    }
    if (starts(head, length, 0xfd, '7', 'z', 'X', 'Z')) {
      return "it is packed with xz, which is not unpacked here";
    }
    if (starts(head, length, '7', 'z', 0xbc, 0xaf)) {
      return "it is packed with 7z, which is not unpacked here";
    }
    return isText(head, length) ? text(head, length) : "its bytes are of no known format";
  }

  private static boolean starts(byte[] head, int length, int... expected) {
    if (length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((head[i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(byte[] head, int length) {
    for (int i = 0; i < length; i++) {
      int b = head[i] & 0xff;
      if (b < 32 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] head, int length) {
    String text = new String(head, 0, length, StandardCharsets.UTF_8).strip();
    String low = text.toLowerCase(Locale.ROOT);
    if (low.startsWith("<!doctype html") || low.startsWith("<html")) {
      return "it looks like an HTML page";
    }
    if (low.startsWith("<?xml") || low.startsWith("<")) {
      return "it looks like XML";
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      return "it looks like JSON";
    }
    if (low.contains("full thread dump")) {
      return "it looks like a thread dump";
    }
    return text.isEmpty() ? "it holds nothing but white space" : "it looks like plain text";
  }
}
