package dev.backdraft.app.demo;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.run.BlockLimits;
import dev.backdraft.replay.run.BlockReport;
import dev.backdraft.replay.run.ReplayException;
import dev.backdraft.replay.run.ReplayListener;
import dev.backdraft.replay.run.ReplayRun;
import dev.backdraft.replay.target.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Replays an incident before and after, and asks the recordings of that very run what changed. */
public final class DemoRun {
  /**
   * A laptop that does other things as well must not void a demo: its differences are many times
   * larger than a request that is sent a little late. A stall that would show in the 99th
   * percentile does void a block.
   */
  public static final BlockLimits LIMITS = new BlockLimits(25_000_000, 1, 0.001, 1);

  private final DemoPlan plan;
  private final Path folder;
  private final BlockLimits limits;
  private final ReplayListener listener;
  private volatile @Nullable ReplayRun running;
  private volatile boolean stopped;

  /** With {@code folder} for what comes of it. */
  public DemoRun(DemoPlan plan, Path folder, ReplayListener listener) {
    this(plan, folder, LIMITS, listener);
  }

  DemoRun(DemoPlan plan, Path folder, BlockLimits limits, ReplayListener listener) {
    this.plan = plan;
    this.folder = folder;
    this.limits = limits;
    this.listener = listener;
  }

  /**
   * What came of it.
   *
   * @param outcomes how many requests ended how, before and after
   * @param stacks that are hot, and that changed
   */
  public record Result(
      ReplayRun.Result replay, Map<String, long[]> outcomes, ChangedStacks.Found stacks) {}

  /** Runs it. */
  public Result run()
      throws IOException,
          InterruptedException,
          TargetException,
          ReplayException,
          EvidenceException {
    try (Requests requests =
        CaptureReader.open(
            plan.plan().captures(), CaptureOptions.usual(plan.plan().seed()), Progress.NONE)) {
      ReplayRun run = new ReplayRun(plan.plan(), requests, folder, limits, listener);
      running = run;
      if (stopped) {
        run.stop();
      }
      ReplayRun.Result replay = run.run();
      return new Result(replay, outcomes(replay), stacks(replay));
    }
  }

  /** Sends nothing more; what was measured is judged and kept. From any thread. */
  public void stop() throws IOException {
    stopped = true;
    ReplayRun run = running;
    if (run != null) {
      run.stop();
    }
  }

  private static Map<String, long[]> outcomes(ReplayRun.Result replay) {
    Map<String, long[]> outcomes = new TreeMap<>();
    for (BlockReport block : replay.blocks()) {
      block
          .outcomes()
          .forEach((outcome, count) ->
              outcomes.computeIfAbsent(outcome, none -> new long[2])[block.before() ? 0 : 1] +=
                  count);
    }
    return outcomes;
  }

  private static ChangedStacks.Found stacks(ReplayRun.Result replay) throws EvidenceException {
    List<ChangedStacks.Block> before = new ArrayList<>();
    List<ChangedStacks.Block> after = new ArrayList<>();
    for (BlockReport block : replay.blocks()) {
      Path recording = block.files().recording();
      if (recording != null && Files.exists(recording)) {
        (block.before() ? before : after)
            .add(new ChangedStacks.Block(recording, block.block().requests()));
      }
    }
    return before.isEmpty() || after.isEmpty()
        ? ChangedStacks.Found.NOTHING
        : ChangedStacks.between(before, after);
  }
}
