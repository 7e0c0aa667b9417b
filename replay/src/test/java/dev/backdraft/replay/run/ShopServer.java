package dev.backdraft.replay.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * As much of a server as the tests' target needs: it is started a hundred times, and most of what
 * the JDK's own server loads before its first answer is of no use here.
 */
final class ShopServer implements Runnable, AutoCloseable {
  private final ServerSocket server;
  private final Handler handler;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** With port 0, on a free one. */
  ShopServer(int port, Handler handler) throws IOException {
    this.server = new ServerSocket(port, 512, InetAddress.getLoopbackAddress());
    this.handler = handler;
  }

  /** Answers a request, or does not: then its connection is closed. */
  @FunctionalInterface
  interface Handler {
    void answer(Exchange exchange) throws IOException;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Serves until it is closed. */
  @Override
  public void run() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        close();
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 512);
      boolean goesOn = true;
      while (goesOn) {
        Exchange exchange = Exchange.read(in);
        goesOn = exchange != null && answered(exchange, socket);
      }
    } catch (IOException gone) {
      // Whoever asked has left, or a handler could not answer: the connection ends either way.
      return;
    } finally {
      open.remove(socket);
    }
  }

  /** False if nothing was answered, which ends the connection. */
  private boolean answered(Exchange exchange, Socket socket) throws IOException {
    handler.answer(exchange);
    byte[] answer = exchange.whole;
    if (answer == null) {
      return false;
    }
    OutputStream out = socket.getOutputStream();
    out.write(answer);
    return !"close".equalsIgnoreCase(exchange.asked("Connection"));
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    } finally {
      threads.shutdownNow();
    }
  }

  /** One request with its answer, which is sent whole when the handler is done. */
  static final class Exchange {
    private final String path;
    private final Map<String, String> asked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final StringBuilder headers = new StringBuilder();
    private byte[] sent = {};
    private byte @Nullable [] whole;

    private Exchange(String path) {
      this.path = path;
    }

    /** The next request of a connection, or null if there is none. */
    private static @Nullable Exchange read(InputStream in) throws IOException {
      String first = line(in);
      if (first.isEmpty()) {
        return null;
      }
      String[] words = first.split(" ");
      if (words.length != 3) {
        throw new IOException("no request: " + first);
      }
      Exchange exchange = new Exchange(URI.create(words[1]).getPath());
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        exchange.asked.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
      String length = exchange.asked("Content-Length");
      if (!length.isEmpty()) {
        exchange.sent = in.readNBytes(Integer.parseInt(length));
      }
      return exchange;
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    String path() {
      return path;
    }

    /** A header of the request, or empty. */
    String asked(String header) {
      return asked.getOrDefault(header, "");
    }

    /** The body of the request. */
    String sent() {
      return new String(sent, StandardCharsets.UTF_8);
    }

    /** One more header of the answer. */
    void header(String name, String value) {
      headers.append(name).append(": ").append(value).append("\r\n");
    }

    void answer(int status, String type, String text) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      header("Content-Type", type);
      header("Content-Length", Integer.toString(body.length));
      String head = "HTTP/1.1 " + status + " said\r\n" + headers + "\r\n";
      byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
      byte[] all = new byte[start.length + body.length];
      System.arraycopy(start, 0, all, 0, start.length);
      System.arraycopy(body, 0, all, start.length, body.length);
      whole = all;
    }
  }
}
