package dev.backdraft.replay.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.reader.capture.RedactionRules;
import dev.backdraft.analysis.reader.capture.Redactor;
import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A target behind TLS: clients speak plainly to the proxy, the proxy encrypts. */
@Timeout(60)
final class CaptureTlsTest {
  private static final char[] SECRET = "secret".toCharArray();

  @TempDir Path folder;

  private SSLContext certificate() throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "target",
                "-keyalg",
                "EC",
                "-dname",
                "CN=elsewhere",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(SECRET))
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, SECRET);
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, SECRET);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.append((char) b);
      // The first byte of a TLS hello, which a plain server takes for nonsense.
      if (head.indexOf("\r\n\r\n") >= 0 || head.charAt(0) == 0x16) {
        return head.toString();
      }
    }
    return "";
  }

  /** Answers each request with its Host line, until the client ends. */
  private static void serve(ServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual()
            .start(() -> {
              try (socket) {
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream();
                for (String head = head(in); !head.isEmpty(); head = head(in)) {
                  String host = head.replaceAll("(?is).*\r\nhost: ([^\r]*)\r.*", "$1");
                  String answer =
                      "HTTP/1.1 200 OK\r\nContent-Length: " + host.length() + "\r\n\r\n" + host;
                  out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                  out.flush();
                }
              } catch (IOException gone) {
                // The proxy has closed its side.
              }
            });
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private List<RequestEntry> captured(ServerSocket target, boolean tls, List<String> answers)
      throws Exception {
    Thread.ofVirtual().start(() -> serve(target));
    Path file = folder.resolve("capture-" + tls + target.getLocalPort() + ".jsonl");
    ProxySettings settings = ProxySettings.to("https://localhost:" + target.getLocalPort(), 0);
    try (CaptureLog log = CaptureLog.create(file, Redactor.fresh(RedactionRules.usual()));
        CaptureProxy proxy = CaptureProxy.start(settings, log)) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
        client
            .getOutputStream()
            .write(
                """
                GET /one HTTP/1.1\r
                Host: before\r
                \r
                GET /two HTTP/1.1\r
                Host: before\r
                Connection: close\r
                \r
                """
                    .getBytes(StandardCharsets.ISO_8859_1));
        client.shutdownOutput();
        answers.add(
            new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }
    try (Requests requests =
        CaptureReader.open(List.of(file), CaptureOptions.usual(1), Progress.NONE)) {
      return IntStream.range(0, requests.size()).mapToObj(requests::entry).toList();
    }
  }

  @Test
  void aTargetBehindTlsIsRecordedThroughAPlainDoor() throws Exception {
    List<String> answers = new ArrayList<>();
    try (ServerSocket target =
        certificate()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      List<RequestEntry> entries = captured(target, true, answers);
      String host = "localhost:" + target.getLocalPort();
      assertThat(answers.getFirst().split(host, -1)).as("both answers name the target").hasSize(3);
      assertThat(entries).extracting(RequestEntry::target).containsExactly("/one", "/two");
      assertThat(entries).extracting(RequestEntry::scheme).containsOnly("https");
      assertThat(entries).extracting(entry -> entry.response().status()).containsOnly(200);
    }
  }

  @Test
  void aTargetThatSpeaksNoTlsIsBadGatewayAndItsRequestIsKept() throws Exception {
    List<String> answers = new ArrayList<>();
    try (ServerSocket target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      List<RequestEntry> entries = captured(target, false, answers);
      assertThat(answers.getFirst()).startsWith("HTTP/1.1 502 ");
      assertThat(entries).extracting(RequestEntry::target).contains("/one");
    }
  }
}
