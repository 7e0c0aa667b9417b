package dev.backdraft.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.app.cli.OwnRecording;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.work.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening and closing with real threads; the test itself is the UI thread. */
final class EvidenceModelTest {
  @TempDir Path folder;

  private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
  private final List<Throwable> bugs = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();
  private final List<Remedy> refused = new ArrayList<>();
  private final Work work = new Work(ui::add, bugs::add);

  @AfterEach
  void stop() {
    work.close();
    assertThat(bugs).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsRefusedAndLeavesNothingBehind() throws Exception {
    EvidenceModel model = model(EvidenceReader::open);
    model.open(List.of(folder.resolve("none.jfr")));
    assertThat(model.all()).hasSize(1);
    until(() -> !refused.isEmpty());
    assertThat(model.all()).isEmpty();
    assertThat(model.selected().get()).isNull();
    assertThat(refused.getFirst().what()).contains("none.jfr");
  }

  @Test
  void cancellingStopsTheReaderAndTakesTheFileAway() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    EvidenceModel model =
        model((files, progress) -> {
          reading.countDown();
          while (!progress.cancelled()) {
            Thread.onSpinWait();
          }
          stopped.countDown();
          throw new CancellationException();
        });
    model.open(List.of(folder.resolve("large.jfr")));
    assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
    work.running().getFirst().cancel();
    assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    until(() -> model.all().isEmpty());
    assertThat(refused).isEmpty();
    assertThat(work.running()).isEmpty();
  }

  @Test
  void closingAFileThatIsBeingReadStopsTheReader() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    EvidenceModel model =
        model((files, progress) -> {
          reading.countDown();
          while (!progress.cancelled()) {
            Thread.onSpinWait();
          }
          stopped.countDown();
          throw new CancellationException();
        });
    model.open(List.of(folder.resolve("large.jfr")));
    assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
    model.close(model.all().getFirst());
    assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(model.all()).isEmpty();
    until(() -> work.running().isEmpty());
  }

  @Test
  void theSameFileIsOpenOnce() throws Exception {
    Path file = OwnRecording.in(folder);
    EvidenceModel model = model(EvidenceReader::open);
    model.open(List.of(file, folder.resolve("./own.jfr")));
    until(() -> opened.size() == 1);
    assertThat(model.all()).hasSize(1);
    model.close(model.all().getFirst());
    assertThat(model.selected().get()).isNull();
  }

  private EvidenceModel model(EvidenceModel.Opener opener) {
    return new EvidenceModel(work, opener, evidence -> opened.add(evidence.name()), refused::add);
  }

  /** Runs what comes to the UI thread until the condition holds. */
  private void until(java.util.function.BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      Runnable task = ui.poll(30, TimeUnit.SECONDS);
      assertThat(task).as("something for the UI thread").isNotNull();
      task.run();
    }
  }
}
