package dev.backdraft.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings a store forward, one numbered step after the other, each in a transaction of its own. A
 * step that has landed is never changed.
 */
final class Migrations {
  /** "BDwb" in ASCII; tells our stores from other people's databases. */
  static final int APPLICATION_ID = 0x42447762;

  private static final List<String> STEPS = List.of("001-recent-files-and-settings.sql");

  private Migrations() {}

  static int newest() {
    return STEPS.size();
  }

  static void bringForward(Connection connection, Path file) throws SQLException, StoreException {
    int application = pragma(connection, "application_id");
    int version = pragma(connection, "user_version");
    if (application != APPLICATION_ID
        && (application != 0 || version != 0 || hasTables(connection))) {
      throw new StoreException.Foreign(file);
    }
    if (version > newest()) {
      throw new StoreException.Newer(file, version, newest());
    }
    for (int step = version; step < newest(); step++) {
      apply(connection, step);
    }
  }

  private static void apply(Connection connection, int step) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        // Another window may have taken the same step while this one waited for the lock.
        if (pragma(connection, "user_version") == step) {
          for (String sql : text(STEPS.get(step)).split(";\\s*\\n")) {
            if (!sql.isBlank()) {
              statement.execute(sql);
            }
          }
          statement.execute("PRAGMA application_id = " + APPLICATION_ID);
          statement.execute("PRAGMA user_version = " + (step + 1));
        }
        statement.execute("COMMIT");
      } catch (SQLException e) {
        statement.execute("ROLLBACK");
        throw e;
      }
    }
  }

  private static int pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA " + name)) {
      return row.getInt(1);
    }
  }

  private static boolean hasTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
      return row.getInt(1) > 0;
    }
  }

  private static String text(String step) {
    try (InputStream in = Migrations.class.getResourceAsStream(step)) {
      if (in == null) {
        throw new IllegalStateException("missing in the program: " + step);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
