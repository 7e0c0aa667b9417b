package dev.backdraft.app.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a result goes: standard output, or a file that appears whole or not at all. */
final class Output {
  private static final int BUFFER_BYTES = 1 << 16;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write there instead of to standard output.")
  private @Nullable Path file;

  /** Writes the result. */
  @FunctionalInterface
  interface Result {
    void write(OutputStream out) throws IOException;
  }

  void write(Terminal terminal, Result result) throws IOException {
    if (file == null) {
      result.write(terminal.out());
    } else if (Files.exists(file) && !Files.isRegularFile(file)) {
      // A pipe or a device: nothing to keep whole.
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
        result.write(out);
      }
    } else {
      whole(file, result);
    }
  }

  /** Written beside first, so that an older file is not lost to a full disk. */
  private static void whole(Path file, Result result) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(beside), BUFFER_BYTES)) {
        result.write(out);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
