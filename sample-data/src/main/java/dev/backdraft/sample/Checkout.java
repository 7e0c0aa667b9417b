package dev.backdraft.sample;

import dev.backdraft.sample.partner.PartnerStandIn;
import dev.backdraft.sample.partner.Partners;
import dev.backdraft.sample.server.HttpServer;
import dev.backdraft.sample.server.Routes;
import dev.backdraft.sample.shop.HealthRoutes;
import dev.backdraft.sample.shop.Shop;
import dev.backdraft.sample.store.Store;
import dev.backdraft.sample.telemetry.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.json.JsonMapper;

/** The service: {@code before} and {@code after} of an incident by a switch. */
public final class Checkout implements AutoCloseable {
  private static final int USAGE = 2;
  private static final long GRACE_MILLIS = 5_000;

  private final Telemetry telemetry;
  private final Store store;
  private final PartnerStandIn standIn;
  private final Partners partners;
  private final HttpServer server;
  private final AtomicBoolean ready = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Checkout(Arguments arguments) throws IOException {
    // Each part takes a while to load its classes; none needs the other.
    Files.createDirectories(arguments.folder());
    CompletableFuture<Store> opening = CompletableFuture.supplyAsync(() -> store(arguments));
    CompletableFuture<JsonMapper> mapping =
        CompletableFuture.supplyAsync(() -> JsonMapper.builder().build());
    this.telemetry = new Telemetry(arguments.folder());
    this.standIn = new PartnerStandIn();
    this.partners = new Partners(standIn.address(), telemetry.spans());
    this.store = opening.join();
    Shop shop = new Shop(store, partners, telemetry, mapping.join());
    telemetry.metrics().gauge("db_connections_in_use", "Of the pool.", store::inUse);
    telemetry.metrics().gauge("db_connections_waiting", "Threads that wait.", store::waiting);
    Routes routes = new Routes();
    HealthRoutes.addTo(routes, shop, ready::get);
    BuildLoader.wiring(arguments.incident(), arguments.build()).install(shop, routes);
    this.server = new HttpServer(arguments.port(), routes, telemetry);
    ready.set(true);
  }

  private static Store store(Arguments arguments) {
    try {
      return Store.open(
          arguments.folder(), arguments.incident().connections(), arguments.incident().withSales());
    } catch (SQLException broken) {
      throw new CompletionException(broken);
    }
  }

  /** Starts it; arguments as on the command line. */
  public static Checkout start(String... arguments) throws IOException {
    return new Checkout(Arguments.of(arguments));
  }

  public int port() {
    return server.port();
  }

  /** Not ready any more, answers what is under way, writes what it still holds, and ends. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    ready.set(false);
    try {
      server.stop(GRACE_MILLIS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    partners.close();
    standIn.close();
    store.close();
    telemetry.close();
  }

  /** Runs until SIGTERM. */
  public static void main(String[] words) {
    long began = System.nanoTime();
    try {
      Checkout checkout = start(words);
      Runtime.getRuntime().addShutdownHook(new Thread(checkout::close, "shutdown"));
      checkout
          .telemetry
          .log()
          .info(
              "ready",
              Map.of(
                  "port",
                  Integer.toString(checkout.port()),
                  "millis",
                  Long.toString((System.nanoTime() - began) / 1_000_000)));
    } catch (IllegalArgumentException wrong) {
      System.err.println("checkout: " + wrong.getMessage() + "\n  " + Arguments.USAGE);
      System.exit(USAGE);
    } catch (IOException | UncheckedIOException | CompletionException broken) {
      System.err.println("checkout: cannot start: " + broken.getMessage());
      System.exit(1);
    }
  }
}
