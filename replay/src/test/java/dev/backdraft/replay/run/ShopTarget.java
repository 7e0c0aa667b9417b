package dev.backdraft.replay.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Executors;

/** A small service with faults to plant: arguments are its port and what is wrong with it. */
final class ShopTarget {
  private ShopTarget() {}

  public static void main(String[] args) throws IOException {
    Set<String> faults = Set.of(args[1].split(","));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])),
            100);
    server.createContext("/", exchange -> answer(exchange, faults));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private static void answer(HttpExchange exchange, Set<String> faults) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean large = exchange.getRequestURI().getPath().endsWith("/12");
      if (large && faults.contains("drop")) {
        // Closing without an answer is what a panic in a handler does.
        return;
      }
      String state = faults.contains("enum") ? "paid" : "PAID";
      byte[] body = ("{\"state\":\"" + state + "\"}").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
