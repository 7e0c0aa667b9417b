package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.AnswerKeeping;
import dev.backdraft.replay.engine.EngineJob;
import dev.backdraft.replay.engine.EngineProcess;
import dev.backdraft.replay.engine.EngineResults;
import dev.backdraft.replay.engine.EngineSettings;
import dev.backdraft.replay.engine.SpilledBodies;
import dev.backdraft.replay.evidence.JvmControl;
import dev.backdraft.replay.evidence.ProcessWatch;
import dev.backdraft.replay.outcome.OwnAddress;
import dev.backdraft.replay.pace.Slice;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.ReplayListener.Stage;
import dev.backdraft.replay.target.Target;
import dev.backdraft.replay.target.TargetAddress;
import dev.backdraft.replay.target.TargetCommand;
import dev.backdraft.replay.target.TargetException;
import dev.backdraft.replay.target.TargetSpec;
import dev.backdraft.replay.verdict.VerdictRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One block: a target started, warmed up, measured and stopped, with all that it showed. */
final class BlockRun implements AutoCloseable {
  private static final double SECOND = 1e9;
  private static final int KEEP_EACH = 64 << 10;
  private static final long KEEP_TOTAL = 64L << 20;

  /** Larger bodies in a file, and what the memory of comparing them allows of each. */
  private static final long SPILL_TOTAL = 1L << 30;

  private static final long SPILL_EACH = 16L << 20;
  private static final int HEAP_PER_BODY = 128;

  /** Asks for as much memory as a job that spills. */
  private static final AnswerKeeping.Spill SPILLING =
      new AnswerKeeping.Spill("reserved", SPILL_EACH, SPILL_TOTAL);

  /** How long requests are sent while the target stops. */
  private static final double STOPPING_SECONDS = 1;

  /** Warming up is looked at in windows of so many seconds. */
  private static final double WINDOW_SECONDS = 2;

  /** Steady: the last windows' medians lie so close to each other. */
  private static final double STEADY = 0.1;

  private final BlockSetting setting;
  private final TargetSpec spec;
  private final String name;
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private volatile @Nullable Target target;
  private @Nullable BlockEvidence evidence;
  private String host = "127.0.0.1";
  private int port;

  /**
   * What all blocks of a run share.
   *
   * @param listener is told of everything
   * @param stopped the run was asked to end
   * @param shown a text of a target without secrets
   */
  record BlockSetting(
      ReplayPlan plan,
      Rendering rendering,
      Path folder,
      ReplayOptions options,
      EngineProcess engine,
      ReplayListener listener,
      BooleanSupplier stopped,
      UnaryOperator<String> shown) {}

  /** Renders the capture for one target. */
  @FunctionalInterface
  interface Rendering {
    RenderedRequests of(TargetSpec spec, String host);
  }

  /**
   * What one measured slice gave.
   *
   * @param own where the target listened
   * @param bodies too large for memory, or null
   * @param whole false if the run was asked to end meanwhile
   */
  record Measured(
      EngineResults results,
      BlockReport report,
      OwnAddress own,
      @Nullable SpilledBodies bodies,
      boolean whole) {
    /** Its large bodies are not needed any more. */
    void close() {
      BlockAnswers.drop(bodies);
    }

    Measured withLost(Map<String, Long> lost) {
      return new Measured(results, report.withLost(lost), own, bodies, whole);
    }
  }

  /**
   * How a block is cut.
   *
   * @param settling measured first in the same way, so that what measuring itself leaves in the
   *     target falls into them too
   * @param judged measured after them
   */
  record Parts(int settling, int judged) {
    static final Parts ONE = new Parts(0, 1);

    int all() {
      return settling + judged;
    }
  }

  /** What a block gave: of the parts in which it settled only what they showed. */
  record Ran(List<BlockReport> settling, List<Measured> judged) {}

  BlockRun(BlockSetting setting, TargetSpec spec, String name) {
    this.setting = setting;
    this.spec = spec;
    this.name = name;
  }

  /** Runs it, its parts one after the other. */
  Ran run(int pair, boolean before, boolean first, Parts parts)
      throws TargetException, IOException, InterruptedException {
    setting.listener().stage(Stage.STARTING);
    if (!start()) {
      return new Ran(List.of(), List.of());
    }
    RenderedRequests rendered = setting.rendering().of(spec, host + ":" + port);
    warmUp(rendered);
    List<BlockReport> settling = new ArrayList<>();
    for (int i = 1; i <= parts.settling() && !setting.stopped().getAsBoolean(); i++) {
      setting.listener().stage(Stage.SETTLING);
      Measured part = measure(rendered, name + "-settling-" + i, i, before, first, parts);
      part.close();
      settling.add(part.report());
    }
    List<Measured> all = new ArrayList<>();
    for (int i = 1; i <= parts.judged() && !setting.stopped().getAsBoolean(); i++) {
      setting.listener().stage(Stage.MEASURING);
      boolean one = parts.judged() == 1;
      String label = one ? name : name + "-" + i;
      Measured measured = measure(rendered, label, one ? pair : i, before, first, parts);
      String fault = measured.report().fault();
      if (!fault.isEmpty()) {
        setting.listener().note("block " + label + " is void: " + fault);
      }
      all.add(measured);
    }
    setting.listener().stage(Stage.STOPPING);
    EngineResults stopping = stop(rendered);
    if (!all.isEmpty() && stopping != null) {
      Measured last = all.removeLast();
      all.add(last.withLost(ShutdownLoss.of(rendered, last.results(), stopping)));
    }
    all.forEach(measured -> setting.listener().measured(measured.report()));
    return new Ran(settling, all);
  }

  /** False if the run was asked to end before the target was ready. */
  private boolean start() throws TargetException, InterruptedException {
    switch (spec) {
      case TargetAddress address -> {
        host = address.host();
        port = address.port();
      }
      case TargetCommand command -> {
        Path log = setting.folder().resolve(name + ".log");
        try {
          Target started = Target.start(command, log, setting.stopped(), setting.shown());
          target = started;
          port = started.port();
        } catch (InterruptedException asked) {
          if (setting.stopped().getAsBoolean()) {
            return false;
          }
          throw asked;
        }
      }
    }
    evidence = BlockEvidence.of(target, spec, host, port, setting, notes);
    return true;
  }

  private void warmUp(RenderedRequests rendered) throws IOException {
    ReplayPlan.Load load = setting.plan().load();
    if (load.warmUpSeconds() <= 0) {
      return;
    }
    setting.listener().stage(Stage.WARMING);
    setting.engine().reserve(job(rendered, load.measureSeconds(), SPILLING));
    EngineResults results = warmUp(rendered, load.warmUpSeconds(), load.rampSeconds());
    if (!load.warmUp().steady()) {
      return;
    }
    double spent = load.warmUpSeconds();
    double last = median(results);
    int even = 0;
    while (even < 2 && spent < load.warmUp().capSeconds() && !setting.stopped().getAsBoolean()) {
      double median = median(warmUp(rendered, WINDOW_SECONDS, 0));
      even = Math.abs(median - last) <= STEADY * last ? even + 1 : 0;
      last = median;
      spent += WINDOW_SECONDS;
    }
    if (even < 2) {
      notes.add("latency was not steady after warming up for " + Math.round(spent) + " s");
    }
  }

  private static double median(EngineResults results) {
    return results.responseHistogram().getValueAtPercentile(50);
  }

  private Measured measure(
      RenderedRequests rendered, String label, int pair, boolean before, boolean first, Parts parts)
      throws IOException, InterruptedException {
    BlockEvidence seen = evidence;
    if (seen == null) {
      throw new IllegalStateException("measured before it was started");
    }
    seen.begin();
    double seconds = setting.plan().load().measureSeconds() / parts.judged();
    AnswerKeeping.Spill spill = spill(label, parts.all());
    Restart restart = restart();
    EngineResults results;
    boolean sent = false;
    try {
      results = send(job(rendered, seconds, spill), true);
      sent = true;
    } finally {
      restart.end();
      if (!sent) {
        Files.deleteIfExists(Path.of(spill.file()));
      }
    }
    SpilledBodies bodies = bodies(results, spill);
    silent();
    seen.end(setting.folder(), label);
    VerdictRule rule = setting.plan().rule();
    String fault = setting.options().limits().fault(results, 1, rule.asksLatency());
    if (fault.isEmpty() && seen.lost() && rule.asks("allocation")) {
      fault = "the target's recording lost events";
    }
    BlockReport report =
        new BlockFigures(results, rendered, setting.plan(), seen)
            .report(pair, before, first, fault, notes, setting.folder(), label, files(label));
    notes.clear();
    report.notes().forEach(note -> setting.listener().note("block " + label + ": " + note));
    OwnAddress own = new OwnAddress(host, port, spec.tls());
    return new Measured(results, report, own, bodies, !setting.stopped().getAsBoolean());
  }

  /** As much of the disk as does no harm: a quarter of what is free, shared by what is measured. */
  private AnswerKeeping.Spill spill(String label, int slices) {
    long free = setting.folder().toFile().getUsableSpace();
    return new AnswerKeeping.Spill(
        setting.folder().resolve(label + ".bodies").toAbsolutePath().toString(),
        Math.min(SPILL_EACH, Runtime.getRuntime().maxMemory() / HEAP_PER_BODY),
        Math.min(SPILL_TOTAL, free / 4) / slices);
  }

  private @Nullable SpilledBodies bodies(EngineResults results, AnswerKeeping.Spill spill) {
    if (!results.spillProblem().isEmpty()) {
      notes.add("large answers could not be kept to be compared: " + results.spillProblem());
    }
    try {
      return SpilledBodies.open(Path.of(spill.file()));
    } catch (IOException none) {
      if (results.spillProblem().isEmpty()) {
        notes.add("large answers cannot be compared: " + none.getMessage());
      }
      return null;
    }
  }

  private BlockReport.Files files(String label) {
    BlockEvidence seen = evidence;
    return new BlockReport.Files(
        target == null ? null : setting.folder().resolve(name + ".log"),
        seen == null ? null : seen.recording(),
        setting.folder().resolve(label + ".hlog"));
  }

  /** What else than its answers tells that it cannot give any. */
  private void silent() {
    Target running = target;
    if (running == null) {
      return;
    }
    if (!running.alive()) {
      notes.add(
          "the target ended by itself with code "
              + running.exitCode()
              + " while it was measured; its last words: "
              + String.join(" / ", last(running.tail())));
    } else if (running.processes().stream().anyMatch(one -> ProcessWatch.stopped(one.pid()))) {
      notes.add("the target is stopped, as by SIGSTOP or a debugger: it answers nothing");
    }
  }

  private static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - 3), lines.size());
  }

  private EngineResults warmUp(RenderedRequests rendered, double seconds, double rampSeconds)
      throws IOException {
    return send(job(rendered, false, seconds, rampSeconds), false);
  }

  private EngineResults send(EngineJob job, boolean measured) throws IOException {
    return setting
        .engine()
        .run(
            job,
            progress -> {
              setting.listener().progress(measured, progress);
              stopIfAsked();
            });
  }

  /** The measured one: the only one of which all is kept that can be. */
  private EngineJob job(RenderedRequests rendered, double seconds, AnswerKeeping.Spill spill) {
    EngineJob job = job(rendered, true, seconds, 0);
    AnswerKeeping keeping = job.settings().keeping();
    return job.with(
        job.settings()
            .keeping(
                new AnswerKeeping(
                    keeping.bodyBytes(), keeping.totalBytes(), keeping.headers(), spill)));
  }

  private EngineJob job(
      RenderedRequests rendered, boolean measured, double seconds, double rampSeconds) {
    ReplayPlan.Load load = setting.plan().load();
    double whole = load.warmUpSeconds() + load.measureSeconds();
    double share = load.warmUpSeconds() / whole;
    int count = rendered.size();
    Slice slice =
        load.warmUpSeconds() <= 0
            ? Slice.all(count)
            : measured ? Slice.measured(count, share) : Slice.warmUp(count, share);
    return job(rendered, slice, load.loop() || !measured, seconds, rampSeconds);
  }

  private EngineJob job(
      RenderedRequests rendered, Slice slice, boolean loop, double seconds, double rampSeconds) {
    ReplayPlan.Load load = setting.plan().load();
    long timeout = (long) (load.timeoutSeconds() * SECOND);
    EngineSettings settings =
        EngineSettings.plain(host, port)
            .withThreads(1, load.connections())
            .withTimeouts(Math.min(timeout, 5_000_000_000L), timeout, timeout)
            .keeping(new AnswerKeeping(KEEP_EACH, KEEP_TOTAL, setting.plan().headers()));
    settings = spec.tls() ? settings.withTls() : settings;
    settings = load.http2() ? settings.withHttp2() : settings;
    return new EngineJob(
        settings,
        rendered.forEngine(),
        rendered.arrivals(),
        load.pace(),
        slice,
        loop,
        (long) (rampSeconds * SECOND),
        Math.max(1, (long) (seconds * SECOND)));
  }

  /** Asked between two jobs, the engine has forgotten it when the second begins. */
  private void stopIfAsked() {
    if (setting.stopped().getAsBoolean()) {
      try {
        setting.engine().stop();
      } catch (IOException gone) {
        notes.add("the load engine could not be stopped: " + gone.getMessage());
      }
    }
  }

  /** Which JVM was measured, or null. */
  JvmControl.@Nullable Identity identity() {
    return evidence == null ? null : evidence.identity();
  }

  /** Stops the target and starts it again while requests are being sent. */
  private final class Restart implements Runnable {
    private final @Nullable Thread thread;
    private final double atSeconds;

    Restart(double atSeconds) {
      this.atSeconds = atSeconds;
      this.thread = atSeconds > 0 ? Thread.ofPlatform().daemon().name("restart").start(this) : null;
    }

    @Override
    public void run() {
      try {
        TimeUnit.NANOSECONDS.sleep((long) (atSeconds * SECOND));
        Target running = target;
        if (running != null) {
          boolean kindly = running.stop();
          target =
              running.startAgain(setting.folder().resolve(name + "-again.log"), setting.stopped());
          running.close();
          notes.add(
              "restarted " + atSeconds + " s into measuring" + (kindly ? "" : ", killed for that"));
        }
      } catch (TargetException failed) {
        notes.add("it did not come back after the restart: " + failed.getMessage());
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }

    void end() throws InterruptedException {
      if (thread != null) {
        if (setting.stopped().getAsBoolean()) {
          thread.interrupt();
        }
        thread.join();
      }
    }
  }

  private Restart restart() {
    return new Restart(spec instanceof TargetCommand command ? command.restartAtSeconds() : 0);
  }

  /** Stops the target under load; answers how that ended, or null if it was stopped at rest. */
  private @Nullable EngineResults stop(RenderedRequests rendered)
      throws IOException, InterruptedException {
    Target running = target;
    if (running == null) {
      return null;
    }
    boolean count =
        setting.plan().load().countLost() && running.alive() && !setting.stopped().getAsBoolean();
    if (!count) {
      var _ = running.stop();
      return null;
    }
    Thread stopping =
        Thread.ofPlatform()
            .daemon()
            .name("stop")
            .start(() -> {
              try {
                TimeUnit.MILLISECONDS.sleep((long) (300 * STOPPING_SECONDS));
                var _ = running.stop();
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            });
    EngineResults results =
        send(job(rendered, Slice.all(rendered.size()), true, STOPPING_SECONDS, 0), false);
    stopping.join();
    return results;
  }

  @Override
  public void close() {
    BlockEvidence seen = evidence;
    if (seen != null) {
      seen.close();
    }
    Target running = target;
    if (running != null) {
      running.close();
    }
  }
}
