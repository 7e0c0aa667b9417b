package dev.backdraft.app.replay;

import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.app.plan.TokenKey;
import dev.backdraft.app.result.ResultException;
import dev.backdraft.app.result.ResultPages;
import dev.backdraft.app.result.ResultReader;
import dev.backdraft.app.result.VerdictPage;
import dev.backdraft.app.work.Activity;
import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.BlockReport;
import dev.backdraft.replay.run.ReplayListener;
import dev.backdraft.replay.run.ReplayOptions;
import dev.backdraft.replay.run.ReplayRun;
import dev.backdraft.replay.run.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** One run of the window, off the UI thread; how it goes is told on it. */
final class WindowRun {
  private final String text;
  private final Path folder;
  private final String name;
  private final ReplayOptions options;
  private final LiveRun live;
  private final Executor ui;

  WindowRun(
      String text, Path folder, String name, ReplayOptions options, LiveRun live, Executor ui) {
    this.text = text;
    this.folder = folder;
    this.name = name;
    this.options = options;
    this.live = live;
    this.ui = ui;
  }

  VerdictPage run(Activity activity) throws Exception {
    ReplayPlan plan = PlanReader.read(text, folder);
    Path folderOfResult = free();
    ReplayRun.Result result;
    try (Requests requests =
        CaptureReader.open(plan.captures(), plan.captureOptions(TokenKey.ofThisUser()), activity)) {
      Watcher watcher = new Watcher(activity);
      ReplayRun run = new ReplayRun(plan, requests, folderOfResult, options, watcher);
      activity.whenCancelled(() -> stop(run));
      tell(() -> {
        activity.reached(Activity.UNKNOWN, "");
        live.note(requests.coverage().message());
      });
      result = run.run();
    }
    return page(plan, folderOfResult, result);
  }

  /** The verdict stands whatever could be written of it. */
  VerdictPage page(ReplayPlan plan, Path folderOfResult, ReplayRun.Result result)
      throws ResultException {
    List<String> problems = new ArrayList<>(result.facts().problems());
    try {
      problems.addAll(ResultPages.write(folderOfResult, name));
      return ResultReader.read(folderOfResult);
    } catch (ResultException lost) {
      problems.add(String.valueOf(lost.getMessage()));
      byte[] text = ResultFile.text(plan, result).bytes();
      return ResultReader.parsed(folderOfResult.resolve("result.json"), text);
    } finally {
      problems.forEach(problem -> tell(() -> live.note(problem)));
    }
  }

  /** Heard whatever the run is doing: a target that gets ready, answers that are compared. */
  private void stop(ReplayRun run) {
    try {
      run.stop();
    } catch (IOException gone) {
      tell(() -> live.note("the load engine could not be stopped: " + gone.getMessage()));
    }
  }

  /** A folder beside the plan that is not there yet. */
  private Path free() {
    Path free = folder.resolve(name + "-result");
    for (int i = 2; Files.exists(free); i++) {
      free = folder.resolve(name + "-result-" + i);
    }
    return free;
  }

  private void tell(Runnable change) {
    ui.execute(change);
  }

  /** Passes everything on. */
  private final class Watcher implements ReplayListener {
    private final Activity activity;

    Watcher(Activity activity) {
      this.activity = activity;
    }

    @Override
    public void block(int pair, int pairs, String side) {
      tell(() -> live.block(pair, pairs, side));
    }

    @Override
    public void stage(Stage stage) {
      tell(() -> live.stage(stage));
    }

    @Override
    public void progress(boolean measured, EngineProgress progress) {
      tell(() -> live.progress(progress));
    }

    @Override
    public void comparing(long done, long all) {
      tell(() -> live.comparing(done, all));
    }

    @Override
    public void remaining(double seconds) {
      tell(() -> {
        live.remaining(seconds);
        activity.reached(live.done(), "");
      });
    }

    @Override
    public void measured(BlockReport block) {
      tell(() -> live.measured(block));
    }

    @Override
    public void note(String note) {
      tell(() -> live.note(note));
    }
  }
}
