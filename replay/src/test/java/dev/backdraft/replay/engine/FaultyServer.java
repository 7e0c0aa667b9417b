package dev.backdraft.replay.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A raw server on loopback that does to a connection what the path asks for. */
final class FaultyServer implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch release = new CountDownLatch(1);
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger requests = new AtomicInteger();

  FaultyServer() throws IOException {
    this(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
  }

  FaultyServer(ServerSocket socket) {
    server = socket;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      release.countDown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean more = true;
      while (more) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        requests.incrementAndGet();
        String[] words = head.split(" ", 3);
        more = words.length > 1 && answer(words[1], head, socket, in, out);
      }
    } catch (IOException | InterruptedException gone) {
      open.remove(socket);
    } finally {
      open.remove(socket);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static void skipBody(String head, InputStream in) throws IOException {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length: ");
    if (at >= 0) {
      in.skipNBytes(Long.parseLong(lower.substring(at + 16, lower.indexOf('\r', at)).strip()));
    }
  }

  private boolean answer(String path, String head, Socket socket, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    if (path.startsWith("/early")) {
      send(out, "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
      release.await();
      return false;
    }
    if (path.startsWith("/unread")) {
      reset(socket);
      return false;
    }
    skipBody(head, in);
    switch (path.split("\\?")[0]) {
      case "/ok" -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      case "/json" ->
          send(
              out,
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"
                  + "{\"a\":[1]}");
      case "/headers" ->
          send(
              out,
              """
              HTTP/1.1 103 Early Hints
              Location: /early

              HTTP/1.1 201 Created
              content-TYPE:text/plain;a=1\s\s
              X-Other: 1
              Location:   /b
                c
              Set-Cookie: a=1
              Set-Cookie: b=2; Path=/
              Content-Length: 2

              ok\
              """
                  .replace("\n", "\r\n"));
      case "/large" -> {
        byte[] body = large(Integer.parseInt(path.substring(path.indexOf('?') + 1)));
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n");
        out.write(body);
      }
      case "/large-chunked" -> {
        byte[] body = large(Integer.parseInt(path.substring(path.indexOf('?') + 1)));
        send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        send(out, Integer.toHexString(body.length) + "\r\n");
        out.write(body);
        send(out, "\r\n0\r\n\r\n");
      }
      case "/long-header" ->
          send(
              out,
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nLocation: /"
                  + "x".repeat(20_000)
                  + "\r\n\r\nok");
      case "/chunked" ->
          send(
              out,
              """
              HTTP/1.1 100 Continue

              HTTP/1.1 200 OK
              Transfer-Encoding: chunked

              3;x=1
              abc
              2
              de
              0
              Trailer: 1

              """);
      case "/until-close" -> {
        send(out, "HTTP/1.1 200 OK\r\n\r\nall of it");
        return false;
      }
      case "/status" -> send(out, "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
      case "/head" -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
      case "/close" -> {
        return false;
      }
      case "/reset" -> {
        reset(socket);
        return false;
      }
      case "/reset-head" -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Le");
        settle(socket);
        return false;
      }
      case "/close-head" -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Le");
        return false;
      }
      case "/garbage" -> send(out, "SSH-2.0-OpenSSH\r\n");
      case "/bad-length" -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok");
      case "/truncate" -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        return false;
      }
      case "/truncate-chunk" -> {
        send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
        return false;
      }
      case "/reset-body" -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        settle(socket);
        return false;
      }
      case "/hang" -> release.await();
      case "/hang-body" -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        release.await();
      }
      case "/big" -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: " + BIG + "\r\n\r\n");
        byte[] megabyte = new byte[1 << 20];
        for (long sent = 0; sent < BIG; sent += megabyte.length) {
          out.write(megabyte);
        }
      }
      case "/ok-then-held" -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        held.countDown();
        resetNow.await();
        socket.close();
        gone.countDown();
        return false;
      }
      case "/value-of-many" -> {
        many.countDown();
        many.await();
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"id\":\"fresh\"}");
      }
      case "/value" -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"id\":\"fresh\"}");
      case "/fresh" -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfound");
      case "/ok-then-close" -> {
        send(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        return false;
      }
      case "/ok-close" -> {
        send(out, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        return false;
      }
      default -> send(out, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    }
    return true;
  }

  /** Other bytes for each size. */
  static byte[] large(int size) {
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);
    return body;
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** The client must have read what was sent: a reset throws away what waits in its buffer. */
  private void settle(Socket socket) throws IOException, InterruptedException {
    held.countDown();
    resetNow.await();
    reset(socket);
  }

  static final long BIG = 1L << 30;

  /** So many requests are answered at once, as a service does that was busy with itself. */
  final CountDownLatch many = new CountDownLatch(20);

  final CountDownLatch held = new CountDownLatch(1);
  final CountDownLatch gone = new CountDownLatch(1);
  final CountDownLatch resetNow = new CountDownLatch(1);

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    release.countDown();
    resetNow.countDown();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
