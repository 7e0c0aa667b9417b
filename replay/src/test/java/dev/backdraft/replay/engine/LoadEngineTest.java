package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Schedule;
import dev.backdraft.replay.pace.Slice;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a request can end, over real sockets on loopback. */
@Timeout(60)
class LoadEngineTest {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;

  private static byte[] get(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static EngineRequests requests(byte[]... bytes) {
    int[] sessions = new int[bytes.length];
    Arrays.fill(sessions, -1);
    return new EngineRequests(List.of(bytes), sessions, new boolean[bytes.length]);
  }

  private static Schedule once(int count, double perSecond) {
    return new Schedule(
        new Pace.Rate(perSecond), new long[count], Slice.all(count), false, 0, 60 * SECOND);
  }

  private static EngineResults run(
      EngineSettings settings, EngineRequests requests, Schedule schedule) throws Exception {
    try (LoadEngine engine = new LoadEngine(settings.threads())) {
      return engine.run(settings, requests, schedule);
    }
  }

  private static EngineSettings to(int port) {
    return EngineSettings.plain("127.0.0.1", port)
        .withTimeouts(2 * SECOND, 300 * MILLI, 300 * MILLI)
        .keepingBodies(1000, 1000);
  }

  @ParameterizedTest
  @CsvSource({
    "/ok, STATUS, 200, ok",
    "/chunked, STATUS, 200, abcde",
    "/until-close, STATUS, 200, all of it",
    "/status, STATUS, 503, ''",
    "/close, CLOSED_BEFORE_RESPONSE, 0, ''",
    "/reset, RESET_BEFORE_RESPONSE, 0, ''",
    "/close-head, TRUNCATED_HEADERS, 200, ''",
    "/garbage, MALFORMED_RESPONSE, 0, ''",
    "/bad-length, MALFORMED_RESPONSE, 200, ''",
    "/truncate, TRUNCATED_BODY, 200, half",
    "/truncate-chunk, TRUNCATED_BODY, 200, ab",
    "/hang, RESPONSE_TIMEOUT, 0, ''",
    "/hang-body, BODY_TIMEOUT, 200, half",
  })
  void givesEachEndItsOwnOutcome(String path, Outcome outcome, int status, String body)
      throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      EngineResults results = run(to(server.port()), requests(get(path)), once(1, 10));
      assertThat(results.size()).isEqualTo(1);
      assertThat(results.outcome(0)).isEqualTo(outcome);
      assertThat(results.status(0)).isEqualTo(status);
      byte[] kept = results.body(0);
      assertThat(kept == null ? "" : new String(kept, StandardCharsets.ISO_8859_1)).isEqualTo(body);
      assertThat(server.requests.get()).as("nothing is retried").isEqualTo(1);
    }
  }

  /** A build that hangs must not look as fast as what it still answers. */
  @ParameterizedTest
  @CsvSource({"/hang, 1", "/hang-body, 1", "/ok, 1", "/close, 0", "/reset, 0"})
  void whatIsWaitedForInVainHasALatency(String path, long timed) throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      EngineResults results = run(to(server.port()), requests(get(path)), once(1, 10));
      assertThat(results.responseHistogram().getTotalCount()).isEqualTo(timed);
      assertThat(results.serviceHistogram().getTotalCount()).isEqualTo(timed);
      if (path.startsWith("/hang")) {
        assertThat(results.responseHistogram().getMaxValue()).isGreaterThan(290 * MILLI);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"/reset-head, RESET_MID_HEADERS", "/reset-body, RESET_MID_BODY"})
  void tellsAResetFromAnEndInTheMiddle(String path, Outcome outcome) throws Exception {
    try (FaultyServer server = new FaultyServer();
        LoadEngine engine = new LoadEngine(1)) {
      EngineSettings settings =
          EngineSettings.plain("127.0.0.1", server.port()).withTimeouts(SECOND, SECOND, SECOND);
      // A second request on a connection of its own: once it is answered, the first bytes of the
      // broken response, sent before, have been read too.
      Thread release =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  server.held.await();
                  try (LoadEngine other = new LoadEngine(1)) {
                    other.run(settings, requests(get("/ok")), once(1, 10));
                  }
                  server.resetNow.countDown();
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
              });
      EngineResults results = engine.run(settings, requests(get(path)), once(1, 10));
      release.join();
      assertThat(results.outcome(0)).isEqualTo(outcome);
    }
  }

  @Test
  void aRefusedConnectionIsNotADroppedOne() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    EngineResults results = run(to(port), requests(get("/ok")), once(1, 10));
    assertThat(results.outcome(0)).isEqualTo(Outcome.CONNECT_REFUSED);
    assertThat(results.serviceNanos(0)).isEqualTo(-1);
  }

  @Test
  void aFullBacklogTimesOutInsteadOfHanging() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> filling = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        filling.add(new Socket(deaf.getInetAddress(), deaf.getLocalPort()));
      }
      EngineSettings settings = to(deaf.getLocalPort()).withTimeouts(300 * MILLI, SECOND, SECOND);
      EngineResults results = run(settings, requests(get("/ok")), once(1, 10));
      assertThat(results.outcome(0)).isEqualTo(Outcome.CONNECT_TIMEOUT);
      for (Socket socket : filling) {
        socket.close();
      }
    }
  }

  @Test
  void aNameThatDoesNotResolveIsItsOwnOutcome() throws Exception {
    EngineSettings settings = EngineSettings.plain("no-such-host.invalid", 80);
    EngineResults results = run(settings, requests(get("/"), get("/")), once(2, 10));
    assertThat(results.counts()).containsOnlyKeys(Outcome.DNS).containsValue(2L);
  }

  @Test
  void aServerThatSpeaksNoTlsFailsTheHandshake() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      EngineResults results =
          run(to(server.port()).withTls(), requests(get("/garbage")), once(1, 10));
      assertThat(results.outcome(0)).isIn(Outcome.TLS_HANDSHAKE, Outcome.CONNECT_TIMEOUT);
    }
  }

  @Test
  void anAnswerBeforeTheEndOfTheRequestCounts() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      byte[] head =
          "POST /early HTTP/1.1\r\nContent-Length: 20000000\r\n\r\n"
              .getBytes(StandardCharsets.ISO_8859_1);
      byte[] whole = Arrays.copyOf(head, head.length + 20_000_000);
      EngineResults results = run(to(server.port()), requests(whole), once(1, 10));
      assertThat(results.outcome(0)).isEqualTo(Outcome.STATUS);
      assertThat(results.status(0)).isEqualTo(413);
    }
  }

  @Test
  void aResetBeforeTheRequestWasSentWholeIsAFailedWrite() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      byte[] head =
          "POST /unread HTTP/1.1\r\nContent-Length: 20000000\r\n\r\n"
              .getBytes(StandardCharsets.ISO_8859_1);
      byte[] whole = Arrays.copyOf(head, head.length + 20_000_000);
      EngineResults results = run(to(server.port()), requests(whole), once(1, 10));
      assertThat(results.outcome(0)).isEqualTo(Outcome.WRITE_FAILED);
    }
  }

  @Test
  void aResponseToHeadHasNoBody() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      EngineRequests requests =
          new EngineRequests(
              List.of(get("/head"), get("/ok")), new int[] {-1, -1}, new boolean[] {true, false});
      EngineResults results = run(to(server.port()), requests, once(2, 20));
      assertThat(results.counts()).containsOnlyKeys(Outcome.STATUS).containsValue(2L);
      assertThat(server.connections.get()).isEqualTo(1);
    }
  }

  @Test
  void opensAnotherConnectionAfterTheServerClosedOne() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      EngineRequests requests =
          requests(get("/ok-close"), get("/ok-then-close"), get("/ok"), get("/ok"));
      EngineResults results = run(to(server.port()), requests, once(4, 20));
      assertThat(results.counts()).containsOnlyKeys(Outcome.STATUS).containsValue(4L);
      assertThat(server.connections.get()).isEqualTo(3);
    }
  }

  @Test
  void sendsASessionInItsOrderOverOneConnection() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      List<byte[]> bytes = new ArrayList<>();
      int[] sessions = new int[60];
      for (int i = 0; i < 60; i++) {
        bytes.add(get("/ok?" + i));
        sessions[i] = i % 3;
      }
      EngineRequests requests = new EngineRequests(bytes, sessions, new boolean[60]);
      EngineSettings settings = to(server.port()).withThreads(2, 100);
      EngineResults results = run(settings, requests, once(60, 10_000));
      assertThat(results.size()).isEqualTo(60);
      assertThat(server.connections.get()).isEqualTo(3);
      int[] last = {-1, -1, -1};
      for (int row = 0; row < 60; row++) {
        int request = results.request(row);
        assertThat(request).isGreaterThan(last[request % 3]);
        last[request % 3] = request;
      }
    }
  }

  @Test
  void losesNoRequestWithFewConnectionsAndManyThreads() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      EngineSettings settings = to(server.port()).withThreads(2, 4);
      EngineResults results = run(settings, requests(get("/ok")), looped(5_000, SECOND / 5));
      assertThat(results.size()).isEqualTo(1_000);
      assertThat(results.counts()).containsOnlyKeys(Outcome.STATUS);
      assertThat(server.connections.get()).isBetween(1, 4);
      assertThat(server.requests.get()).isEqualTo(1_000);
    }
  }

  private static Schedule looped(double perSecond, long length) {
    return new Schedule(new Pace.Rate(perSecond), new long[1], Slice.all(1), true, 0, length);
  }

  @Test
  void keepsSoManyInFlightAndStopsWithTheTime() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      Schedule schedule =
          new Schedule(new Pace.InFlight(20), new long[1], Slice.all(1), true, 0, 200 * MILLI);
      EngineResults results =
          run(to(server.port()).withThreads(2, 20), requests(get("/ok")), schedule);
      assertThat(results.counts()).containsOnlyKeys(Outcome.STATUS);
      assertThat(results.size()).isGreaterThan(20).isEqualTo(server.requests.get());
      assertThat(server.connections.get()).isEqualTo(20);
      assertThat(results.mostInFlight()).isEqualTo(20);
    }
  }

  @Test
  void stopsWhenAskedAndAccountsForWhatWasUnderWay() throws Exception {
    try (FaultyServer server = new FaultyServer();
        LoadEngine engine = new LoadEngine(1)) {
      EngineSettings settings = to(server.port()).withTimeouts(SECOND, 100 * SECOND, 100 * SECOND);
      Thread stop =
          Thread.ofVirtual()
              .start(() -> {
                while (server.requests.get() < 5) {
                  Thread.onSpinWait();
                }
                engine.stop(MILLI);
              });
      EngineResults results =
          engine.run(settings, requests(get("/hang")), looped(1_000, 100 * SECOND));
      stop.join();
      assertThat(results.size()).isGreaterThanOrEqualTo(5);
      assertThat(results.counts()).containsKey(Outcome.RESPONSE_TIMEOUT);
    }
  }

  @Test
  void resultsSurviveTheWayThroughAStream() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      EngineResults results =
          run(to(server.port()), requests(get("/json"), get("/close")), once(2, 100));
      java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
      results.write(new java.io.DataOutputStream(bytes));
      EngineResults read =
          EngineResults.read(
              new java.io.DataInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray())));
      assertThat(read.counts()).isEqualTo(results.counts());
      assertThat(read.body(0)).isEqualTo(results.body(0));
      assertThat(read.bodyHash(0)).isEqualTo(results.bodyHash(0)).isNotZero();
      assertThat(read.responseHistogram().getMaxValue())
          .isEqualTo(results.responseHistogram().getMaxValue());
    }
  }
}
