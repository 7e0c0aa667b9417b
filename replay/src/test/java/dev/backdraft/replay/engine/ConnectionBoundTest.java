package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No more connections than are allowed, as the server counts them, whatever was recorded. */
@Timeout(60)
class ConnectionBoundTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  private static EngineSettings to(int port, int most) {
    return EngineSettings.plain("127.0.0.1", port)
        .withThreads(1, most)
        .withTimeouts(10 * SECOND, 30 * SECOND, 30 * SECOND);
  }

  /** So many sessions that ask in turn, so many rounds; each asks for its own path. */
  private static EngineRequests inTurn(int sessions, int rounds) {
    int[] of = new int[sessions * rounds];
    String[] paths = new String[of.length];
    for (int i = 0; i < of.length; i++) {
      of[i] = i % sessions;
      paths[i] = "/" + of[i];
    }
    return EngineJobs.gets(of, paths);
  }

  private static void answered(EngineResults results, int requests) {
    assertThat(results.size()).isEqualTo(requests);
    assertThat(results.counts()).containsOnlyKeys(Outcome.STATUS);
  }

  /** Nothing of one session went over a connection of another. */
  private static void apart(CountingServer server) {
    assertThat(server.asked).allSatisfy(paths -> assertThat(paths).hasSizeLessThan(2));
  }

  @Test
  void sessionsOneAfterTheOtherTakeThePlaceOfThoseThatAreIdle() throws Exception {
    try (CountingServer server = new CountingServer(0)) {
      EngineResults results =
          EngineJobs.run(EngineJobs.once(to(server.port(), 3), 400, inTurn(12, 5)));
      answered(results, 60);
      assertThat(server.most.get()).isEqualTo(3);
      apart(server);
      ConnectionUse use = results.connections();
      assertThat(use.most()).isEqualTo(3);
      assertThat(use.opened()).isEqualTo(server.connections.get());
      assertThat(use.cut()).isBetween(1L, 12L);
      assertThat(use.waited()).as("for one that is idle to close").isPositive();
    }
  }

  @Test
  void sessionsAllAtOnceWaitForTheirTurn() throws Exception {
    try (CountingServer server = new CountingServer(5)) {
      EngineResults results =
          EngineJobs.run(EngineJobs.once(to(server.port(), 5), 1e6, inTurn(20, 3)));
      answered(results, 60);
      assertThat(server.most.get()).isEqualTo(5);
      apart(server);
      assertThat(results.connections().waited()).isGreaterThanOrEqualTo(15);
      int[] last = new int[20];
      for (int row = 0; row < 60; row++) {
        int request = results.request(row);
        assertThat(request).as("in their order").isGreaterThanOrEqualTo(last[request % 20]);
        last[request % 20] = request;
      }
    }
  }

  @Test
  void waitingCountsFromTheMomentARequestWasDue() throws Exception {
    try (CountingServer server = new CountingServer(0)) {
      EngineResults results =
          EngineJobs.run(EngineJobs.once(to(server.port(), 1), 1e6, inTurn(10, 1)));
      answered(results, 10);
      long ended = 0;
      for (int row = 0; row < 10; row++) {
        long due = results.dueNanos(row);
        long sent = due + results.responseNanos(row) - results.serviceNanos(row);
        assertThat(sent).as("after the one before").isGreaterThanOrEqualTo(ended);
        ended = due + results.responseNanos(row);
      }
      assertThat(results.connections()).isEqualTo(new ConnectionUse(10, 1, 9, 0));
    }
  }

  @Test
  void whoIsOverGivesItsPlaceBeforeOneThatGoesOn() throws Exception {
    try (CountingServer server = new CountingServer(0)) {
      // The second session is over when the third comes; the first has more to ask.
      EngineResults results =
          EngineJobs.run(
              EngineJobs.once(
                  to(server.port(), 2),
                  20,
                  EngineJobs.gets(new int[] {1, 2, 3, 1}, "/1", "/2", "/3", "/1")));
      answered(results, 4);
      assertThat(server.asked).contains(Set.of("/2"));
      assertThat(results.connections().opened()).isEqualTo(3);
      assertThat(results.connections().cut()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void requestsOfNoSessionAndOfSomeShareTheBound(int most) throws Exception {
    try (CountingServer server = new CountingServer(0)) {
      int[] sessions = new int[200];
      String[] paths = new String[200];
      for (int i = 0; i < 200; i++) {
        sessions[i] = i % 3 == 0 ? -1 : i % 7;
        paths[i] = "/" + sessions[i];
      }
      EngineResults results =
          EngineJobs.run(
              EngineJobs.once(to(server.port(), most), 2_000, EngineJobs.gets(sessions, paths)));
      answered(results, 200);
      assertThat(server.most.get()).isLessThanOrEqualTo(most);
      apart(server);
    }
  }

  @Test
  void aServerThatClosesAfterEachAnswerNeverSeesOneMore() throws Exception {
    try (CountingServer server = new CountingServer(0)) {
      int[] sessions = new int[100];
      String[] paths = new String[100];
      for (int i = 0; i < 100; i++) {
        sessions[i] = i % 10;
        paths[i] = "/close";
      }
      EngineResults results =
          EngineJobs.run(
              EngineJobs.once(to(server.port(), 2), 1e6, EngineJobs.gets(sessions, paths)));
      answered(results, 100);
      assertThat(server.most.get()).isLessThanOrEqualTo(2);
      assertThat(results.connections().opened()).isEqualTo(100);
      assertThat(results.connections().cut()).as("by the server, not by us").isZero();
    }
  }

  @Test
  void aClosedLoopHoldsToItToo() throws Exception {
    try (CountingServer server = new CountingServer(4)) {
      EngineResults results =
          EngineJobs.run(
              EngineJobs.looped(
                  to(server.port(), 4), new Pace.InFlight(20), SECOND / 5, inTurn(10, 1)));
      assertThat(results.counts()).containsOnlyKeys(Outcome.STATUS);
      assertThat(server.most.get()).isEqualTo(4);
      assertThat(results.connections().waited()).isGreaterThanOrEqualTo(16);
    }
  }

  @Test
  void connectionsOfTlsAreClosedByBothBeforeTheNext() throws Exception {
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(TestKeys.in(folder).getKeyManagers(), null, null);
    try (CountingServer server =
        new CountingServer(
            0,
            tls.getServerSocketFactory()
                .createServerSocket(0, 1024, InetAddress.getLoopbackAddress()))) {
      EngineResults results =
          EngineJobs.run(EngineJobs.once(to(server.port(), 2).withTls(), 200, inTurn(6, 4)));
      answered(results, 24);
      assertThat(server.most.get()).isEqualTo(2);
      apart(server);
    }
  }

  @Test
  void manySessionsShareTheOneConnectionOfHttp2() throws Exception {
    try (Http2Server server = new Http2Server(null, 1_000)) {
      String[] paths = new String[500];
      Arrays.fill(paths, "/ok");
      int[] sessions = new int[500];
      Arrays.setAll(sessions, i -> i % 250);
      EngineResults results =
          EngineJobs.run(
              EngineJobs.once(
                  to(server.port(), 1).withHttp2(), 1e6, EngineJobs.gets(sessions, paths)));
      answered(results, 500);
      assertThat(server.connections.get()).isEqualTo(1);
      assertThat(results.connections().most()).isEqualTo(1);
      assertThat(results.connections().cut()).as("lanes are nothing that was recorded").isZero();
    }
  }

  @Test
  void aConnectionOfHttp2ThatGoesAwayMakesRoomForTheNext() throws Exception {
    try (Http2Server server = new Http2Server(null, 100)) {
      String[] paths = new String[40];
      Arrays.setAll(paths, i -> i % 5 == 0 ? "/close" : "/ok");
      EngineResults results =
          EngineJobs.run(
              EngineJobs.once(to(server.port(), 1).withHttp2(), 20, EngineJobs.gets(paths)));
      assertThat(results.size()).isEqualTo(40);
      assertThat(results.counts()).containsKey(Outcome.CLOSED_BEFORE_RESPONSE);
      assertThat(results.connections().most()).isEqualTo(1);
      assertThat(results.connections().opened()).isGreaterThan(1);
    }
  }
}
