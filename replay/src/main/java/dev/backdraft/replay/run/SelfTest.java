package dev.backdraft.replay.run;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.OwnJava;
import dev.backdraft.replay.plan.PlanException;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.target.TargetException;
import dev.backdraft.replay.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Shows on this machine what a verdict is worth here: a build against itself must not hold, and a
 * delay of a tenth that one build has and the other has not must be found.
 */
public final class SelfTest {
  private static final long DELAY_MICROS = 5_000;

  /** A tenth more is 0.909 the other way round; noise must leave that clear of this. */
  private static final double MARGIN = 0.97;

  private SelfTest() {}

  /**
   * How long and fast it is.
   *
   * @param warmUpSeconds of each block
   * @param measureSeconds of each block
   * @param pairs of blocks; fewer than the quick protocol's show nothing
   */
  public record Settings(
      double warmUpSeconds,
      double measureSeconds,
      double perSecond,
      int pairs,
      ReplayOptions options) {
    /**
     * About two minutes. Its plan's guard of failures needs some 3,000 requests on a side: fewer
     * would leave every verdict unclear.
     */
    public static Settings usual() {
      return new Settings(1, 3, 200, 6, ReplayOptions.usual());
    }
  }

  /**
   * What came of it.
   *
   * @param same a build against itself
   * @param delayed the slower build against the faster
   */
  public record Outcome(ReplayRun.Result same, ReplayRun.Result delayed) {
    public boolean sameDoesNotHold() {
      return same.verdict().answer() != Verdict.Answer.HOLDS;
    }

    public boolean delayIsFound() {
      return delayed.verdict().answer() == Verdict.Answer.HOLDS;
    }

    public boolean passed() {
      return sameDoesNotHold() && delayIsFound();
    }

    /** One line each for people. */
    public List<String> lines() {
      return List.of(
          (sameDoesNotHold() ? "ok" : "FAILED")
              + ": a build against itself: "
              + same.verdict().answer().id()
              + " ("
              + same.verdict().reasons().getFirst()
              + ")",
          (delayIsFound() ? "ok" : "FAILED")
              + ": 10 % of delay taken away: "
              + delayed.verdict().answer().id()
              + " ("
              + delayed.verdict().reasons().getFirst()
              + ")");
    }
  }

  /** Runs both, with their results in two folders below the given one. */
  public static Outcome run(Path folder, Settings settings, ReplayListener listener)
      throws ReplayException, TargetException, IOException, InterruptedException {
    Files.createDirectories(folder);
    Path capture = folder.resolve("self-test.jsonl");
    Files.writeString(capture, capture());
    try (Requests requests =
        CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
      listener.note("a build against itself");
      ReplayRun.Result same = run(folder, "same", settings, DELAY_MICROS, requests, listener);
      listener.note("the same with a tenth more delay before");
      long more = DELAY_MICROS + DELAY_MICROS / 10;
      return new Outcome(same, run(folder, "delayed", settings, more, requests, listener));
    } catch (EvidenceException broken) {
      throw new IllegalStateException("the self-test's own capture", broken);
    }
  }

  private static ReplayRun.Result run(
      Path folder,
      String name,
      Settings settings,
      long delayBefore,
      Requests requests,
      ReplayListener listener)
      throws ReplayException, TargetException, IOException, InterruptedException {
    return new ReplayRun(
            plan(folder, settings, delayBefore),
            requests,
            folder.resolve(name),
            settings.options(),
            listener)
        .run();
  }

  /** Its targets are started in the folder of both, where the capture lies. */
  private static ReplayPlan plan(Path folder, Settings settings, long delayBefore) {
    String text =
        String.format(
            Locale.ROOT,
            """
            captures: self-test.jsonl
            before: {command: [%s]}
            after: {command: [%s]}
            load: {rate: %f, warmup: %f, measure: %f, countLost: false}
            check: {symptom: p50, margin: %f}
            jfr: off
            vary: [command]
            """,
            target(delayBefore),
            target(DELAY_MICROS),
            settings.perSecond(),
            settings.warmUpSeconds(),
            settings.measureSeconds(),
            MARGIN);
    try {
      ReplayPlan plan = PlanReader.read(text, folder);
      return plan.withRule(plan.rule().withPairs(settings.pairs()));
    } catch (PlanException broken) {
      throw new IllegalStateException("the self-test's own plan", broken);
    }
  }

  private static String target(long delayMicros) {
    List<String> words =
        OwnJava.command(
            List.of("-Xmx128m", "-XX:+UseSerialGC"),
            SelfTestTarget.class,
            List.of("{port}", Long.toString(delayMicros)));
    StringBuilder list = new StringBuilder();
    for (String word : words) {
      list.append(list.isEmpty() ? "'" : ", '").append(word.replace("'", "''")).append('\'');
    }
    return list.toString();
  }

  private static String capture() {
    StringBuilder lines = new StringBuilder("{\"backdraft\":\"requests\",\"version\":1}\n");
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 100; i++) {
      lines.append("{\"time\":\"").append(start.plusMillis(5L * i));
      lines.append("\",\"method\":\"GET\",\"scheme\":\"http\",\"host\":\"localhost\",");
      lines.append("\"target\":\"/carts/").append(i).append("\"}\n");
    }
    return lines.toString();
  }
}
