package dev.backdraft.app.choose;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where files are chosen: the system's dialogs, or a test. UI thread. */
public interface FileChoice {
  /** Files to open; none if the person thinks better of it. */
  List<Path> open(String title);

  /**
   * Where to write.
   *
   * @param name what the file is called unless the person says otherwise
   * @param extension without a dot, as {@code svg}
   */
  Optional<Path> save(String title, String name, String extension);

  Optional<Path> folder(String title);
}
