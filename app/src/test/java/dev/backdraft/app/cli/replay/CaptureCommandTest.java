package dev.backdraft.app.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.cli.Said;
import dev.backdraft.app.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
final class CaptureCommandTest {
  private static final Pattern PORT = Pattern.compile("localhost:(\\d+)");

  @TempDir Path folder;

  /** Tells the port as soon as it is said. */
  private static final class Listening extends Writer {
    final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final StringBuilder said = new StringBuilder();

    @Override
    public void write(char[] text, int from, int length) {
      said.append(text, from, length);
      Matcher matcher = PORT.matcher(said);
      if (said.indexOf(" on their way") > 0 && matcher.find()) {
        port.complete(Integer.valueOf(matcher.group(1)));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void whatPassesIsCountedWhenItEnds() throws Exception {
    Path file = folder.resolve("requests.jsonl");
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerOne(server));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Listening err = new Listening();
      CaptureCommand command =
          new CaptureCommand(new Terminal(out, new java.io.PrintWriter(err, true)));
      CompletableFuture<Integer> exit =
          CompletableFuture.supplyAsync(() ->
              new CommandLine(command)
                  .execute(
                      "--listen",
                      "0",
                      "--to",
                      "http://localhost:" + server.getLocalPort(),
                      "-o",
                      file.toString(),
                      "--secret",
                      "iban",
                      "--secret",
                      "X-Tenant"));
      int port = err.port.get(30, TimeUnit.SECONDS);
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client
            .getOutputStream()
            .write(
                "GET /x?token=abc&iban=DE1 HTTP/1.1\r\nHost: h\r\nx-tenant: t9\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
        assertThat(client.getInputStream().readAllBytes()).isNotEmpty();
      }
      command.stop();
      assertThat(exit.get(30, TimeUnit.SECONDS)).isZero();
      assertThat(out.toString(StandardCharsets.UTF_8))
          .contains("1 requests of 1 connections")
          .contains("1 can be replayed")
          .contains("3 secrets were replaced");
    }
    assertThat(Files.readString(file))
        .contains("\"target\":\"/x?token=bd-secret-", "&iban=bd-secret-")
        .doesNotContain("t9");
  }

  private static void answerOne(ServerSocket server) {
    try (Socket socket = server.accept()) {
      assertThat(socket.getInputStream().read()).isEqualTo('G');
      socket
          .getOutputStream()
          .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    } catch (IOException gone) {
      // The test is over.
    }
  }

  @Test
  void anAddressThatIsNoneIsUsage() {
    String file = folder.resolve("x.jsonl").toString();
    for (String to : new String[] {"localhost:80", "ftp://x", "http://x/path", "http://"}) {
      Said said = Said.by("capture", "--listen", "0", "--to", to, "-o", file);
      assertThat(said.exit()).as(to).isEqualTo(2);
      assertThat(said.err()).contains("--to");
    }
    Said large =
        Said.by("capture", "--listen", "0", "--to", "http://x", "-o", file, "--max-body", "33");
    assertThat(large.exit()).isEqualTo(2);
    assertThat(large.err()).contains("0 to 32");
    assertThat(Said.by("capture", "--listen", "70000", "--to", "http://x", "-o", file).exit())
        .isEqualTo(2);
  }

  @Test
  void aCaptureIsNeverOverwrittenAndATakenPortIsTold() throws Exception {
    Path file = folder.resolve("x.jsonl");
    Files.writeString(file, "mine");
    Said there =
        Said.by("capture", "--listen", "0", "--to", "http://localhost:1", "-o", file.toString());
    assertThat(there.exit()).isEqualTo(1);
    assertThat(there.err()).contains("is there already");
    assertThat(Files.readString(file)).isEqualTo("mine");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Said said =
          Said.by(
              "capture",
              "--listen",
              port,
              "--to",
              "http://localhost:1",
              "-o",
              folder.resolve("y.jsonl").toString());
      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.err()).contains("port " + port).contains("--listen");
    }
  }
}
