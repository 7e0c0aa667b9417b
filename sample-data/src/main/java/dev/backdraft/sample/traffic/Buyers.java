package dev.backdraft.sample.traffic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Sends requests when they are due, each without waiting for another's answer. */
public final class Buyers {
  private static final int PATIENCE_MILLIS = 30_000;

  private final int port;
  private final ConcurrentLinkedDeque<Socket> idle = new ConcurrentLinkedDeque<>();

  public Buyers(int port) {
    this.port = port;
  }

  /** Sends all of them on time; returns when every one has its answer. */
  public List<Answer> send(List<Sent> requests) throws InterruptedException, IOException {
    Instant now = Instant.now();
    long epochNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    long start = System.nanoTime();
    List<Future<Answer>> underWay = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Sent request : requests) {
        long due = start + request.offsetNanos();
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        underWay.add(each.submit(() -> one(request, epochNanos, start)));
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> one : underWay) {
      try {
        answers.add(one.get());
      } catch (ExecutionException broken) {
        throw new IOException("sending failed", broken.getCause());
      }
    }
    return answers;
  }

  /** Sends one and waits for its answer. */
  public Answer sendNow(Sent request) throws IOException {
    Instant now = Instant.now();
    return one(request, now.getEpochSecond() * 1_000_000_000L + now.getNano(), System.nanoTime());
  }

  /** The request as on the wire. */
  static byte[] message(Sent request) {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    text.append(
        "Host: checkout.example\r\nUser-Agent: shop-page/2\r\nAccept: application/json\r\n");
    if (!request.body().isEmpty()) {
      text.append("Content-Type: application/json\r\nContent-Length: ");
      text.append(request.body().getBytes(StandardCharsets.UTF_8).length).append("\r\n");
    }
    return text.append("\r\n").append(request.body()).toString().getBytes(StandardCharsets.UTF_8);
  }

  private Answer one(Sent request, long epochNanos, long start) throws IOException {
    Socket socket = idle.pollFirst();
    if (socket == null) {
      socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
    long sent = System.nanoTime();
    byte[] response = new byte[0];
    try {
      socket.getOutputStream().write(message(request));
      response = response(socket.getInputStream());
    } finally {
      if (response.length == 0) {
        socket.close();
      } else {
        idle.addFirst(socket);
      }
    }
    return new Answer(request, epochNanos + (sent - start), System.nanoTime() - sent, response);
  }

  /** Head and body by its length; empty if the connection ends first. */
  private static byte[] response(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    int ends = 0;
    while (ends < 4) {
      int next = in.read();
      if (next < 0) {
        return new byte[0];
      }
      bytes.write(next);
      boolean expected = next == (ends % 2 == 0 ? '\r' : '\n');
      ends = expected ? ends + 1 : next == '\r' ? 1 : 0;
    }
    String head = bytes.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int at = head.indexOf("content-length: ") + "content-length: ".length();
    int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
    bytes.write(in.readNBytes(length));
    return bytes.toByteArray();
  }
}
