package dev.backdraft.replay.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Where to send and within which bounds.
 *
 * @param host resolved once, before the first request is due
 * @param tls speak TLS; the certificate is not checked, the target being a build under test
 * @param http2 by ALPN over TLS, else by prior knowledge
 * @param threads event loops
 * @param connections at most so many at a time, over all threads
 * @param connectNanos how long a connection may take
 * @param responseNanos how long until the first byte of a response
 * @param bodyNanos how long until its last, from the first
 * @param keepBytes of each response's body, to compare; 0 looks at no body
 * @param keepTotalBytes of all bodies together; later ones keep only length and hash
 */
public record EngineSettings(
    String host,
    int port,
    boolean tls,
    boolean http2,
    int threads,
    int connections,
    long connectNanos,
    long responseNanos,
    long bodyNanos,
    int keepBytes,
    long keepTotalBytes) {
  private static final long SECOND = 1_000_000_000L;

  public EngineSettings {
    if (port < 1 || port > 65_535 || threads < 1 || connections < threads) {
      throw new IllegalArgumentException(
          "a port, at least one thread and a connection for each: " + port + ", " + threads);
    }
  }

  /** Plain HTTP with bounds that suit a local build. */
  public static EngineSettings plain(String host, int port) {
    return new EngineSettings(
        host, port, false, false, 1, 10_000, 5 * SECOND, 30 * SECOND, 30 * SECOND, 0, 0);
  }

  public EngineSettings withTls() {
    return new EngineSettings(
        host,
        port,
        true,
        http2,
        threads,
        connections,
        connectNanos,
        responseNanos,
        bodyNanos,
        keepBytes,
        keepTotalBytes);
  }

  public EngineSettings withHttp2() {
    return new EngineSettings(
        host,
        port,
        tls,
        true,
        threads,
        connections,
        connectNanos,
        responseNanos,
        bodyNanos,
        keepBytes,
        keepTotalBytes);
  }

  public EngineSettings withThreads(int count, int mostConnections) {
    return new EngineSettings(
        host,
        port,
        tls,
        http2,
        count,
        mostConnections,
        connectNanos,
        responseNanos,
        bodyNanos,
        keepBytes,
        keepTotalBytes);
  }

  public EngineSettings withTimeouts(long connect, long response, long body) {
    return new EngineSettings(
        host,
        port,
        tls,
        http2,
        threads,
        connections,
        connect,
        response,
        body,
        keepBytes,
        keepTotalBytes);
  }

  public EngineSettings keepingBodies(int each, long total) {
    return new EngineSettings(
        host,
        port,
        tls,
        http2,
        threads,
        connections,
        connectNanos,
        responseNanos,
        bodyNanos,
        each,
        total);
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(host);
    out.writeInt(port);
    out.writeBoolean(tls);
    out.writeBoolean(http2);
    out.writeInt(threads);
    out.writeInt(connections);
    out.writeLong(connectNanos);
    out.writeLong(responseNanos);
    out.writeLong(bodyNanos);
    out.writeInt(keepBytes);
    out.writeLong(keepTotalBytes);
  }

  static EngineSettings read(DataInput in) throws IOException {
    return new EngineSettings(
        in.readUTF(),
        in.readInt(),
        in.readBoolean(),
        in.readBoolean(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong());
  }
}
