package dev.backdraft.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkbenchStoreTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-12T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void aFileThatIsNoDatabaseIsMovedAsideAndNothingIsDeleted() throws Exception {
    Path file = folder.resolve("workbench.db");
    Files.writeString(file, "this is no database, it only has its name".repeat(100));

    try (WorkbenchStore store = WorkbenchStore.open(file, NOON)) {
      store.set("theme", "dark");
      assertThat(store.setting("theme")).contains("dark");
    }

    assertThat(names()).anyMatch(name -> name.startsWith("workbench.db.damaged-"));
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws Exception {
    Path file = folder.resolve("other.db");
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("CREATE TABLE theirs (x)");
    }
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> WorkbenchStore.open(file, NOON))
        .isInstanceOf(StoreException.Foreign.class);

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aStoreOfANewerVersionIsRefusedAndLeftAlone() throws Exception {
    Path file = folder.resolve("workbench.db");
    WorkbenchStore.open(file, NOON).close();
    try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = newer.createStatement()) {
      statement.execute("PRAGMA user_version = 99");
    }

    assertThatThrownBy(() -> WorkbenchStore.open(file, NOON))
        .isInstanceOfSatisfying(
            StoreException.Newer.class, e -> assertThat(e.found()).isEqualTo(99));
  }

  @Test
  void aStoreThatAnotherProcessHoldsSaysSo() throws Exception {
    Path file = folder.resolve("workbench.db");
    try (WorkbenchStore store = WorkbenchStore.open(file, NOON);
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      assertThatThrownBy(() -> store.set("theme", "dark"))
          .isInstanceOf(StoreException.Locked.class);
      statement.execute("ROLLBACK");
      store.set("theme", "dark");
      assertThat(store.setting("theme")).contains("dark");
    }
  }

  @Test
  void whatCannotBeWrittenFailsWithTheFile() throws Exception {
    Path notAFolder = folder.resolve("file");
    Files.writeString(notAFolder, "x");
    Path file = notAFolder.resolve("workbench.db");

    assertThatThrownBy(() -> WorkbenchStore.open(file, NOON))
        .isInstanceOfSatisfying(
            StoreException.Failed.class, e -> assertThat(e.file()).isEqualTo(file));
  }

  @Test
  void recentFilesComeBackNewestFirstAfterReopening() throws Exception {
    Path file = folder.resolve("workbench.db");
    try (WorkbenchStore store = WorkbenchStore.open(file, NOON)) {
      store.remember(folder.resolve("a.jfr"), 10, "JFR 2.1");
    }
    Clock later = Clock.offset(NOON, Duration.ofMinutes(5));
    try (WorkbenchStore store = WorkbenchStore.open(file, later)) {
      store.remember(folder.resolve("b.jfr"), 20, "JFR 2.0");
    }

    try (WorkbenchStore store = WorkbenchStore.open(file, NOON)) {
      assertThat(store.recentFiles(10))
          .extracting(recent -> recent.file().getFileName() + " " + recent.openedAt())
          .containsExactly("b.jfr 2026-03-12T12:05:00Z", "a.jfr 2026-03-12T12:00:00Z");
      store.forget(folder.resolve("b.jfr"));
      assertThat(store.recentFiles(10)).hasSize(1);
    }
  }

  @Test
  void aFileOpenedAgainIsListedOnce() throws Exception {
    try (WorkbenchStore store = WorkbenchStore.inMemory(NOON)) {
      store.remember(Path.of("/x/a.jfr"), 10, "first");
      store.remember(Path.of("/x/./a.jfr"), 11, "second");
      assertThat(store.recentFiles(10)).extracting(RecentFile::about).containsExactly("second");
    }
  }

  @Test
  void theOldestBeyondTwoHundredAreDropped() throws Exception {
    try (WorkbenchStore store = WorkbenchStore.inMemory(NOON)) {
      for (int i = 0; i < 205; i++) {
        store.remember(Path.of("/x/" + i + ".jfr"), i, "");
      }
      assertThat(store.recentFiles(1000)).hasSize(200);
    }
  }

  @Test
  void twoWindowsShareOneStore() throws Exception {
    Path file = folder.resolve("workbench.db");
    try (WorkbenchStore one = WorkbenchStore.open(file, NOON);
        WorkbenchStore two = WorkbenchStore.open(file, NOON)) {
      one.set("theme", "dark");
      assertThat(two.setting("theme")).contains("dark");
      two.remember(folder.resolve("a.jfr"), 1, "");
      assertThat(one.recentFiles(5)).hasSize(1);
    }
  }

  @Test
  void everyOlderVersionOpensWithItsContent() throws Exception {
    for (int version = 1; version <= Migrations.newest(); version++) {
      Path file = folder.resolve("v" + version + ".db");
      try (InputStream kept =
          WorkbenchStoreTest.class.getResourceAsStream("workbench-v" + version + ".db")) {
        assertThat(kept).as("kept database of version " + version).isNotNull();
        Files.copy(kept, file);
      }
      try (WorkbenchStore store = WorkbenchStore.open(file, NOON)) {
        assertThat(store.recentFiles(5))
            .extracting(RecentFile::about)
            .containsExactly("kept by version " + version);
        assertThat(store.setting("theme")).contains("dark");
      }
    }
  }

  private Stream<String> names() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
