package dev.backdraft.sample.shop;

import dev.backdraft.sample.server.Response;
import dev.backdraft.sample.server.Routes;
import dev.backdraft.sample.telemetry.Metrics;
import java.util.function.BooleanSupplier;

/** What the platform asks of every service. */
public final class HealthRoutes {
  private static final int UNAVAILABLE = 503;

  private HealthRoutes() {}

  /** Adds them; {@code ready} is false while the service starts and stops. */
  public static void addTo(Routes routes, Shop shop, BooleanSupplier ready) {
    routes.onLoop("GET", "/health/live", request -> Response.text(200, "live\n"));
    routes.onLoop(
        "GET",
        "/health/ready",
        request ->
            ready.getAsBoolean()
                ? Response.text(200, "ready\n")
                : Response.text(UNAVAILABLE, "not ready\n"));
    routes.onWorkers(
        "GET",
        "/metrics",
        request -> {
          Metrics.Page page = shop.telemetry().metrics().page(request.accept());
          return new Response(200, page.type(), page.body());
        });
  }
}
