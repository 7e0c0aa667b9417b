package dev.backdraft.persistence;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What the workbench remembers from one start to the next: recent files and settings. Safe for
 * several windows at once, each with a store of its own on the same file.
 */
public interface WorkbenchStore extends AutoCloseable {

  /** The most recent first; a file that is gone by now is still listed. */
  List<RecentFile> recentFiles(int limit) throws StoreException;

  /** Puts a file on top of the recent ones. */
  void remember(Path file, long sizeBytes, String about) throws StoreException;

  /** Takes a file off the recent ones. */
  void forget(Path file) throws StoreException;

  Optional<String> setting(String key) throws StoreException;

  void set(String key, String value) throws StoreException;

  @Override
  void close();

  /** Opens or creates the store. A damaged file is moved aside, never deleted. */
  static WorkbenchStore open(Path file, Clock clock) throws StoreException {
    return SqliteWorkbenchStore.open(file, clock);
  }

  /** A store that forgets everything at the end: for when the real one cannot be opened. */
  static WorkbenchStore inMemory(Clock clock) throws StoreException {
    return SqliteWorkbenchStore.inMemory(clock);
  }
}
