package dev.backdraft.sample.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables and what stands in them: the same in every run. Carts below 1000 are those of
 * shoppers, with one to six lines; those from 1000 on belong to traders, with twelve.
 */
final class Seed {
  private static final String[] TABLES = {
    "CREATE TABLE products (sku TEXT PRIMARY KEY, name TEXT, cents INTEGER, grams INTEGER)",
    "CREATE TABLE cart_lines (cart INTEGER, line INTEGER, sku TEXT, quantity INTEGER,"
        + " PRIMARY KEY (cart, line)) WITHOUT ROWID",
    "CREATE TABLE orders (reference TEXT PRIMARY KEY, cart INTEGER, state TEXT, cents INTEGER)",
    "CREATE TABLE sales (id INTEGER PRIMARY KEY, sku TEXT, pieces INTEGER, cents INTEGER,"
        + " day INTEGER)",
    "CREATE TABLE sales_by_sku (sku TEXT PRIMARY KEY, pieces INTEGER, cents INTEGER)"
  };

  private static final String[] ROWS = {
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 299)"
        + " INSERT INTO products SELECT printf('SKU-%04d', i), printf('Article %d of the range',"
        + " i), 95 + (i * 7919) % 9900, 50 + (i * 104729) % 4950 FROM n",
    "WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < 399),"
        + " l(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM l WHERE j < 5)"
        + " INSERT INTO cart_lines SELECT i, j, printf('SKU-%04d', (i * 31 + j * 17) % 300),"
        + " 1 + (i + j) % 3 FROM c, l WHERE j <= i % 6",
    "WITH RECURSIVE c(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM c WHERE i < 1039),"
        + " l(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM l WHERE j < 11)"
        + " INSERT INTO cart_lines SELECT i, j, printf('SKU-%04d', (i * 13 + j * 29) % 300),"
        + " 10 + (i + j) % 40 FROM c, l",
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 299)"
        + " INSERT INTO orders SELECT printf('%d', 5000 + i), i, CASE i % 5 WHEN 0 THEN 'RETURNED'"
        + " ELSE 'PAID' END, 1500 + (i * 7919) % 90000 FROM n"
  };

  private static final String[] SALES = {
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 29999)"
        + " INSERT INTO sales SELECT i, printf('SKU-%04d', (i * 7) % 300), 1 + i % 4,"
        + " 95 + (i * 7919) % 9900, 20000 + i / 500 FROM n",
    "INSERT INTO sales_by_sku SELECT sku, sum(pieces), sum(pieces * cents) FROM sales GROUP BY sku"
  };

  private Seed() {}

  /** Makes what is missing; a database that has its tables is left as it is. */
  static void fill(Connection connection, boolean withSales) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("SELECT count(*) FROM sqlite_master WHERE name = 'products'")) {
        if (row.next() && row.getInt(1) > 0) {
          return;
        }
      }
      connection.setAutoCommit(false);
      for (String table : TABLES) {
        statement.executeUpdate(table);
      }
      for (String rows : ROWS) {
        statement.executeUpdate(rows);
      }
      if (withSales) {
        for (String rows : SALES) {
          statement.executeUpdate(rows);
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
    }
  }
}
