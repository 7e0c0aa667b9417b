package dev.backdraft.sample.partner;

import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.telemetry.Spans;
import io.opentelemetry.api.trace.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** Calls partners and waits for their answers; connections are kept for the next call. */
public final class Partners implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final InetSocketAddress address;
  private final Spans spans;
  private final ConcurrentLinkedDeque<Line> idle = new ConcurrentLinkedDeque<>();

  public Partners(InetSocketAddress address, Spans spans) {
    this.address = address;
    this.spans = spans;
  }

  /** One open connection. */
  private record Line(Socket socket, BufferedReader in, OutputStream out) {
    static Line open(InetSocketAddress address) throws IOException {
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.connect(address, PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new Line(
          socket,
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 64),
          socket.getOutputStream());
    }

    @Nullable String ask(String question) throws IOException {
      out.write((question + "\n").getBytes(StandardCharsets.US_ASCII));
      return in.readLine();
    }
  }

  /** Asks a service about something and waits for its number. */
  public long ask(Service service, String about) throws FailedException {
    Span span = spans.call(service.name().toLowerCase(java.util.Locale.ROOT));
    try {
      Line line = idle.pollFirst();
      if (line == null) {
        line = Line.open(address);
      }
      String answer = line.ask(service + " " + about);
      if (answer == null) {
        line.socket().close();
        throw new IOException("the partner closed the connection");
      }
      idle.addFirst(line);
      return Long.parseLong(answer);
    } catch (IOException broken) {
      throw new FailedException("asking for " + service, broken);
    } finally {
      span.end();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed, which was all that was asked for.
    }
  }

  @Override
  public void close() {
    for (Line line = idle.pollFirst(); line != null; line = idle.pollFirst()) {
      close(line.socket());
    }
  }
}
