package dev.backdraft.replay.proxy;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Timeout;

/** Real sockets on both sides: what passes, and what is written down of it. */
@Timeout(120)

/** A target, the proxy before it, and the file it writes. */
final class ProxyScene implements AutoCloseable {
  /** What a target does with one connection. */
  @FunctionalInterface
  interface Behaviour {
    void serve(Socket socket, InputStream in, OutputStream out) throws IOException;
  }

  final ServerSocket server;
  final CaptureLog log;
  final CaptureProxy proxy;
  final List<Socket> sockets = new ArrayList<>();
  final BlockingQueue<Throwable> broken = new LinkedBlockingQueue<>();

  ProxyScene(Path folder, Behaviour behaviour) throws IOException {
    this(folder, behaviour, "capture.jsonl", ProxySettings.USUAL_BODY_BYTES);
  }

  ProxyScene(Path folder, Behaviour behaviour, String name, int mostBody) throws IOException {
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
