package dev.backdraft.app.export;

import dev.backdraft.app.choose.FileChoice;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.work.Ending;
import dev.backdraft.app.work.Work;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** Asks where to write, and writes off the UI thread: the file is there whole or not at all. */
public final class ExportModel {
  private final Work work;
  private final FileChoice choice;
  private final Consumer<Path> written;
  private final Consumer<Remedy> troubles;

  /**
   * @param written told of each file that is there
   * @param troubles told why one is not
   */
  public ExportModel(
      Work work, FileChoice choice, Consumer<Path> written, Consumer<Remedy> troubles) {
    this.work = work;
    this.choice = choice;
    this.written = written;
    this.troubles = troubles;
  }

  /**
   * @param name of the file without its ending
   */
  public void save(Form form, String name, Seen seen) {
    choice
        .save("Export as " + form.label(), name + "." + form.extension(), form.extension())
        .ifPresent(file -> write(form, file, seen));
  }

  private void write(Form form, Path file, Seen seen) {
    work.start(
        "export " + file,
        "Writing " + file.getFileName(),
        activity -> {
          put(form, file, seen);
          return file;
        },
        new Ending<Path>() {
          @Override
          public void done(Path result) {
            written.accept(result);
          }

          @Override
          public boolean failed(Exception failure) {
            if (failure instanceof IOException expected) {
              troubles.accept(remedy(file, expected));
              return true;
            }
            return false;
          }
        });
  }

  private static void put(Form form, Path file, Seen seen) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        seen.write(form, out);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  static Remedy remedy(Path file, IOException failure) {
    String what = file.getFileName() + " could not be written";
    return switch (failure) {
      case AccessDeniedException denied ->
          new Remedy(what + ": no right to write there", "Choose another folder.");
      case NoSuchFileException missing ->
          new Remedy(what + ": its folder is gone", "Choose a folder that exists.");
      default ->
          new Remedy(
              what + ": " + failure.getMessage(),
              "Check that the disk is not full and the name is allowed, or choose another folder.");
    };
  }
}
