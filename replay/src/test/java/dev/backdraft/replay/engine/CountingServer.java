package dev.backdraft.replay.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers everything, counts the connections that it has at a time, and remembers what was asked
 * over each. {@code /close} is the last answer of its connection.
 */
final class CountingServer implements AutoCloseable {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n";

  private final ServerSocket server;
  private final CountDownLatch held;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  final AtomicInteger most = new AtomicInteger();
  final AtomicInteger connections = new AtomicInteger();

  /** What was asked over each connection that has ended. */
  final Queue<Set<String>> asked = new ConcurrentLinkedQueue<>();

  /** Answers none before so many requests have come. */
  CountingServer(int heldBack) throws IOException {
    this(heldBack, new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
  }

  CountingServer(int heldBack, ServerSocket socket) {
    server = socket;
    held = new CountDownLatch(heldBack);
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
        most.accumulateAndGet(open.incrementAndGet(), Math::max);
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      sockets.clear();
    }
  }

  private void serve(Socket socket) {
    Set<String> paths = new HashSet<>();
    try (socket) {
      // Counted down before it is closed: who waits for that may open another.
      try {
        answer(socket, paths);
      } finally {
        asked.add(paths);
        open.decrementAndGet();
      }
    } catch (IOException | InterruptedException gone) {
      sockets.remove(socket);
    }
  }

  private void answer(Socket socket, Set<String> paths) throws IOException, InterruptedException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String path = path(in);
    while (!path.isEmpty()) {
      paths.add(path);
      held.countDown();
      held.await();
      boolean last = path.equals("/close");
      String answer = OK + (last ? "Connection: close\r\n" : "") + "\r\nok";
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      path = last ? "" : path(in);
    }
  }

  /** Of the next request; empty if there is none. */
  private static String path(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    return head.toString().split(" ", 3)[1];
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
