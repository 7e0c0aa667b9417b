package dev.backdraft.app.cli.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.backdraft.replay.engine.EngineWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/** A small service to replay against: arguments are its port and what is wrong with it. */
public final class TillTarget {
  private TillTarget() {}

  public static void main(String[] args) throws IOException {
    var _ = serve(Integer.parseInt(args[0]), args[1]);
    System.out.println("the till is open");
  }

  private static HttpServer serve(int port, String fault) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
    server.createContext("/", exchange -> answer(exchange, fault));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  /** One in this process. */
  record Running(HttpServer server) implements AutoCloseable {
    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  static Running start(String fault) throws IOException {
    return new Running(serve(0, fault));
  }

  private static void answer(HttpExchange exchange, String fault) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean large = path.endsWith("/12");
    if (large && fault.equals("drop")) {
      exchange.close();
      return;
    }
    if (large && fault.equals("killer")) {
      killEngine();
    }
    if (path.equals("/login")) {
      String session = "till" + Long.toString(System.nanoTime(), 36);
      exchange.getResponseHeaders().add("Set-Cookie", "SID=" + session + "; Path=/");
    }
    String state = fault.equals("enum") ? "OPEN" : "open";
    byte[] body =
        ("{\"path\":\"" + path + "\",\"state\":\"" + state + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(large && fault.equals("status") ? 500 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** The process that sends, a child of whoever started this one. */
  private static void killEngine() {
    ProcessHandle.current().parent().stream()
        .flatMap(ProcessHandle::children)
        .filter(TillTarget::sends)
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean sends(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
          .contains(EngineWorker.class.getName());
    } catch (IOException gone) {
      return false;
    }
  }

  /** The words that start it on {@code {port}}, as a YAML list. */
  public static String command(String fault) {
    String java = ProcessHandle.current().info().command().orElse("java");
    return List.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            TillTarget.class.getName(),
            "{port}",
            fault)
        .stream()
        .map(word -> "'" + word + "'")
        .toList()
        .toString();
  }
}
