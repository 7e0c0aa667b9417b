package dev.backdraft.app.source;

import dev.backdraft.analysis.query.SourcePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folders in which source files are looked for. A project's own folder will do: the usual places
 * below it, and below each of its modules, are looked into as well.
 *
 * @param folders the first that has a file wins
 */
public record SourceFolders(List<Path> folders) {
  public static final SourceFolders NONE = new SourceFolders(List.of());

  private static final List<String> USUAL =
      List.of("", "src/main/java", "src/main/kotlin", "src/test/java", "src", "java");
  private static final int MOST_MODULES = 500;

  public SourceFolders {
    folders = List.copyOf(folders);
  }

  public SourceFolders with(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    List<Path> more = new ArrayList<>(folders);
    more.remove(whole);
    more.add(whole);
    return new SourceFolders(more);
  }

  public SourceFolders without(Path folder) {
    List<Path> fewer = new ArrayList<>(folders);
    fewer.remove(folder);
    return new SourceFolders(fewer);
  }

  /** One a line. */
  public String text() {
    return String.join("\n", folders.stream().map(Path::toString).toList());
  }

  public static SourceFolders parse(String text) {
    return new SourceFolders(text.lines().filter(line -> !line.isBlank()).map(Path::of).toList());
  }

  /** The file of a place; touches the disk, so not on the UI thread. */
  public Optional<Path> find(SourcePlace place) {
    for (Path folder : folders) {
      for (Path root : roots(folder)) {
        for (String candidate : place.candidates()) {
          Path file = root.resolve(candidate);
          if (Files.isRegularFile(file)) {
            return Optional.of(file);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> roots(Path folder) {
    List<Path> bases = new ArrayList<>(List.of(folder));
    try (Stream<Path> below = Files.list(folder)) {
      below.filter(Files::isDirectory).sorted().limit(MOST_MODULES).forEach(bases::add);
    } catch (IOException e) {
      return List.of(); // gone or not readable: like an empty one
    }
    List<Path> roots = new ArrayList<>();
    for (Path base : bases) {
      for (String usual : USUAL) {
        Path root = base.resolve(usual);
        if (Files.isDirectory(root)) {
          roots.add(root);
        }
      }
    }
    return roots;
  }
}
