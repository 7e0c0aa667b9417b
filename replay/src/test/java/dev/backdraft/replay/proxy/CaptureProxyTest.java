package dev.backdraft.replay.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.reader.capture.RedactionRules;
import dev.backdraft.analysis.reader.capture.Redactor;
import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestResponse;
import dev.backdraft.analysis.recording.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets on both sides: what passes, and what is written down of it. */
@Timeout(120)
final class CaptureProxyTest {
  @TempDir Path folder;

  /** What a target does with one connection. */
  @FunctionalInterface
  private interface Behaviour {
    void serve(Socket socket, InputStream in, OutputStream out) throws IOException;
  }

  /** A target, the proxy before it, and the file it writes. */
  private final class Scene implements AutoCloseable {
    final ServerSocket server;
    final CaptureLog log;
    final CaptureProxy proxy;
    final List<Socket> sockets = new ArrayList<>();
    final BlockingQueue<Throwable> broken = new LinkedBlockingQueue<>();

    Scene(Behaviour behaviour, String name, int mostBody) throws IOException {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      log = CaptureLog.create(folder.resolve(name), Redactor.fresh(RedactionRules.usual()));
      proxy =
          CaptureProxy.start(
              new ProxySettings(0, "127.0.0.1", server.getLocalPort(), false, mostBody), log);
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket, behaviour));
              }
            } catch (IOException closed) {
              // The test is over.
            }
          });
    }

    private void serve(Socket socket, Behaviour behaviour) {
      try (socket) {
        behaviour.serve(socket, socket.getInputStream(), socket.getOutputStream());
      } catch (IOException | RuntimeException failed) {
        broken.add(failed);
      }
    }

    Socket connect() throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
      socket.setSoTimeout(60_000);
      sockets.add(socket);
      return socket;
    }

    /** What was captured, once everything is closed. */
    List<RequestEntry> captured() throws Exception {
      close();
      if (log.requests() == 0) {
        return List.of();
      }
      try (Requests requests =
          CaptureReader.open(List.of(log.file()), CaptureOptions.usual(1), Progress.NONE)) {
        List<RequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
          entries.add(requests.entry(i));
        }
        return entries;
      }
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
      server.close();
      proxy.close();
      log.close();
    }
  }

  private Scene scene(Behaviour behaviour) throws IOException {
    return new Scene(behaviour, "capture.jsonl", ProxySettings.USUAL_BODY_BYTES);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return head.toString();
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static String rest(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Answers each request with its path, until the client ends. */
  private static void echo(Socket socket, InputStream in, OutputStream out) throws IOException {
    for (String head = head(in); !head.isEmpty(); head = head(in)) {
      String path = head.split(" ")[1];
      say(out, "HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path);
    }
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void requestsOnOneConnectionKeepTheirOrderAndSession() throws Exception {
    Scene scene = scene(CaptureProxyTest::echo);
    Socket client = scene.connect();
    say(client.getOutputStream(), "GET /a HTTP/1.1\r\nHost: shop\r\n\r\n");
    assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 200");
    assertThat(text(client.getInputStream().readNBytes(2))).isEqualTo("/a");
    say(
        client.getOutputStream(),
        "GET /b HTTP/1.1\r\nHost: shop\r\n\r\nGET /c HTTP/1.1\r\nHost: shop\r\n\r\n");
    client.shutdownOutput();
    assertThat(rest(client.getInputStream()))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/b"
                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/c");
    List<RequestEntry> captured = scene.captured();
    assertThat(captured).extracting(RequestEntry::target).containsExactly("/a", "/b", "/c");
    assertThat(captured).extracting(RequestEntry::session).containsOnly("c1");
    assertThat(captured).extracting(RequestEntry::host).containsOnly("shop");
    assertThat(captured)
        .allSatisfy(entry -> {
          assertThat(entry.response().status()).isEqualTo(200);
          assertThat(text(entry.response().body())).isEqualTo(entry.target());
          assertThat(entry.durationNanos()).isPositive();
        });
  }

  @Test
  void theTargetSeesItsOwnNameAsHost() throws Exception {
    BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    Scene scene =
        scene((socket, in, out) -> {
          heads.add(head(in));
          say(out, "HTTP/1.1 204 No Content\r\n\r\n");
        });
    Socket client = scene.connect();
    say(
        client.getOutputStream(),
        "DELETE /x HTTP/1.1\r\nA: 1\r\nhOST: localhost:" + scene.proxy.port() + "\r\nB: 2\r\n\r\n");
    assertThat(rest(client.getInputStream())).isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
    String target = "127.0.0.1:" + scene.server.getLocalPort();
    assertThat(heads.take())
        .isEqualTo("DELETE /x HTTP/1.1\r\nA: 1\r\nHost: " + target + "\r\nB: 2\r\n\r\n");
    assertThat(scene.captured().getFirst().host()).isEqualTo(target);
  }

  @Test
  void chunkedBodiesPassAsTheyAreAndAreStoredWithoutTheirFrames() throws Exception {
    BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    Scene scene =
        scene((socket, in, out) -> {
          head(in);
          bodies.add(new String(in.readNBytes(32), StandardCharsets.ISO_8859_1));
          say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\nabc\r\n");
          say(out, "2\r\nde\r\n0\r\nTrailer: t\r\n\r\n");
          assertThat(in.read()).isEqualTo(-1);
        });
    Socket client = scene.connect();
    say(
        client.getOutputStream(),
        "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (String part : List.of("5\r", "\nhel", "lo\r\n6\r\n wor", "ld\r", "\n0\r\n\r", "\n")) {
      say(client.getOutputStream(), part);
    }
    client.shutdownOutput();
    assertThat(rest(client.getInputStream()))
        .endsWith("3;x=1\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: t\r\n\r\n");
    RequestEntry entry = scene.captured().getFirst();
    assertThat(bodies.take()).startsWith("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
    assertThat(text(entry.body())).isEqualTo("hello world");
    assertThat(text(entry.response().body())).isEqualTo("abcde");
    assertThat(entry.headers().first("Transfer-Encoding")).isNull();
    assertThat(entry.fault()).isEqualTo(RequestFault.NONE);
  }

  @Test
  void aBodyOfAHundredMegabytesPassesInLittleMemoryAndIsNotKept() throws Exception {
    long size = 100L << 20;
    Scene scene =
        scene((socket, in, out) -> {
          head(in);
          long read = 0;
          byte[] buffer = new byte[1 << 16];
          while (read < size) {
            int n = in.read(buffer);
            if (n < 0) {
              return;
            }
            read += n;
          }
          say(out, "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
          for (long sent = 0; sent < size; sent += buffer.length) {
            out.write(buffer);
          }
          out.flush();
        });
    Socket client = scene.connect();
    Thread.ofVirtual()
        .start(() -> {
          try {
            OutputStream out = client.getOutputStream();
            say(out, "PUT /large HTTP/1.1\r\nHost: h\r\nContent-Length: " + size + "\r\n\r\n");
            byte[] part = new byte[1 << 16];
            for (long sent = 0; sent < size; sent += part.length) {
              out.write(part);
            }
          } catch (IOException gone) {
            scene.broken.add(gone);
          }
        });
    InputStream in = client.getInputStream();
    assertThat(head(in)).contains("200 OK");
    long read = 0;
    byte[] buffer = new byte[1 << 16];
    while (read < size) {
      int n = in.read(buffer);
      assertThat(n).isPositive();
      read += n;
    }
    RequestEntry entry = scene.captured().getFirst();
    assertThat(entry.fault()).isEqualTo(RequestFault.BODY_TOO_LARGE);
    assertThat(entry.response().status()).isEqualTo(200);
    assertThat(Files.size(scene.log.file())).isLessThan(2_000);
  }

  @Test
  void aSlowReaderHoldsTheTargetBack() throws Exception {
    CompletableFuture<Long> sent = new CompletableFuture<>();
    BlockingQueue<Long> progress = new LinkedBlockingQueue<>();
    long most = 400L << 20;
    Scene scene =
        scene((socket, in, out) -> {
          head(in);
          say(out, "HTTP/1.1 200 OK\r\nContent-Length: " + most + "\r\n\r\n");
          byte[] part = new byte[1 << 20];
          long bytes = 0;
          try {
            for (; bytes < most; bytes += part.length) {
              out.write(part);
              progress.add(bytes);
            }
          } finally {
            sent.complete(bytes);
          }
        });
    Socket client = scene.connect();
    say(client.getOutputStream(), "GET /much HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(head(client.getInputStream())).contains("200");
    // Nothing more is read: what the target can send ends at the buffers on the way.
    long last = 0;
    for (Long now = progress.poll(2, TimeUnit.SECONDS);
        now != null;
        now = progress.poll(1, TimeUnit.SECONDS)) {
      last = now;
    }
    assertThat(last).isLessThan(64L << 20);
    client.setSoLinger(true, 0);
    client.close();
    assertThat(sent.get(30, TimeUnit.SECONDS)).isLessThan(most);
    assertThat(scene.captured().getFirst().response().body()).isNull();
  }

  @Test
  void aWebSocketPassesBothWaysAndIsWrittenDownAsAnUpgrade() throws Exception {
    Scene scene =
        scene((socket, in, out) -> {
          head(in);
          say(
              out,
              lines(
                  "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"));
          byte[] frame = in.readNBytes(9);
          frame[0] = 'R';
          out.write(frame);
          out.flush();
        });
    Socket client = scene.connect();
    say(
        client.getOutputStream(),
        "GET /chat HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 101");
    say(client.getOutputStream(), "GET \r\n\r\n!");
    assertThat(rest(client.getInputStream())).isEqualTo("RET \r\n\r\n!");
    assertThat(scene.captured())
        .extracting(RequestEntry::fault)
        .containsExactly(RequestFault.UPGRADE);
  }

  @Test
  void expectContinueInterimAnswersAndHeadAreUnderstood() throws Exception {
    Scene scene =
        scene((socket, in, out) -> {
          assertThat(head(in)).contains("Expect: 100-continue");
          say(out, "HTTP/1.1 100 Continue\r\n\r\n");
          assertThat(in.readNBytes(4)).hasSize(4);
          say(out, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
          say(out, "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
          assertThat(head(in)).startsWith("HEAD");
          say(out, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
          echo(socket, in, out);
        });
    Socket client = scene.connect();
    say(
        client.getOutputStream(),
        "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 100 Continue");
    say(client.getOutputStream(), "body");
    assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 103");
    assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 201");
    say(client.getOutputStream(), "HEAD /h HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(head(client.getInputStream())).contains("5000");
    say(client.getOutputStream(), "GET /g HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(head(client.getInputStream())).contains("Content-Length: 2");
    List<RequestEntry> captured = scene.captured();
    assertThat(captured).extracting(e -> e.response().status()).containsExactly(201, 200, 200);
    assertThat(text(captured.getFirst().body())).isEqualTo("body");
    assertThat(captured.getFirst().headers().first("Expect")).isNull();
    assertThat(scene.broken).isEmpty();
  }

  @Test
  void aResetOfTheTargetIsAResetForTheClientAfterWhatCameBefore() throws Exception {
    Scene scene =
        scene((socket, in, out) -> {
          head(in);
          say(out, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
          in.read(); // the client has the half
          socket.setSoLinger(true, 0);
        });
    Socket client = scene.connect();
    say(client.getOutputStream(), "GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(head(client.getInputStream())).contains("200");
    assertThat(text(client.getInputStream().readNBytes(4))).isEqualTo("half");
    say(client.getOutputStream(), "GET /y HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    List<RequestEntry> captured = scene.captured();
    assertThat(captured).extracting(e -> e.response().status()).containsExactly(200, 0);
    assertThat(captured.getFirst().response().body()).isNull();
  }

  @Test
  void aConnectionClosedWithoutAnAnswerIsWrittenDownAsSuch() throws Exception {
    Scene scene = scene((socket, in, out) -> head(in));
    Socket client = scene.connect();
    say(client.getOutputStream(), "GET /cart/12 HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(client.getInputStream().read()).isEqualTo(-1);
    assertThat(scene.captured().getFirst().response().status())
        .isEqualTo(RequestResponse.NO_RESPONSE);
  }

  @Test
  void aBodyThatEndsWithTheConnectionIsWhole() throws Exception {
    Scene scene =
        scene((socket, in, out) -> {
          head(in);
          say(out, "HTTP/1.0 200 OK\r\n\r\nuntil the end");
        });
    Socket client = scene.connect();
    say(client.getOutputStream(), "GET /old HTTP/1.0\r\n\r\n");
    client.shutdownOutput();
    assertThat(rest(client.getInputStream())).endsWith("until the end");
    RequestEntry entry = scene.captured().getFirst();
    assertThat(entry.version()).isEqualTo("1.0");
    assertThat(text(entry.response().body())).isEqualTo("until the end");
  }

  @Test
  void whatIsNotHttpPassesUnread() throws Exception {
    Scene scene =
        scene((socket, in, out) -> {
          assertThat(in.readNBytes(7)).hasSize(7);
          say(out, "pong\n");
        });
    Socket client = scene.connect();
    say(client.getOutputStream(), "ping\n\r\n");
    client.shutdownOutput();
    assertThat(rest(client.getInputStream())).isEqualTo("pong\n");
    assertThat(scene.captured()).isEmpty();
    assertThat(scene.proxy.notUnderstood()).isPositive();
  }

  @Test
  void secretsNeverReachTheFile() throws Exception {
    Scene scene =
        scene((socket, in, out) -> {
          head(in);
          say(out, "HTTP/1.1 200 OK\r\nSet-Cookie: sid=hunter5; Path=/\r\n");
          say(out, "Content-Length: 21\r\n\r\n{\"password\":\"hunter6\"}");
        });
    Socket client = scene.connect();
    say(
        client.getOutputStream(),
        lines(
            "GET /x?token=hunter2&a=1 HTTP/1.1",
            "Host: h",
            "Authorization: Bearer hunter3",
            "Cookie: sid=hunter4"));
    assertThat(head(client.getInputStream())).contains("200");
    assertThat(rest(client.getInputStream())).contains("hunter6");
    RequestEntry entry = scene.captured().getFirst();
    assertThat(Files.readString(scene.log.file())).doesNotContain("hunter");
    assertThat(entry.headers().firstOrEmpty("Authorization")).startsWith("Bearer bd-secret-");
    assertThat(scene.log.secrets()).isEqualTo(5);
  }

  @Test
  void harAndGoReplayFilesAreWholeAfterEveryRequest() throws Exception {
    for (String name : List.of("c.har", "c.gor")) {
      Scene scene = new Scene(CaptureProxyTest::echo, name, 1000);
      Socket client = scene.connect();
      for (int i = 1; i <= 3; i++) {
        say(client.getOutputStream(), "GET /" + i + " HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(head(client.getInputStream())).contains("200");
        assertThat(client.getInputStream().readNBytes(2)).hasSize(2);
        Path copy = folder.resolve(i + name);
        while (scene.log.requests() < i) {
          Thread.onSpinWait();
        }
        Files.copy(scene.log.file(), copy);
        try (Requests requests =
            CaptureReader.open(List.of(copy), CaptureOptions.usual(1), Progress.NONE)) {
          assertThat(requests.size()).isEqualTo(i);
          assertThat(requests.problems()).isEmpty();
          assertThat(requests.target(i - 1)).isEqualTo("/" + i);
          assertThat(requests.status(i - 1)).isEqualTo(200);
        }
      }
      scene.close();
    }
  }
}
