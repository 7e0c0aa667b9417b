package dev.backdraft.app.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A source file as it is shown.
 *
 * @param file where it lies
 * @param lines without their ends; tabs as spaces
 * @param line the one that is asked for, from 1, or -1
 */
public record SourceText(Path file, List<String> lines, int line) {
  private static final long LARGEST_BYTES = 8L << 20;

  public SourceText {
    lines = List.copyOf(lines);
  }

  static SourceText read(Path file, int line) throws IOException {
    if (Files.size(file) > LARGEST_BYTES) {
      throw new IOException("it has more than " + (LARGEST_BYTES >> 20) + " MB");
    }
    // What is no UTF-8 becomes a replacement character: better than no source.
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return new SourceText(file, text.lines().map(one -> one.replace("\t", "    ")).toList(), line);
  }
}
