package dev.backdraft.replay.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Diagnostic commands to a HotSpot JVM over its attach socket, as jcmd sends them but without a JVM
 * of its own for each: one more JVM beside a block would be measured with it.
 */
final class AttachSocket {
  private static final int TRIES = 250;
  private static final int PAUSE_MILLIS = 20;
  private static final int MAX_REPLY = 64 << 20;
  private static final int PART = 16 << 10;

  /** What a healthy JVM of any size answers within, once nobody wants the answer any more. */
  private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(3);

  private AttachSocket() {}

  /**
   * The reply to a command, as {@code JFR.check}, from a JVM that may have stopped to answer.
   *
   * @throws SilentJvmException if it does not listen, if no reply came in time, or not soon after
   *     it was given up
   */
  static String command(long pid, String command, Duration patience, BooleanSupplier givenUp)
      throws IOException, InterruptedException {
    return reply(socket(pid), command, patience, givenUp);
  }

  /** The same over a socket that is there. */
  static String reply(Path socket, String command, Duration patience, BooleanSupplier givenUp)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      channel.connect(UnixDomainSocketAddress.of(socket));
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      while (!channel.finishConnect()) {
        deadline = awaited(selector, deadline, givenUp, command);
      }
      key.interestOps(SelectionKey.OP_WRITE);
      byte[] request = ("1\0jcmd\0" + command + "\0\0\0").getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes = ByteBuffer.wrap(request);
      while (bytes.hasRemaining()) {
        deadline = awaited(selector, deadline, givenUp, command);
        channel.write(bytes);
      }
      key.interestOps(SelectionKey.OP_READ);
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      ByteBuffer part = ByteBuffer.allocate(PART);
      int read = channel.read(part);
      while (read >= 0 && reply.size() < MAX_REPLY) {
        reply.write(part.array(), 0, read);
        part.clear();
        deadline = read > 0 ? deadline : awaited(selector, deadline, givenUp, command);
        read = channel.read(part);
      }
      String text = reply.toString(StandardCharsets.UTF_8);
      int line = text.indexOf('\n');
      if (line < 0 || !text.substring(0, line).strip().equals("0")) {
        throw new IOException(command + " failed: " + text.strip());
      }
      return text.substring(line + 1);
    }
  }

  /** Waits a little; whoever gives it up leaves it only a moment more. */
  private static long awaited(
      Selector selector, long deadline, BooleanSupplier givenUp, String command)
      throws IOException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw SilentJvmException.to(command);
    }
    selector.select(Math.min(PAUSE_MILLIS * 5L, 1 + TimeUnit.NANOSECONDS.toMillis(left)));
    selector.selectedKeys().clear();
    long soon = System.nanoTime() + LAST_NANOS;
    return givenUp.getAsBoolean() && soon - deadline < 0 ? soon : deadline;
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
      throw SilentJvmException.deaf(pid);
    }
    return socket;
  }
}
