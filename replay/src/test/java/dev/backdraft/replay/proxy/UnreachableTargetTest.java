package dev.backdraft.replay.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.reader.capture.RedactionRules;
import dev.backdraft.analysis.reader.capture.Redactor;
import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestResponse;
import dev.backdraft.analysis.recording.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a proxy whose target is not there. */
class UnreachableTargetTest {
  @TempDir Path folder;

  /** Nobody has ever waited in accept there, which would keep it open for a moment. */
  private static int closedPort() throws IOException {
    try (ServerSocket none = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return none.getLocalPort();
    }
  }

  private String answerTo(byte[] request) throws Exception {
    Path file = folder.resolve("capture.jsonl");
    try (CaptureLog log = CaptureLog.create(file, Redactor.fresh(RedactionRules.usual()))) {
      CaptureProxy proxy =
          CaptureProxy.start(
              new ProxySettings(
                  0, "127.0.0.1", closedPort(), false, ProxySettings.USUAL_BODY_BYTES),
              log);
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
        client.setSoTimeout(60_000);
        client.getOutputStream().write(request);
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      } finally {
        proxy.close();
      }
    }
  }

  @Test
  void theyGetBadGatewayAndTheRequestIsKept() throws Exception {
    byte[] request = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(answerTo(request)).startsWith("HTTP/1.1 502").contains("cannot connect");
    try (Requests requests =
        CaptureReader.open(
            List.of(folder.resolve("capture.jsonl")), CaptureOptions.usual(1), Progress.NONE)) {
      RequestEntry entry = requests.entry(0);
      assertThat(entry.response().status()).isEqualTo(RequestResponse.NO_RESPONSE);
      assertThat(entry.target()).isEqualTo("/x");
    }
  }

  @Test
  void aLargeRequestGetsItsAnswerToo() throws Exception {
    String head = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 4000000\r\n\r\n";
    byte[] request = (head + "x".repeat(4_000_000)).getBytes(StandardCharsets.US_ASCII);
    assertThat(answerTo(request)).startsWith("HTTP/1.1 502").contains("cannot connect");
  }
}
