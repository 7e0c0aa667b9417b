package dev.backdraft.sample.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.backdraft.sample.server.FailedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The database of one shop. */
public final class Store implements AutoCloseable {
  private static final long WAIT_MILLIS = TimeUnit.SECONDS.toMillis(20);
  private static final String CART =
      "SELECT p.sku, p.name, l.quantity, p.cents, p.grams FROM cart_lines l"
          + " JOIN products p ON p.sku = l.sku WHERE l.cart = ? ORDER BY l.line";

  private final HikariDataSource connections;

  private Store(HikariDataSource connections) {
    this.connections = connections;
  }

  /** Opens the database in the folder, or makes one with the products and carts of a small shop. */
  public static Store open(Path folder, int poolSize, boolean withSales) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setPoolName("store");
    config.setJdbcUrl(
        "jdbc:sqlite:"
            + folder.resolve("checkout.db")
            + "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=10000");
    config.setMaximumPoolSize(poolSize);
    config.setConnectionTimeout(WAIT_MILLIS);
    HikariDataSource connections = new HikariDataSource(config);
    try (Connection connection = connections.getConnection()) {
      Seed.fill(connection, withSales);
    }
    return new Store(connections);
  }

  /** A connection of the pool; waits for one if all are in use. */
  public Connection connection() throws SQLException {
    return connections.getConnection();
  }

  /** Connections that are in use now. */
  public int inUse() {
    return connections.getHikariPoolMXBean().getActiveConnections();
  }

  /** Threads that wait for one. */
  public int waiting() {
    return connections.getHikariPoolMXBean().getThreadsAwaitingConnection();
  }

  /** True if the database answers. */
  public boolean answers() {
    try (Connection connection = connections.getConnection();
        PreparedStatement query = connection.prepareStatement("SELECT 1");
        ResultSet row = query.executeQuery()) {
      return row.next();
    } catch (SQLException broken) {
      return false;
    }
  }

  /** A cart with its lines in the order in which they were added; without lines if unknown. */
  public Cart cart(long id) throws FailedException {
    try (Connection connection = connections.getConnection();
        PreparedStatement query = connection.prepareStatement(CART)) {
      query.setLong(1, id);
      List<Cart.Line> lines = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          lines.add(
              new Cart.Line(
                  row.getString(1),
                  row.getString(2),
                  row.getInt(3),
                  row.getLong(4),
                  row.getInt(5)));
        }
      }
      return new Cart(id, lines);
    } catch (SQLException broken) {
      throw new FailedException("reading cart " + id, broken);
    }
  }

  /** Keeps an order; the same reference again changes nothing. */
  public void keep(StoredOrder order) throws FailedException {
    try (Connection connection = connections.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT OR IGNORE INTO orders VALUES (?, ?, ?, ?)")) {
      insert.setString(1, order.reference());
      insert.setLong(2, order.cart());
      insert.setString(3, order.state());
      insert.setLong(4, order.cents());
      insert.executeUpdate();
    } catch (SQLException broken) {
      throw new FailedException("keeping order " + order.reference(), broken);
    }
  }

  /** The order of this reference. */
  public Optional<StoredOrder> order(String reference) throws FailedException {
    try (Connection connection = connections.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT reference, cart, state, cents FROM orders WHERE reference = ?")) {
      query.setString(1, reference);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new StoredOrder(row.getString(1), row.getLong(2), row.getString(3), row.getLong(4)))
            : Optional.empty();
      }
    } catch (SQLException broken) {
      throw new FailedException("reading order " + reference, broken);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
