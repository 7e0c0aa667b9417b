package dev.backdraft.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.ReadOptions;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.cli.OwnRecording;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.work.Work;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening and closing with real threads; the test itself is the UI thread. */
final class EvidenceModelTest {
  @TempDir Path folder;

  private final BlockingQueue<Runnable> ui = new LinkedBlockingQueue<>();
  private final List<Throwable> bugs = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final List<Remedy> refused = new ArrayList<>();
  private final Work work = new Work(ui::add, bugs::add);

  @AfterEach
  void stop() {
    work.close();
    assertThat(bugs).isEmpty();
  }

  @Test
  void aFileThatCannotBeReadIsRefusedAndLeavesNothingBehind() throws Exception {
    EvidenceModel model = model(EvidenceModelTest::read);
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
        model((files, progress, early) -> {
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
        model((files, progress, early) -> {
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
    EvidenceModel model = model(EvidenceModelTest::read);
    model.open(List.of(file, folder.resolve("./own.jfr")));
    until(() -> opened.size() == 1);
    assertThat(model.all()).hasSize(1);
    model.close(model.all().getFirst());
    assertThat(model.selected().get()).isNull();
  }

  @Test
  void theFirstPartIsShownBeforeTheWholeAndFreedWhenReadingIsCancelled() throws Exception {
    Path file = OwnRecording.in(folder);
    EvidenceModel model =
        model((files, progress, early) -> {
          early.accept(EvidenceReader.open(files, Progress.NONE));
          while (!progress.cancelled()) {
            Thread.onSpinWait();
          }
          throw new CancellationException();
        });
    model.open(List.of(file));
    Evidence evidence = model.all().getFirst();
    until(() -> evidence.recording().get() != null);
    assertThat(evidence.whole().get()).isFalse();
    assertThat(opened).isEmpty();
    WeakReference<Recording> part = new WeakReference<>(evidence.recording().get());

    model.close(evidence);
    until(() -> work.running().isEmpty());
    assertThat(closed).containsExactly("own.jfr");
    assertThat(isFreed(part)).as("the first part is freed").isTrue();
  }

  @Test
  void theWholeTakesThePlaceOfTheFirstPart() throws Exception {
    Path file = OwnRecording.in(folder);
    EvidenceModel model =
        model((files, progress, early) -> {
          early.accept(EvidenceReader.open(files, Progress.NONE));
          return EvidenceReader.open(files, Progress.NONE);
        });
    model.open(List.of(file));
    Evidence evidence = model.all().getFirst();
    List<Recording> shown = new ArrayList<>();
    evidence.recording().addListener((property, old, now) -> shown.add(now));
    until(() -> opened.size() == 1);
    assertThat(shown).hasSize(2).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(evidence.whole().get()).isTrue();
  }

  @Test
  void theListStandsInTheOrderOfRolesAndKnowsThePair() throws Exception {
    EvidenceModel model =
        model((files, progress, early) -> {
          throw new CancellationException();
        });
    model.open(List.of(folder.resolve("a.jfr"), folder.resolve("b.jfr"), folder.resolve("c.jfr")));
    Evidence first = model.all().get(0);
    Evidence second = model.all().get(1);
    Evidence third = model.all().get(2);
    model.play(third, Role.AFTER);
    assertThat(model.pair().get()).isEmpty();
    model.play(second, Role.BEFORE);
    assertThat(model.all()).containsExactly(second, third, first);
    assertThat(model.pair().get()).containsExactly(second, third);
    assertThat(model.selected().get()).as("what is looked at stays").isSameAs(first);
    model.close(second);
    assertThat(model.pair().get()).isEmpty();
  }

  @Test
  void ofTwoFilesTheOneThatWasRecordedFirstIsBefore() throws Exception {
    Path earlier = OwnRecording.in(Files.createDirectory(folder.resolve("earlier")));
    Path later = OwnRecording.in(Files.createDirectory(folder.resolve("later")));
    EvidenceModel model = model(EvidenceModelTest::read);
    model.open(List.of(later));
    assertThat(model.canPair()).as("one alone").isFalse();
    model.open(List.of(earlier));
    until(() -> opened.size() == 2);
    assertThat(model.canPair()).isTrue();
    model.makePair();
    assertThat(model.pair().get()).extracting(Evidence::file).containsExactly(earlier, later);
  }

  @Test
  void besideAFileWithARoleTheOtherOneIsMeantOrTheOneThatIsLookedAt() {
    EvidenceModel model =
        model((files, progress, early) -> {
          throw new CancellationException();
        });
    model.open(List.of(folder.resolve("a.jfr"), folder.resolve("b.jfr"), folder.resolve("c.jfr")));
    assertThat(model.canPair()).as("any two of three").isFalse();
    Evidence first = model.all().get(0);
    Evidence second = model.all().get(1);
    Evidence third = model.all().get(2);
    model.play(second, Role.AFTER);
    model.selected().set(second);
    assertThat(model.canPair()).as("either of two").isFalse();
    model.selected().set(third);
    model.makePair();
    assertThat(model.pair().get()).containsExactly(third, second);
    model.makePair();
    assertThat(model.pair().get()).as("as it was").containsExactly(third, second);
    assertThat(first.role().get()).isEqualTo(Role.NONE);
  }

  /** Collections are asked for until the reference is gone; a leak keeps it for ever. */
  static boolean isFreed(WeakReference<?> reference) {
    for (int i = 0; i < 50 && reference.get() != null; i++) {
      System.gc();
    }
    return reference.get() == null;
  }

  private EvidenceModel model(EvidenceModel.Opener opener) {
    return new EvidenceModel(
        work,
        opener,
        evidence -> opened.add(evidence.name()),
        evidence -> closed.add(evidence.name()),
        refused::add);
  }

  private static Recording read(List<Path> files, Progress progress, Consumer<Recording> early)
      throws EvidenceException {
    return EvidenceReader.open(files, ReadOptions.plain(), progress, early);
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
