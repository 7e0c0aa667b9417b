package dev.backdraft.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Without an archive everything works too, and nobody waits for it a second time. */
@Timeout(120)
final class StartArchiveTest {
  /** Starts, but cannot find the service. */
  private static final List<String> JAVA =
      List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx16m");

  @TempDir Path folder;

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private String jar() throws Exception {
    Path jar = folder.resolve("none.jar");
    if (!Files.exists(jar)) {
      Files.writeString(jar, "");
    }
    return jar.toString();
  }

  @Test
  void whatCouldNotBeMadeIsNotTriedAgain() throws Exception {
    String jar = jar();
    assertThat(StartArchive.in(folder, JAVA, jar)).isEmpty();
    List<String> first = names();
    Path marker = folder.resolve(first.getFirst());
    FileTime made = Files.getLastModifiedTime(marker);
    assertThat(first).hasSize(2).anyMatch(name -> name.matches("checkout-.*\\.failed"));
    assertThat(StartArchive.in(folder, JAVA, jar)).isEmpty();
    assertThat(names()).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(marker)).isEqualTo(made);
  }

  @Test
  void archivesOfOtherVersionsAreDeleted() throws Exception {
    Files.writeString(folder.resolve("checkout-1234.jsa"), "old");
    Files.writeString(folder.resolve("checkout-1234.failed"), "old");
    Files.writeString(folder.resolve("other.jsa"), "not ours");
    assertThat(StartArchive.in(folder, JAVA, jar())).isEmpty();
    assertThat(names())
        .contains("other.jsa")
        .doesNotContain("checkout-1234.jsa", "checkout-1234.failed");
  }

  @Test
  void anArchiveThatIsThereIsTakenAsItIs() throws Exception {
    String jar = jar();
    assertThat(StartArchive.in(folder, JAVA, jar)).isEmpty();
    String failed =
        names().stream().filter(name -> name.endsWith(".failed")).findFirst().orElseThrow();
    Path archive = folder.resolve(failed.replace(".failed", ".jsa"));
    Files.writeString(archive, "there");
    assertThat(StartArchive.in(folder, JAVA, jar)).contains(archive);
  }

  @Test
  void foldersOfClassesHaveNone() throws Exception {
    assertThat(StartArchive.in(folder, JAVA, folder.toString())).isEmpty();
    assertThat(names()).isEmpty();
  }
}
