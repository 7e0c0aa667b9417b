package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are too large for memory go to a file, over real sockets. */
@Timeout(60)
class LargeBodiesTest {
  private static final long SECOND = EngineJobs.SECOND;
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("block.bodies");
  }

  private AnswerKeeping keeping(Path file, long each, long total) {
    return new AnswerKeeping(
        1_000, 3_000, List.of(), new AnswerKeeping.Spill(file.toString(), each, total));
  }

  private static EngineJob job(EngineSettings settings, double perSecond, String... paths) {
    return EngineJobs.once(patient(settings), perSecond, EngineJobs.gets(paths));
  }

  private static EngineSettings patient(EngineSettings settings) {
    return settings.withTimeouts(5 * SECOND, 20 * SECOND, 20 * SECOND);
  }

  private static EngineSettings to(int port, AnswerKeeping keeping) {
    return EngineSettings.plain("127.0.0.1", port).keeping(keeping);
  }

  private static byte @Nullable [] whole(EngineResults results, int request, SpilledBodies bodies)
      throws Exception {
    SpilledBody spilled = results.spilled(EngineJobs.row(results, request));
    return spilled == null ? results.body(EngineJobs.row(results, request)) : bodies.read(spilled);
  }

  @Test
  void manySideBySideComeBackAsTheyWere() throws Exception {
    String[] paths = new String[30];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = (i % 2 == 0 ? "/large?" : "/large-chunked?") + (i == 7 ? 900 : 50_000 + 9_973 * i);
    }
    try (FaultyServer server = new FaultyServer();
        EngineProcess process = new EngineProcess()) {
      AnswerKeeping keeping = keeping(file(), MEGABYTE, 20 * MEGABYTE);
      EngineResults results =
          process.run(job(to(server.port(), keeping), 10_000, paths), progress -> {});
      assertThat(results.counts()).containsOnlyKeys(Outcome.STATUS);
      assertThat(results.unspilled()).isZero();
      try (SpilledBodies bodies = SpilledBodies.open(file())) {
        for (int i = 0; i < paths.length; i++) {
          int size = Integer.parseInt(paths[i].substring(paths[i].indexOf('?') + 1));
          assertThat(whole(results, i, bodies)).as(paths[i]).isEqualTo(FaultyServer.large(size));
        }
      }
      assertThat(file()).doesNotExist();
    }
  }

  @Test
  void overHttp2Too() throws Exception {
    try (Http2Server server = new Http2Server(null, 100)) {
      EngineSettings settings =
          to(server.port(), keeping(file(), MEGABYTE, 20 * MEGABYTE)).withHttp2();
      EngineResults results = EngineJobs.run(job(settings, 1_000, "/large", "/large"));
      try (SpilledBodies bodies = SpilledBodies.open(file())) {
        for (int i = 0; i < 2; i++) {
          assertThat(whole(results, i, bodies)).isEqualTo(FaultyServer.large(300_000));
        }
      }
    }
  }

  @Test
  void onlyFirstAnswersAreWorthTheDiskAndSmallOnesWhenMemoryIsFull() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      EngineJob job =
          EngineJobs.looped(
              patient(to(server.port(), keeping(file(), MEGABYTE, 20 * MEGABYTE))),
              // So slow that the first answers are there when they are asked for again.
              new Pace.Rate(10),
              2 * SECOND,
              EngineJobs.gets(
                  "/large?5000", "/large?901", "/large?902", "/large?903", "/large?904"));
      EngineResults results = EngineJobs.run(job);
      assertThat(results.size()).isEqualTo(20);
      int spilled = 0;
      for (int row = 0; row < results.size(); row++) {
        spilled += results.spilled(row) == null ? 0 : 1;
      }
      assertThat(results.spilled(EngineJobs.row(results, 0))).isNotNull();
      // Three small ones fit in memory, and the fourth does not.
      assertThat(spilled).isEqualTo(2);
      assertThat(results.unspilled()).isZero();
      try (SpilledBodies bodies = SpilledBodies.open(file())) {
        for (int i = 1; i < 5; i++) {
          assertThat(whole(results, i, bodies)).isEqualTo(FaultyServer.large(900 + i));
        }
      }
    }
  }

  @Test
  void whatFindsNoRoomIsCountedAndKnownByItsHash() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      AnswerKeeping keeping = keeping(file(), 100_000, 200_000);
      EngineJob job =
          job(
              to(server.port(), keeping),
              20,
              "/large?200000",
              "/large-chunked?200000",
              "/large?90000",
              "/large?90000");
      EngineResults results = EngineJobs.run(job);
      assertThat(results.counts()).containsEntry(Outcome.STATUS, 4L);
      assertThat(results.unspilled()).as("two too large, one beyond the total").isEqualTo(3);
      assertThat(results.bodyHash(EngineJobs.row(results, 0)))
          .isEqualTo(results.bodyHash(EngineJobs.row(results, 1)));
      assertThat(results.bodyHash(EngineJobs.row(results, 2)))
          .isEqualTo(results.bodyHash(EngineJobs.row(results, 3)));
      assertThat(results.bodyBytes(EngineJobs.row(results, 0))).isEqualTo(200_000);
      assertThat(results.body(EngineJobs.row(results, 0))).as("its beginning").hasSize(1_000);
      assertThat(Files.size(file())).isLessThanOrEqualTo(200_000);
    }
  }

  @Test
  void aFullDiskCostsTheBodiesAndNothingElse() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs /dev/full");
    try (FaultyServer server = new FaultyServer()) {
      AnswerKeeping keeping = keeping(full, MEGABYTE, 20 * MEGABYTE);
      EngineResults results =
          EngineJobs.run(job(to(server.port(), keeping), 20, "/large?90000", "/ok"));
      assertThat(results.counts()).containsEntry(Outcome.STATUS, 2L);
      assertThat(results.spillProblem()).isNotEmpty();
      assertThat(results.unspilled()).isPositive();
      assertThat(results.spilled(EngineJobs.row(results, 0))).isNull();
      assertThat(results.bodyBytes(EngineJobs.row(results, 0))).isEqualTo(90_000);
    }
  }

  @Test
  void aWriterThatCannotKeepUpLosesBodiesAndNobodyWaits() throws Exception {
    AnswerKeeping.Spill bounds =
        new AnswerKeeping.Spill(file().toString(), 1L << 30, 8 * BodySpill.MOST_QUEUED);
    try (BodySpill spill = new BodySpill(bounds)) {
      SpilledBody body = spill.begin(-1);
      assertThat(body).isNotNull();
      byte[] more = new byte[(int) BodySpill.MOST_QUEUED];
      assertThat(spill.add(body, more)).as("more than may wait").isFalse();
      assertThat(body.lost()).isTrue();
      assertThat(spill.add(body, new byte[1])).as("what is lost stays so").isFalse();
      assertThat(spill.lost()).isEqualTo(1);
    }
  }

  @Test
  void aWorkerWithoutAParentLeavesNoFile() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      Process worker = EngineJobs.worker();
      EngineSettings settings = to(server.port(), keeping(file(), MEGABYTE, 20 * MEGABYTE));
      OutputStream input = worker.getOutputStream();
      DataOutputStream out = new DataOutputStream(new BufferedOutputStream(input));
      out.writeByte(EngineWorker.JOB);
      EngineJobs.looped(
              settings, new Pace.Rate(10), 3_600 * SECOND, EngineJobs.gets("/large?90000"))
          .write(out);
      out.flush();
      while (!Files.exists(file()) && worker.isAlive()) {
        Thread.onSpinWait();
      }
      input.close();
      assertThat(worker.waitFor()).isEqualTo(9);
      assertThat(file()).doesNotExist();
    }
  }
}
