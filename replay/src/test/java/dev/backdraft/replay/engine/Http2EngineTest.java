package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Schedule;
import dev.backdraft.replay.pace.Slice;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outcomes of single streams over real HTTP/2 connections. */
@Timeout(60)
class Http2EngineTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  private static EngineResults run(EngineSettings settings, int most, String... paths)
      throws Exception {
    List<byte[]> bytes =
        Arrays.stream(paths)
            .map(path ->
                ("POST "
                        + path
                        + " HTTP/1.1\r\nHost: t\r\nConnection: keep-alive\r\n"
                        + "Content-Length: 3\r\n\r\nabc")
                    .getBytes(StandardCharsets.ISO_8859_1))
            .toList();
    int[] sessions = new int[paths.length];
    Arrays.fill(sessions, -1);
    try (LoadEngine engine = new LoadEngine(1)) {
      return engine.run(
          settings
              .withThreads(1, most)
              .withTimeouts(5 * SECOND, SECOND, SECOND)
              .keepingBodies(100, 1000),
          new EngineRequests(bytes, sessions, new boolean[paths.length]),
          new Schedule(
              new Pace.Rate(1_000),
              new long[paths.length],
              Slice.all(paths.length),
              false,
              0,
              60 * SECOND));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/ok, STATUS, 200, ok",
    "/missing, STATUS, 404, ''",
    "/rst, PROTOCOL_ERROR, 0, ''",
    "/rst-half, PROTOCOL_ERROR, 200, ''",
    "/goaway, PROTOCOL_ERROR, 0, ''",
    "/close, CLOSED_BEFORE_RESPONSE, 0, ''",
    "/half, TRUNCATED_BODY, 200, ha",
    "/hang, RESPONSE_TIMEOUT, 0, ''",
  })
  void givesEachStreamItsOwnOutcome(String path, Outcome outcome, int status, String body)
      throws Exception {
    try (Http2Server server = new Http2Server(null, 100)) {
      EngineResults results =
          run(EngineSettings.plain("127.0.0.1", server.port()).withHttp2(), 10, path);
      assertThat(results.size()).isEqualTo(1);
      assertThat(results.outcome(0)).isEqualTo(outcome);
      assertThat(results.status(0)).isEqualTo(status);
      byte[] kept = results.body(0);
      assertThat(kept == null ? "" : new String(kept, StandardCharsets.ISO_8859_1))
          .startsWith(body);
      assertThat(server.streams.get()).as("nothing is retried").isEqualTo(1);
    }
  }

  @Test
  void manyStreamsShareAConnectionWithinTheServersLimit() throws Exception {
    try (Http2Server server = new Http2Server(null, 2)) {
      String[] paths = new String[200];
      Arrays.fill(paths, "/ok");
      EngineResults results =
          run(EngineSettings.plain("127.0.0.1", server.port()).withHttp2(), 1, paths);
      assertThat(results.counts()).containsOnlyKeys(Outcome.STATUS).containsValue(200L);
      assertThat(server.connections.get()).isEqualTo(1);
    }
  }

  @Test
  void agreesOnHttp2OverTls() throws Exception {
    try (Http2Server server = new Http2Server(serverTls(), 100)) {
      EngineSettings settings =
          EngineSettings.plain("127.0.0.1", server.port()).withTls().withHttp2();
      EngineResults results = run(settings, 10, "/ok", "/rst", "/ok");
      assertThat(results.counts())
          .containsEntry(Outcome.STATUS, 2L)
          .containsEntry(Outcome.PROTOCOL_ERROR, 1L);
    }
  }

  @Test
  void aServerThatSpeaksOnlyHttp1IsAProtocolErrorOrATimeout() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      EngineResults results =
          run(EngineSettings.plain("127.0.0.1", server.port()).withHttp2(), 10, "/ok");
      assertThat(results.size()).isEqualTo(1);
      assertThat(results.outcome(0)).isEqualTo(Outcome.PROTOCOL_ERROR);
    }
  }

  @Test
  void aServerThatAcceptsAndStaysSilentIsATimeoutWhileConnecting() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      EngineResults results =
          run(EngineSettings.plain("127.0.0.1", silent.getLocalPort()).withHttp2(), 3, "/ok");
      assertThat(results.size()).isPositive();
      assertThat(results.counts()).containsOnlyKeys(Outcome.CONNECT_TIMEOUT);
    }
  }

  private SslContext serverTls() throws Exception {
    return SslContextBuilder.forServer(TestKeys.in(folder))
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                "h2"))
        .build();
  }
}
