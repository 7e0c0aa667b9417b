package dev.backdraft.replay.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * What the self-test replays against: answers every request after a delay. Arguments: the port and
 * the delay in microseconds.
 */
public final class SelfTestTarget {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"ok\":true}"
          .getBytes(StandardCharsets.ISO_8859_1);

  private SelfTestTarget() {}

  public static void main(String[] args) throws IOException {
    long delayNanos = 1_000 * Long.parseLong(args[1]);
    try (ServerSocket server =
        new ServerSocket(Integer.parseInt(args[0]), 1024, InetAddress.getLoopbackAddress())) {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket, delayNanos));
      }
    }
  }

  private static void serve(Socket socket, long delayNanos) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (head(in)) {
        long until = System.nanoTime() + delayNanos;
        for (long left = delayNanos; left > 0; left = until - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        out.write(ANSWER);
      }
    } catch (IOException gone) {
      return;
    }
  }

  /** Reads to the empty line that ends a request's head; false at the end. */
  private static boolean head(InputStream in) throws IOException {
    int matched = 0;
    while (matched < 4) {
      int b = in.read();
      if (b < 0) {
        return false;
      }
      boolean expected = b == (matched % 2 == 0 ? '\r' : '\n');
      matched = expected ? matched + 1 : b == '\r' ? 1 : 0;
    }
    return true;
  }
}
