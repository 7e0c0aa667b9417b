package dev.backdraft.sample.pool;

import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.server.Handler;
import dev.backdraft.sample.server.Request;
import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.shop.Sale;
import dev.backdraft.sample.shop.Shop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code GET /reports/sales}: what each article brought in, from totals that are kept with each
 * sale.
 */
public final class SalesHandler implements Handler {
  private static final String SALES =
      "SELECT sku, pieces, cents FROM sales_by_sku ORDER BY sku LIMIT 15";

  private final Shop shop;

  public SalesHandler(Shop shop) {
    this.shop = shop;
  }

  @Override
  public Response handle(Request request) throws FailedException {
    List<Sale> sales = new ArrayList<>();
    try (Connection connection = shop.store().connection();
        PreparedStatement query = connection.prepareStatement(SALES);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        sales.add(new Sale(row.getString(1), row.getLong(2), row.getLong(3)));
      }
    } catch (SQLException broken) {
      throw new FailedException("adding up the sales", broken);
    }
    return Response.json(200, shop.write(sales));
  }
}
