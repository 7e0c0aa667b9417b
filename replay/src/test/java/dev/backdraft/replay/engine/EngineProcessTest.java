package dev.backdraft.replay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Slice;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineProcessTest {
  private static final long SECOND = EngineJobs.SECOND;

  private static EngineJob job(int port, Pace pace, long length) {
    return EngineJobs.looped(
        EngineSettings.plain("127.0.0.1", port).keepingBodies(10, 100),
        pace,
        length,
        EngineJobs.gets("/ok"));
  }

  @Test
  void runsAJobInAnotherProcess() throws Exception {
    try (FaultyServer server = new FaultyServer();
        EngineProcess process = new EngineProcess()) {
      AtomicInteger told = new AtomicInteger();
      EngineResults results =
          process.run(job(server.port(), new Pace.Rate(200), SECOND), p -> told.incrementAndGet());
      assertThat(results.size()).isEqualTo(200);
      assertThat(results.counts()).containsOnlyKeys(Outcome.STATUS);
      assertThat(results.body(0)).isEqualTo("ok".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(results.elapsedNanos()).isGreaterThanOrEqualTo(SECOND * 99 / 100);
      assertThat(results.cpuNanos()).isPositive();
      assertThat(told).hasPositiveValue();
    }
  }

  @Test
  void theProcessThatWarmsUpIsTheOneThatMeasures() throws Exception {
    try (FaultyServer server = new FaultyServer();
        EngineProcess process = new EngineProcess()) {
      EngineJob warmUp = job(server.port(), new Pace.Rate(100), SECOND / 10);
      EngineJob measured = job(server.port(), new Pace.Rate(1_000_000), SECOND);
      process.reserve(measured);
      long reserved = process.pid();
      process.run(warmUp, progress -> {});
      assertThat(process.pid()).isPositive().isEqualTo(reserved);
      process.reserve(measured);
      assertThat(process.pid()).isEqualTo(reserved);
      process.reserve(job(server.port(), new Pace.Rate(1_000_000), 10 * SECOND));
      assertThat(process.pid()).as("one with room for more").isNotEqualTo(reserved);
    }
  }

  @Test
  void stopsAndKeepsWhatWasMeasured() throws Exception {
    try (FaultyServer server = new FaultyServer();
        EngineProcess process = new EngineProcess()) {
      EngineResults results =
          process.run(
              job(server.port(), new Pace.Rate(100), 600 * SECOND),
              progress -> {
                try {
                  process.stop();
                } catch (IOException ended) {
                  throw new IllegalStateException(ended);
                }
              });
      assertThat(results.size()).isPositive().isLessThan(60_000);
    }
  }

  @Test
  void aWorkerThatIsKilledIsToldHoweverItIsAskedToStop() throws Exception {
    try (FaultyServer server = new FaultyServer();
        EngineProcess process = new EngineProcess()) {
      EngineJob job = job(server.port(), new Pace.Rate(100), 600 * SECOND);
      EngineProgress.Listener killing =
          progress -> {
            ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
            try {
              process.stop();
            } catch (IOException broken) {
              throw new IllegalStateException(broken);
            }
          };
      assertThatThrownBy(() -> process.run(job, killing))
          .isInstanceOf(EngineProcess.BrokenException.class)
          .hasMessageEndingWith("it ended early, with code 137");
      assertThat(process.run(job(server.port(), new Pace.Rate(100), SECOND / 10), p -> {}).size())
          .as("whoever goes on has another")
          .isEqualTo(10);
    }
  }

  @Test
  void aWorkerWithoutAParentEnds() throws Exception {
    try (FaultyServer server = new FaultyServer()) {
      Process worker = EngineJobs.worker();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      job(server.port(), new Pace.Rate(10), 3_600 * SECOND).write(new DataOutputStream(bytes));
      worker.getOutputStream().write(bytes.toByteArray());
      worker.getOutputStream().close();
      assertThat(worker.waitFor()).isEqualTo(9);
    }
  }

  @Test
  void saysWhenTheWorkerBreaks() {
    EngineJob impossible =
        new EngineJob(
            new EngineSettings("127.0.0.1", 1, false, false, 1, 1, 1, 1, 1, AnswerKeeping.NOTHING),
            new EngineRequests(List.of(), new int[0], new boolean[0]),
            new long[0],
            new Pace.InFlight(1),
            Slice.all(0),
            false,
            0,
            1);
    assertThatThrownBy(() -> new EngineProcess().run(impossible, progress -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
