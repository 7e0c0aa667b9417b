package dev.backdraft.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The store on SQLite. One connection, used by one caller at a time. */
final class SqliteWorkbenchStore implements WorkbenchStore {
  /** More than anybody scrolls through; the oldest beyond it are dropped. */
  private static final int KEPT_RECENT_FILES = 200;

  private static final int LOCK_WAIT_MILLIS = 3_000;

  private final Path file;
  private final Clock clock;
  private final Connection connection;

  private SqliteWorkbenchStore(Path file, Clock clock, Connection connection) {
    this.file = file;
    this.clock = clock;
    this.connection = connection;
  }

  static SqliteWorkbenchStore open(Path file, Clock clock) throws StoreException {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new StoreException.Failed(file, e);
    }
    try {
      return connect(file, "jdbc:sqlite:" + file, clock);
    } catch (SQLException e) {
      if (!isDamage(e)) {
        throw translate(file, e);
      }
      moveAside(file, clock.instant());
      try {
        return connect(file, "jdbc:sqlite:" + file, clock);
      } catch (SQLException again) {
        throw translate(file, again);
      }
    }
  }

  static SqliteWorkbenchStore inMemory(Clock clock) throws StoreException {
    Path nowhere = Path.of("memory");
    try {
      return connect(nowhere, "jdbc:sqlite::memory:", clock);
    } catch (SQLException e) {
      throw translate(nowhere, e);
    }
  }

  private static SqliteWorkbenchStore connect(Path file, String url, Clock clock)
      throws SQLException, StoreException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(LOCK_WAIT_MILLIS);
    Connection connection = config.createConnection(url);
    try {
      Migrations.bringForward(connection, file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        // In WAL mode NORMAL never damages the file and loses at most what was written after the
        // last checkpoint when the power fails; FULL keeps that as well, and writes here are rare.
        statement.execute("PRAGMA synchronous = FULL");
      }
      return new SqliteWorkbenchStore(file, clock, connection);
    } catch (SQLException | StoreException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public synchronized List<RecentFile> recentFiles(int limit) throws StoreException {
    String sql =
        "SELECT path, opened_at, size_bytes, about FROM recent_file"
            + " ORDER BY opened_at DESC, path LIMIT ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, limit);
      List<RecentFile> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new RecentFile(
                  Path.of(row.getString(1)),
                  Instant.ofEpochMilli(row.getLong(2)),
                  row.getLong(3),
                  row.getString(4)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw translate(file, e);
    }
  }

  @Override
  public synchronized void remember(Path recent, long sizeBytes, String about)
      throws StoreException {
    update(
        "INSERT INTO recent_file (path, opened_at, size_bytes, about) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (path) DO UPDATE SET opened_at = excluded.opened_at,"
            + " size_bytes = excluded.size_bytes, about = excluded.about",
        recent.toAbsolutePath().normalize().toString(),
        clock.millis(),
        sizeBytes,
        about);
    update(
        "DELETE FROM recent_file WHERE path NOT IN"
            + " (SELECT path FROM recent_file ORDER BY opened_at DESC, path LIMIT ?)",
        KEPT_RECENT_FILES);
  }

  @Override
  public synchronized void forget(Path recent) throws StoreException {
    update(
        "DELETE FROM recent_file WHERE path = ?", recent.toAbsolutePath().normalize().toString());
  }

  @Override
  public synchronized Optional<String> setting(String key) throws StoreException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT value FROM setting WHERE key = ?")) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw translate(file, e);
    }
  }

  @Override
  public synchronized void set(String key, String value) throws StoreException {
    update(
        "INSERT INTO setting (key, value) VALUES (?, ?)"
            + " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        value);
  }

  private void update(String sql, Object... arguments) throws StoreException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw translate(file, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Everything is on the disk already: each write is its own transaction.
      System.getLogger(SqliteWorkbenchStore.class.getName())
          .log(System.Logger.Level.DEBUG, "closing the store", e);
    }
  }

  private static boolean isDamage(SQLException e) {
    return e instanceof SQLiteException sqlite
        && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
            || sqlite.getResultCode().name().startsWith("SQLITE_CORRUPT"));
  }

  private static StoreException translate(Path file, SQLException e) {
    if (e instanceof SQLiteException sqlite
        && (sqlite.getResultCode().name().startsWith("SQLITE_BUSY")
            || sqlite.getResultCode().name().startsWith("SQLITE_LOCKED"))) {
      return new StoreException.Locked(file, e);
    }
    return new StoreException.Failed(file, e);
  }

  /** Nothing is deleted: the damaged file keeps its name with the moment appended. */
  private static void moveAside(Path file, Instant now) throws StoreException {
    String suffix = ".damaged-" + now.toEpochMilli();
    try {
      for (String part : new String[] {"", "-wal", "-shm"}) {
        Path from = file.resolveSibling(file.getFileName() + part);
        if (Files.exists(from)) {
          Files.move(from, from.resolveSibling(from.getFileName() + suffix));
        }
      }
    } catch (IOException e) {
      throw new StoreException.Failed(file, e);
    }
  }
}
