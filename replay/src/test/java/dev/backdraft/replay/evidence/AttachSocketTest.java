package dev.backdraft.replay.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "JVMs are asked over a Unix socket")
class AttachSocketTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;
  private Path socket;
  private ServerSocketChannel jvm;

  @BeforeEach
  void listen() throws IOException {
    socket = folder.resolve("jvm");
    jvm = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    jvm.bind(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void close() throws IOException {
    jvm.close();
  }

  private void answers(String reply) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (SocketChannel asked = jvm.accept()) {
            asked.read(ByteBuffer.allocate(1_000));
            ByteBuffer bytes = ByteBuffer.wrap(reply.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
              asked.write(bytes);
            }
          } catch (IOException gone) {
            throw new IllegalStateException(gone);
          }
        });
  }

  @Test
  void readsAReplyHoweverLong() throws Exception {
    String text = "a line\n".repeat(20_000);
    answers("0\n" + text);
    assertThat(AttachSocket.reply(socket, "VM.version", LONG, () -> false)).isEqualTo(text);
  }

  @Test
  void saysWhatTheJvmRefuses() {
    answers("1\nno such command");
    assertThatThrownBy(() -> AttachSocket.reply(socket, "VM.versoin", LONG, () -> false))
        .hasMessageStartingWith("VM.versoin failed: ")
        .hasMessageEndingWith("no such command");
  }

  @Test
  void doesNotWaitForAFrozenJvm() {
    assertThatThrownBy(
            () -> AttachSocket.reply(socket, "JFR.dump x", Duration.ofMillis(50), () -> false))
        .isInstanceOf(SilentJvmException.class)
        .hasMessageStartingWith("the JVM did not answer JFR.dump in time");
  }

  @Test
  void whoGivesUpWaitsOnlyAMomentMore() {
    assertThatThrownBy(() -> AttachSocket.reply(socket, "JFR.dump x", LONG, () -> true))
        .isInstanceOf(SilentJvmException.class);
  }
}
