package dev.backdraft.app.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of the checkout, as the gates see them. */
final class SourceTree {
  static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("backdraft.root"), "backdraft.root"));

  static final List<String> MODULES =
      List.of("analysis", "viewers", "replay", "persistence", "app", "sample-data", "installers");

  private SourceTree() {}

  /** Every Java file of every module, main and test, in a stable order. */
  static List<Path> javaFiles() throws IOException {
    return files(".java");
  }

  static List<Path> files(String ending) throws IOException {
    return MODULES.stream()
        .map(ROOT::resolve)
        .filter(Files::isDirectory)
        .flatMap(SourceTree::walk)
        .filter(file -> file.toString().endsWith(ending))
        .sorted()
        .toList();
  }

  static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  private static Stream<Path> walk(Path module) {
    try (Stream<Path> found = Files.walk(module)) {
      Path target = module.resolve("target");
      return found
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(target))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
