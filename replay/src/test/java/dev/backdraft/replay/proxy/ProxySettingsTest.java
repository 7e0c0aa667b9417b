package dev.backdraft.replay.proxy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.reader.capture.RedactionRules;
import dev.backdraft.analysis.reader.capture.Redactor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProxySettingsTest {
  @TempDir Path folder;

  @Test
  void itRefusesToSendToItselfAndATakenPort() throws Exception {
    CaptureLog log =
        CaptureLog.create(folder.resolve("x.jsonl"), Redactor.fresh(RedactionRules.usual()));
    try (log;
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(
              () -> CaptureProxy.start(new ProxySettings(port, "localhost", port, false, 1), log))
          .hasMessageContaining("itself");
      assertThatThrownBy(
              () -> CaptureProxy.start(new ProxySettings(port, "localhost", 1, false, 1), log))
          .hasMessageContaining("port " + port);
    }
  }
}
