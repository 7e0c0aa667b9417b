package dev.backdraft.analysis.reader.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the cache: one folder for each recording, in it one file for each section.
 *
 * <pre>
 *   cache/
 *     df4a120-9c1b2a3fe0112233/      size and checksums of the content
 *       base                          summary and tables
 *       cpu, alloc, ...               the samples of a kind
 *       seen                          where this content was met
 * </pre>
 *
 * A section is written under another name and then renamed, so two programs never see half of one;
 * whatever is missing is simply read anew.
 */
final class Shelf {
  private static final String UNFINISHED = ".part";

  /** What a program that was killed has left is swept after this. */
  private static final long ABANDONED_MILLIS = 3_600_000;

  /** The cache is never what fills a disk. */
  private static final long SPARED_BYTES = 1L << 30;

  private final Path root;
  private final long limitBytes;
  private final long revision;
  private final Clock clock;

  /** Writes the payload of a section. */
  interface Writing {
    void to(SectionWriter out) throws IOException;
  }

  /** Reads the payload of a section. */
  interface Reading<T> {
    @Nullable T from(SectionReader in) throws IOException;
  }

  Shelf(Path root, long limitBytes, long revision, Clock clock) {
    this.root = root;
    this.limitBytes = limitBytes;
    this.revision = revision;
    this.clock = clock;
  }

  /** True if so many bytes more leave room for other recordings, and for other programs. */
  boolean hasRoom(long bytes) {
    try {
      create(root);
      return bytes < limitBytes / 2
          && Files.getFileStore(root).getUsableSpace() - bytes > SPARED_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  /** The recordings kept of files that are so long in all. */
  List<String> ofSize(long sizeBytes) {
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      return names;
    }
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(root, Long.toHexString(sizeBytes) + "_*")) {
      for (Path folder : folders) {
        names.add(folder.getFileName().toString());
      }
    } catch (IOException e) {
      names.clear();
    }
    return names;
  }

  static String name(long sizeBytes, String content) {
    return Long.toHexString(sizeBytes) + '_' + content;
  }

  /** How large a section is, 0 if it is not there. */
  long bytes(String name, String section) {
    try {
      return Files.size(root.resolve(name).resolve(section));
    } catch (IOException e) {
      return 0;
    }
  }

  /** What a section holds, or null if there is none that is whole and of this revision. */
  <T> @Nullable T read(String name, String section, Reading<T> reading) {
    Path file = root.resolve(name).resolve(section);
    try (SectionReader in = new SectionReader(file, revision)) {
      T read = reading.from(in);
      if (read == null || in.whole()) {
        return read;
      }
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | RuntimeException e) {
      // Damaged, or of another revision: the file below goes, and the reader does its work.
    }
    delete(file);
    return null;
  }

  /** Writes a section; false if it could not be kept, which is no failure. */
  boolean write(String name, String section, Writing writing) {
    Path unfinished = null;
    try {
      Path folder = folder(name);
      unfinished =
          folder.resolve(
              section + '-' + ProcessHandle.current().pid() + '-' + System.nanoTime() + UNFINISHED);
      try (SectionWriter out = new SectionWriter(unfinished, revision)) {
        writing.to(out);
        out.finish();
      }
      Files.move(
          unfinished,
          folder.resolve(section),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException | RuntimeException e) {
      if (unfinished != null) {
        delete(unfinished);
      }
      return false;
    }
  }

  private Path folder(String name) throws IOException {
    return create(root.resolve(name));
  }

  private static Path create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      // What is kept is as private as the recordings themselves.
      return Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return Files.createDirectories(folder);
  }

  /** Marks a recording as used just now. */
  void touch(String name) {
    try {
      Files.setLastModifiedTime(root.resolve(name), FileTime.fromMillis(clock.millis()));
    } catch (IOException e) {
      return; // gone in the meantime: then there is nothing to keep longer
    }
  }

  /** Deletes what has not been used for longest until all is within the limit. */
  void trim() {
    Map<Path, Long> sizes = new TreeMap<>();
    long total = 0;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path folder : folders) {
        long size = size(folder);
        sizes.put(folder, size);
        total += size;
      }
    } catch (IOException e) {
      return;
    }
    List<Path> oldestFirst = new ArrayList<>(sizes.keySet());
    Map<Path, Long> used = new TreeMap<>();
    for (Path folder : oldestFirst) {
      used.put(folder, usedMillis(folder));
    }
    oldestFirst.sort(Comparator.comparing(used::get));
    for (Path folder : oldestFirst) {
      if (total <= limitBytes) {
        return;
      }
      total -= sizes.getOrDefault(folder, 0L);
      deleteAll(folder);
    }
  }

  private static Long usedMillis(Path folder) {
    try {
      return Files.getLastModifiedTime(folder).toMillis();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private long size(Path folder) throws IOException {
    long size = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        boolean unfinished = file.getFileName().toString().endsWith(UNFINISHED);
        if (unfinished && usedMillis(file) < clock.millis() - ABANDONED_MILLIS) {
          delete(file);
        } else {
          size += sizeOf(file);
        }
      }
    }
    return size;
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private static void deleteAll(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        delete(file);
      }
    } catch (IOException e) {
      return;
    }
    delete(folder);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return; // another program has it open, or has just written into it: it will be met again
    }
  }
}
