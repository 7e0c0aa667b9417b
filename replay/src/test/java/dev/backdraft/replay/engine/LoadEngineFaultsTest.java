package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Schedule;
import dev.backdraft.replay.pace.Slice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ends that need a hand from the test, and what must not grow without bound. */
@Timeout(120)
class LoadEngineFaultsTest {
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

  private static EngineSettings to(int port) {
    return EngineSettings.plain("127.0.0.1", port)
        .withTimeouts(2 * SECOND, SECOND, 60 * SECOND)
        .keepingBodies(1000, 100_000);
  }

  @Test
  void aConnectionClosedWhileIdleIsFoundWhenWriting() throws Exception {
    try (FaultyServer server = new FaultyServer();
        LoadEngine engine = new LoadEngine(1)) {
      assumeTrue(engine.transport().equals("epoll"), "only epoll can ask a socket for its state");
      Thread helper =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  server.held.await();
                  EngineLoop loop = engine.loops().getFirst();
                  CountDownLatch answered = new CountDownLatch(1);
                  loop.later(() -> awaitAnswer(loop, answered));
                  answered.await();
                  loop.later(() -> closeWhileTheLoopLooksAway(loop, server));
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
              });
      EngineResults results =
          engine.run(to(server.port()), requests(get("/ok-then-held"), get("/ok")), once(2, 0.5));
      helper.join();
      assertThat(results.counts()).containsOnlyKeys(Outcome.STATUS, Outcome.CLOSED_IDLE);
      assertThat(server.requests.get()).as("nothing is retried").isEqualTo(1);
    }
  }

  private static void awaitAnswer(EngineLoop loop, CountDownLatch answered) {
    if (loop.endedSoFar() > 0) {
      answered.countDown();
    } else {
      loop.later(() -> awaitAnswer(loop, answered));
    }
  }

  /** Until the second request is due the loop reads nothing: the end waits in the socket. */
  private static void closeWhileTheLoopLooksAway(EngineLoop loop, FaultyServer server) {
    server.resetNow.countDown();
    try {
      server.gone.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    // The second request is due after two seconds: a slow start must not have sent it by now.
    while (loop.now() < 2100 * MILLI) {
      Thread.onSpinWait();
    }
    loop.tick();
  }

  @Test
  void aResetWithinTheHandshakeIsAResetWhileConnecting() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        LoadEngine engine = new LoadEngine(1)) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = server.accept()) {
              var _ = socket.getInputStream().read();
              socket.setSoLinger(true, 0);
            } catch (IOException gone) {
              throw new IllegalStateException(gone);
            }
          });
      EngineResults results =
          engine.run(to(server.getLocalPort()).withTls(), requests(get("/")), once(1, 10));
      assertThat(results.outcome(0)).isEqualTo(Outcome.CONNECT_RESET);
    }
  }

  @Test
  void aBodyOfAGigabyteIsCountedAndNotHeld() throws Exception {
    try (FaultyServer server = new FaultyServer();
        LoadEngine engine = new LoadEngine(1)) {
      EngineResults results = engine.run(to(server.port()), requests(get("/big")), once(1, 10));
      assertThat(results.outcome(0)).isEqualTo(Outcome.STATUS);
      assertThat(results.bodyBytes(0)).isEqualTo(FaultyServer.BIG);
      assertThat(results.body(0)).hasSize(1000);
    }
  }

  @Test
  void whatWaitsForAConnectionAtTheEndWasNotSent() throws Exception {
    try (FaultyServer server = new FaultyServer();
        LoadEngine engine = new LoadEngine(1)) {
      Thread stop =
          Thread.ofPlatform()
              .start(() -> {
                while (server.requests.get() < 1) {
                  Thread.onSpinWait();
                }
                engine.stop(50 * MILLI);
              });
      Schedule schedule =
          new Schedule(new Pace.Rate(1_000_000), new long[1], Slice.all(1), true, 0, 60 * SECOND);
      EngineResults results =
          engine.run(
              to(server.port()).withThreads(1, 1).withTimeouts(SECOND, 60 * SECOND, SECOND),
              requests(get("/hang")),
              schedule);
      stop.join();
      assertThat(results.counts())
          .containsKeys(Outcome.NOT_SENT_OVERLOAD, Outcome.RESPONSE_TIMEOUT);
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files are limited by a Unix shell")
  void aRequestWithoutAFileForItsSocketWasNotSent() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      String[] paths = new String[300];
      Arrays.fill(paths, "/hang");
      EngineSettings settings =
          to(server.port()).keeping(AnswerKeeping.NOTHING).withTimeouts(SECOND, SECOND, SECOND);
      EngineResults results =
          EngineJobs.runWithFiles(150, EngineJobs.once(settings, 1_000, EngineJobs.gets(paths)));
      assertThat(results.size()).isEqualTo(300);
      assertThat(results.counts())
          .containsOnlyKeys(Outcome.NOT_SENT_OVERLOAD, Outcome.RESPONSE_TIMEOUT);
    }
  }

  @Test
  void aValueIsCarriedAndItsAbsenceIsADependencyThatFailed() throws Exception {
    try (FaultyServer server = new FaultyServer();
        LoadEngine engine = new LoadEngine(1)) {
      List<byte[]> bytes = List.of(get("/value"), get("/old"), get("/status"), get("/old"));
      Map<Integer, List<Substitution>> filled =
          Map.of(
              1, List.of(new Substitution(0, "$.id", 5, 3, false)),
              3, List.of(new Substitution(2, "$.id", 5, 3, false)));
      EngineRequests requests =
          new EngineRequests(bytes, new int[] {-1, -1, -1, -1}, new boolean[4], filled);
      EngineResults results = engine.run(to(server.port()), requests, once(4, 2_000));
      assertThat(results.counts())
          .containsEntry(Outcome.STATUS, 3L)
          .containsEntry(Outcome.NOT_SENT_DEPENDENCY, 1L);
      assertThat(statusOf(results, 1)).isEqualTo(200);
      Map<CarriedTally.Place, CarriedTally.Counts> carried = new HashMap<>();
      results.carried().forEach(carried::put);
      assertThat(carried)
          .containsOnly(
              Map.entry(new CarriedTally.Place(0, "$.id"), new CarriedTally.Counts(1, 0)),
              Map.entry(new CarriedTally.Place(2, "$.id"), new CarriedTally.Counts(1, 1)));
    }
  }

  @Test
  void valuesOfManyRoundsThatComeAtOnceAreAllCarried() throws Exception {
    try (FaultyServer server = new FaultyServer();
        LoadEngine engine = new LoadEngine(1)) {
      EngineRequests requests =
          new EngineRequests(
              List.of(get("/value-of-many"), get("/old")),
              new int[] {-1, -1},
              new boolean[2],
              Map.of(1, List.of(new Substitution(0, "$.id", 5, 3, false))));
      Schedule rounds =
          new Schedule(new Pace.Rate(2_000), new long[2], Slice.all(2), true, 0, 50 * MILLI);
      EngineResults results =
          engine.run(
              to(server.port()).withTimeouts(2 * SECOND, 60 * SECOND, 60 * SECOND),
              requests,
              rounds);
      assertThat(results.counts()).containsOnly(Map.entry(Outcome.STATUS, 100L));
      for (int row = 0; row < results.size(); row++) {
        assertThat(results.status(row)).isEqualTo(200);
      }
    }
  }

  @Test
  void whatDependsOnSomethingThatFailedFailsDownTheChain() throws Exception {
    try (FaultyServer server = new FaultyServer();
        LoadEngine engine = new LoadEngine(1)) {
      EngineRequests requests =
          new EngineRequests(
              List.of(get("/status"), get("/old"), get("/old")),
              new int[] {-1, -1, -1},
              new boolean[3],
              Map.of(
                  1, List.of(new Substitution(0, "$.id", 5, 3, false)),
                  2, List.of(new Substitution(1, "$.id", 5, 3, false))));
      EngineResults results = engine.run(to(server.port()), requests, once(3, 2_000));
      assertThat(results.counts())
          .containsEntry(Outcome.STATUS, 1L)
          .containsEntry(Outcome.NOT_SENT_DEPENDENCY, 2L);
    }
  }

  @Test
  void whatASliceNeedsFromBeforeIsAskedFirstAndNotCounted() throws Exception {
    try (FaultyServer server = new FaultyServer();
        LoadEngine engine = new LoadEngine(1)) {
      EngineRequests requests =
          new EngineRequests(
              List.of(get("/value"), get("/old"), get("/old")),
              new int[] {-1, 7, 7},
              new boolean[3],
              Map.of(
                  1, List.of(new Substitution(0, "$.id", 5, 3, false)),
                  2, List.of(new Substitution(0, "$.id", 5, 3, false))));
      Schedule second =
          new Schedule(new Pace.Rate(500), new long[3], new Slice(1, 3), true, 0, 40 * MILLI);
      EngineResults results = engine.run(to(server.port()), requests, second);
      assertThat(results.size()).isEqualTo(20);
      assertThat(statusOf(results, 2)).isEqualTo(200);
      assertThat(server.requests.get()).isEqualTo(21);
    }
  }

  private static int statusOf(EngineResults results, int request) {
    for (int row = 0; row < results.size(); row++) {
      if (results.request(row) == request) {
        return results.status(row);
      }
    }
    return -1;
  }

  @Test
  void noWallClockIsAskedWhereTimeIsMeasured() throws Exception {
    Path sources =
        Path.of(
            System.getProperty("backdraft.root", ".."),
            "replay/src/main/java/dev/backdraft/replay");
    for (String name : List.of("engine", "pace")) {
      try (var files = Files.list(sources.resolve(name))) {
        for (Path file : files.toList()) {
          assertThat(Files.readString(file))
              .as("a clock that is set back must not matter: %s", file.getFileName())
              .doesNotContain("currentTimeMillis", "Instant.now", "Clock.");
        }
      }
    }
  }
}
