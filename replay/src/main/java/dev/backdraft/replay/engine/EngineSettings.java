package dev.backdraft.replay.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

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
 * @param keeping of answers, to compare them
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
    AnswerKeeping keeping) {
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
        host,
        port,
        false,
        false,
        1,
        10_000,
        5 * SECOND,
        30 * SECOND,
        30 * SECOND,
        AnswerKeeping.NOTHING);
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
        keeping);
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
        keeping);
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
        keeping);
  }

  public EngineSettings withTimeouts(long connect, long response, long body) {
    return new EngineSettings(
        host, port, tls, http2, threads, connections, connect, response, body, keeping);
  }

  public EngineSettings keepingBodies(int each, long total) {
    return keeping(new AnswerKeeping(each, total, List.of()));
  }

  public EngineSettings keeping(AnswerKeeping answers) {
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
        answers);
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
    keeping.write(out);
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
        AnswerKeeping.read(in));
  }
}
