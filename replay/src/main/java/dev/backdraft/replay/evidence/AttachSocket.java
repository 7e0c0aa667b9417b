package dev.backdraft.replay.evidence;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Diagnostic commands to a HotSpot JVM over its attach socket, as jcmd sends them but without a JVM
 * of its own for each: one more JVM beside a block would be measured with it.
 */
final class AttachSocket {
  private static final int TRIES = 250;
  private static final int PAUSE_MILLIS = 20;
  private static final int MAX_REPLY = 64 << 20;

  private AttachSocket() {}

  /** The reply to a command, as {@code JFR.check}. */
  static String command(long pid, String command) throws IOException, InterruptedException {
    Path socket = socket(pid);
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      byte[] request = ("1\0jcmd\0" + command + "\0\0\0").getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes = ByteBuffer.wrap(request);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      byte[] reply = Channels.newInputStream(channel).readNBytes(MAX_REPLY);
      String text = new String(reply, StandardCharsets.UTF_8);
      int line = text.indexOf('\n');
      if (line < 0 || !text.substring(0, line).strip().equals("0")) {
        throw new IOException(command + " failed: " + text.strip());
      }
      return text.substring(line + 1);
    }
  }

  /** The JVM listens only once it was asked to, by a file and a signal. */
  private static Path socket(long pid) throws IOException, InterruptedException {
    Path temp = Path.of("/proc/" + pid + "/root/tmp");
    Path socket = temp.resolve(".java_pid" + pid);
    if (Files.exists(socket)) {
      return socket;
    }
    Path wish = Path.of("/proc/" + pid + "/cwd/.attach_pid" + pid);
    try {
      Files.createFile(wish);
    } catch (IOException notThere) {
      wish = Files.createFile(temp.resolve(".attach_pid" + pid));
    }
    try {
      var _ = new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
      for (int i = 0; i < TRIES && !Files.exists(socket); i++) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } finally {
      Files.deleteIfExists(wish);
    }
    if (!Files.exists(socket)) {
      throw new IOException("the JVM " + pid + " does not let itself be asked");
    }
    return socket;
  }
}
