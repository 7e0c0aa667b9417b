package dev.backdraft.replay.run;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * As much of a server as the tests' target needs: it is started a hundred times, and most of what
 * the JDK's own server loads before its first answer is of no use here.
 */
final class ShopServer {
  private ShopServer() {}

  /** Serves until the process ends. */
  static void serve(int port, HttpHandler handler) throws IOException {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (ServerSocket server = new ServerSocket(port, 512, InetAddress.getLoopbackAddress())) {
      while (!server.isClosed()) {
        threads.execute(new Connection(server.accept(), handler));
      }
    }
  }

  private record Connection(Socket socket, HttpHandler handler) implements Runnable {
    @Override
    public void run() {
      try (socket) {
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream(), 512);
        boolean goesOn = true;
        while (goesOn) {
          Exchange exchange = Exchange.read(in, socket);
          goesOn = exchange != null && answered(exchange);
        }
      } catch (IOException gone) {
        // Whoever asked has left, or a handler could not answer: the connection ends either way.
        return;
      }
    }

    /** False if nothing was answered, which ends the connection. */
    private boolean answered(Exchange exchange) throws IOException {
      handler.handle(exchange);
      if (exchange.getResponseCode() < 0) {
        return false;
      }
      exchange.send(socket.getOutputStream());
      return !"close".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Connection"));
    }
  }

  /** One request with its answer, which is sent whole when the handler is done. */
  private static final class Exchange extends HttpExchange {
    private final String method;
    private final URI target;
    private final Socket socket;
    private final Headers asked = new Headers();
    private final Headers answer = new Headers();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private InputStream sent = InputStream.nullInputStream();
    private int status = -1;

    private Exchange(String line, Socket socket) throws IOException {
      String[] words = line.split(" ");
      if (words.length != 3) {
        throw new IOException("no request: " + line);
      }
      this.method = words[0];
      this.target = URI.create(words[1]);
      this.socket = socket;
    }

    /** The next request of a connection, or null if there is none. */
    static @Nullable Exchange read(InputStream in, Socket socket) throws IOException {
      String first = line(in);
      if (first.isEmpty()) {
        return null;
      }
      Exchange exchange = new Exchange(first, socket);
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        exchange.asked.add(line.substring(0, colon), line.substring(colon + 1).strip());
      }
      String length = exchange.asked.getFirst("Content-Length");
      if (length != null) {
        exchange.sent = new ByteArrayInputStream(in.readNBytes(Integer.parseInt(length)));
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

    void send(OutputStream out) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" said\r\n");
      for (Map.Entry<String, List<String>> header : answer.entrySet()) {
        for (String value : header.getValue()) {
          head.append(header.getKey()).append(": ").append(value).append("\r\n");
        }
      }
      head.append("Content-Length: ").append(body.size()).append("\r\n\r\n");
      ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + body.size());
      whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      body.writeTo(whole);
      whole.writeTo(out);
    }

    @Override
    public Headers getRequestHeaders() {
      return asked;
    }

    @Override
    public Headers getResponseHeaders() {
      return answer;
    }

    @Override
    public URI getRequestURI() {
      return target;
    }

    @Override
    public String getRequestMethod() {
      return method;
    }

    @Override
    public InputStream getRequestBody() {
      return sent;
    }

    @Override
    public OutputStream getResponseBody() {
      return body;
    }

    @Override
    public void sendResponseHeaders(int code, long length) {
      status = code;
    }

    @Override
    public int getResponseCode() {
      return status;
    }

    @Override
    public void close() {}

    @Override
    public InetSocketAddress getRemoteAddress() {
      return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public String getProtocol() {
      return "HTTP/1.1";
    }

    @Override
    public HttpContext getHttpContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      return null;
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setStreams(@Nullable InputStream in, @Nullable OutputStream out) {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
      return null;
    }
  }
}
