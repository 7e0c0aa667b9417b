package dev.backdraft.sample.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.sample.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stopping: nobody who asked is left without an answer. */
@Timeout(60)
final class HttpServerTest {
  private static final int GRACE_MILLIS = 40_000;

  /** More than the system holds of one connection. */
  private static final int LARGE = 48 << 20;

  @TempDir Path folder;

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private Telemetry telemetry;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    telemetry = new Telemetry(folder);
    Routes routes =
        new Routes()
            .onLoop("GET", "/quick", request -> Response.text(200, "here\n"))
            .onWorkers("GET", "/large", request -> Response.json(200, new byte[LARGE]))
            .onWorkers("GET", "/slow", request -> slow());
    server = new HttpServer(0, routes, telemetry);
  }

  @AfterEach
  void end() {
    telemetry.close();
  }

  private Response slow() {
    inside.countDown();
    try {
      release.await();
    } catch (InterruptedException hurried) {
      throw new IllegalStateException(hurried);
    }
    return Response.text(200, "done\n");
  }

  private CompletableFuture<Void> stop() {
    return CompletableFuture.runAsync(() -> {
      try {
        server.stop(GRACE_MILLIS);
      } catch (InterruptedException hurried) {
        throw new IllegalStateException(hurried);
      }
    });
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static void send(Socket socket, String path) {
    String text = "GET " + path + " HTTP/1.1\r\nHost: checkout.example\r\n\r\n";
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** One answer with a short body. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    int next = in.read();
    while (next >= 0 && text.indexOf("\r\n\r\n") < 0) {
      text.append((char) next);
      next = text.indexOf("\r\n\r\n") < 0 ? in.read() : next;
    }
    String head = text.toString().toLowerCase(java.util.Locale.ROOT);
    int at = head.indexOf("content-length: ") + "content-length: ".length();
    int length = Integer.parseInt(head.substring(at, head.indexOf('\r', at)));
    return head + new String(in.readNBytes(length), StandardCharsets.US_ASCII);
  }

  @Test
  void whoAsksWhileItStopsIsAnsweredAndToldToClose() throws Exception {
    try (Socket slow = connect();
        Socket first = connect();
        Socket second = connect()) {
      send(first, "/quick");
      assertThat(answer(first)).startsWith("http/1.1 200").doesNotContain("connection: close");
      send(second, "/quick");
      assertThat(answer(second)).startsWith("http/1.1 200").doesNotContain("connection: close");
      send(slow, "/slow");
      inside.await();
      CompletableFuture<Void> stopping = stop();
      String last;
      do {
        send(first, "/quick");
        last = answer(first);
      } while (!last.contains("connection: close"));
      assertThat(first.getInputStream().read()).isNegative();
      send(second, "/quick");
      assertThat(answer(second)).startsWith("http/1.1 503").contains("connection: close");
      assertThat(second.getInputStream().read()).isNegative();
      release.countDown();
      assertThat(answer(slow)).startsWith("http/1.1 200").contains("connection: close", "done");
      stopping.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void anAnswerIsWrittenToItsEndBeforeItStops() throws Exception {
    try (Socket slow = connect();
        Socket reader = connect()) {
      send(slow, "/slow");
      inside.await();
      send(reader, "/large");
      InputStream in = reader.getInputStream();
      assertThat(in.read()).isEqualTo('H');
      CompletableFuture<Void> stopping = stop();
      release.countDown();
      assertThat(answer(slow)).startsWith("http/1.1 200");
      long rest = in.skip(LARGE);
      rest += in.readNBytes(256).length;
      for (long more = in.readNBytes(1 << 20).length; more > 0; ) {
        rest += more;
        more = in.readNBytes(1 << 20).length;
      }
      assertThat(rest).isGreaterThan(LARGE);
      stopping.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void anIdleConnectionDoesNotHoldItUp() throws Exception {
    try (Socket idle = connect()) {
      send(idle, "/quick");
      assertThat(answer(idle)).contains("here");
      stop().get(GRACE_MILLIS / 2, TimeUnit.MILLISECONDS);
      assertThat(idle.getInputStream().read()).isNegative();
    }
  }
}
