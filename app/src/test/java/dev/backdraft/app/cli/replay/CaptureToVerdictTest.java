package dev.backdraft.app.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.capture.RedactionRules;
import dev.backdraft.analysis.reader.capture.Redactor;
import dev.backdraft.app.cli.Said;
import dev.backdraft.replay.proxy.CaptureLog;
import dev.backdraft.replay.proxy.CaptureProxy;
import dev.backdraft.replay.proxy.ProxySettings;
import dev.backdraft.replay.run.BlockLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: recorded in front of the broken build, planned, replayed, judged. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
final class CaptureToVerdictTest {
  @TempDir Path folder;

  private static String ask(int port, String method, String path, String headers)
      throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          String.format(
              Locale.ROOT,
              "%s %s HTTP/1.1\r\nHost: shop\r\n%sConnection: close\r\n\r\n",
              method,
              path,
              headers);
      client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Thirty baskets as a shop sees them; every tenth is large, and its connection is dropped. */
  private void record(Path file) throws Exception {
    try (TillTarget.Running till = TillTarget.start("drop");
        CaptureLog log = CaptureLog.create(file, Redactor.fresh(RedactionRules.usual()));
        CaptureProxy proxy =
            CaptureProxy.start(ProxySettings.to("http://localhost:" + till.port(), 0), log)) {
      String session =
          ask(proxy.port(), "GET", "/login", "").replaceAll("(?s).*SID=(\\w+).*", "$1");
      assertThat(session).startsWith("till");
      for (int i = 0; i < 30; i++) {
        String path = i % 10 == 7 ? "/carts/12" : "/carts/3";
        String answer = ask(proxy.port(), "GET", path, "Cookie: SID=" + session + "\r\n");
        assertThat(answer.isEmpty()).isEqualTo(i % 10 == 7);
      }
    }
  }

  @Test
  void aCaptureOfTheSymptomConfirmsItsFix() throws Exception {
    Path capture = folder.resolve("requests.jsonl");
    record(capture);
    assertThat(Files.readString(capture)).doesNotContain("SID=till");

    Path plan = folder.resolve("till.yaml");
    Said drafted = Said.by("replay", "--init", capture.toString(), "-o", plan.toString());
    assertThat(drafted.exit()).isZero();
    assertThat(drafted.err()).contains("31 of 31 requests can be replayed");
    assertThat(Files.readString(plan))
        .contains("carry:\n  - {from: 'GET /login', take: 'cookie:SID'}");

    String text =
        Files.readString(plan)
            .replaceAll("command: java -jar before.jar.*", "command: " + dollars("drop"))
            .replaceAll("command: java -jar after.jar.*", "command: " + dollars("none"))
            .replaceAll("ready: /health.*", "ready: /")
            .replaceAll("  rate: .*", "  rate: 600")
            .replaceAll("warmup: .*", "warmup: 0.2")
            .replaceAll("measure: .*", "measure: 0.5")
            // What a busy machine does to latency is not what this test is about.
            .replaceAll("# guards: .*", "guards: {p50: none, p99: none, failures: 0.01}")
            .replaceAll("jfr: profile.*", "jfr: off");
    Files.writeString(plan, text);
    Path out = folder.resolve("out");
    BlockLimits any = new BlockLimits(60_000_000_000L, 1e9, 1, 1e9);
    Said judged =
        Said.by(
            terminal -> new ReplayCommand(terminal, any), plan.toString(), "-o", out.toString());
    assertThat(judged.out()).as(judged.err()).startsWith("The fix holds");
    assertThat(judged.exit()).isZero();
    assertThat(judged.err()).contains("send back values of earlier responses");
  }

  /** As the replacement of a regular expression. */
  private static String dollars(String fault) {
    return java.util.regex.Matcher.quoteReplacement(TillTarget.command(fault));
  }
}
