package dev.backdraft.replay.target;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A folder that one target may fill, deleted with it. Links are copied as links, never followed.
 */
final class ScratchFolder implements AutoCloseable {
  private static final String NAME = "backdraft-state-";

  private final Path path;

  private ScratchFolder(Path path) {
    this.path = path;
  }

  /** A copy of {@code original}, or an empty folder. */
  static ScratchFolder of(@Nullable Path original) throws IOException {
    ScratchFolder scratch = new ScratchFolder(Files.createTempDirectory(prefix()));
    if (original != null) {
      try {
        copy(original, scratch.path);
      } catch (IOException failed) {
        scratch.close();
        throw failed;
      }
    }
    return scratch;
  }

  /** Names who made it, so that what a killed process left can be told from what is in use. */
  private static String prefix() {
    ProcessHandle self = ProcessHandle.current();
    return NAME + self.pid() + "-" + started(self) + "-";
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Deletes the folders of processes that are no more, as those are that were killed. */
  static void sweep() {
    sweep(Path.of(System.getProperty("java.io.tmpdir")));
  }

  static void sweep(Path temp) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temp, NAME + "*")) {
      for (Path folder : folders) {
        if (orphaned(folder.getFileName().toString())) {
          new ScratchFolder(folder).close();
        }
      }
    } catch (IOException others) {
      System.getLogger(ScratchFolder.class.getName())
          .log(System.Logger.Level.DEBUG, "not swept: {0}", others.getMessage());
    }
  }

  private static boolean orphaned(String name) {
    String[] parts = name.substring(NAME.length()).split("-", -1);
    if (parts.length != 3 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("\\d{1,18}")) {
      return false;
    }
    long started = Long.parseLong(parts[1]);
    return ProcessHandle.of(Long.parseLong(parts[0]))
        .map(process -> started(process) != started)
        .orElse(true);
  }

  Path path() {
    return path;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file).toString()),
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
