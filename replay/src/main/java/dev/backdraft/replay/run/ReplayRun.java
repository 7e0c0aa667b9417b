package dev.backdraft.replay.run;

import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.EngineJob;
import dev.backdraft.replay.engine.EngineProcess;
import dev.backdraft.replay.engine.EngineResults;
import dev.backdraft.replay.engine.EngineSettings;
import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.outcome.ResponseView;
import dev.backdraft.replay.pace.Slice;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.target.Target;
import dev.backdraft.replay.target.TargetCommand;
import dev.backdraft.replay.target.TargetException;
import dev.backdraft.replay.verdict.BlockPair;
import dev.backdraft.replay.verdict.Judge;
import dev.backdraft.replay.verdict.ResponseFindings;
import dev.backdraft.replay.verdict.Verdict;
import dev.backdraft.replay.verdict.VerdictRule.Symptom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Runs a plan: pairs of blocks, before and after in an order drawn by seed, each block a fresh
 * process on a fresh copy of its state, warmed up on one slice of the capture and measured on
 * another.
 */
public final class ReplayRun {
  private static final double SECOND = 1e9;
  private static final int KEEP_EACH = 64 << 10;
  private static final long KEEP_TOTAL = 64L << 20;

  /** What a block can measure now. */
  private static final Set<String> MEASURED = Set.of("p50", "p99", "cpu");

  private final ReplayPlan plan;
  private final Requests requests;
  private final Path folder;
  private final BlockLimits limits;
  private final ReplayListener listener;
  private final FieldComparison fields;
  private final List<BlockPair> pairs = new ArrayList<>();
  private Map<Integer, ResponseView> lastBefore = Map.of();
  private volatile boolean stopped;
  private volatile EngineProcess engine = new EngineProcess();

  /** With {@code folder} for logs and results. */
  public ReplayRun(
      ReplayPlan plan,
      Requests requests,
      Path folder,
      BlockLimits limits,
      ReplayListener listener) {
    this.plan = plan;
    this.requests = requests;
    this.folder = folder;
    this.limits = limits;
    this.listener = listener;
    this.fields = new FieldComparison(plan.unordered());
  }

  /** What came of a run. */
  public record Result(
      Verdict verdict, List<BlockPair> pairs, List<FieldComparison.Field> fields) {}

  /** One block with the answers that are compared. */
  private record Measured(
      BlockPair.Block block, String fault, Map<Integer, ResponseView> responses) {}

  /** Runs all pairs of the first look, and those of the second if the first is unclear. */
  public Result run() throws ReplayException, TargetException, IOException, InterruptedException {
    check();
    Files.createDirectories(folder);
    SplittableRandom random = new SplittableRandom(plan.seed());
    Verdict verdict = null;
    for (int look = 0; look < plan.rule().looks().size() && !stopped; look++) {
      int wanted = plan.rule().looks().get(look);
      while (pairs.size() < wanted && !stopped) {
        pair(random.nextBoolean(), wanted);
      }
      verdict = Judge.judge(plan.rule(), look, pairs, responses(), plan.seed());
      if (verdict.answer() != Verdict.Answer.UNCLEAR) {
        break;
      }
    }
    if (verdict == null) {
      verdict = Judge.judge(plan.rule(), 0, pairs, responses(), plan.seed());
    }
    Result result = new Result(verdict, List.copyOf(pairs), fields.fields());
    ResultFile.write(folder.resolve("result.json"), plan, result);
    return result;
  }

  /** Sends nothing more; what was measured is judged and kept. From any thread. */
  public void stop() throws IOException {
    stopped = true;
    engine.stop();
  }

  private void check() throws ReplayException {
    if (plan.rule().symptom() instanceof Symptom.Figure figure
        && !MEASURED.contains(figure.metric())) {
      throw new ReplayException(figure.metric() + " is not measured yet; use p50, p99 or cpu");
    }
    RenderedRequests rendered = RenderedRequests.of(requests, 1, plan.unsafe(), plan.seed());
    if (rendered.size() < 2) {
      throw new ReplayException(
          "the capture has "
              + rendered.size()
              + " requests that can be sent; "
              + requests.coverage().message()
              + (plan.unsafe() ? "" : "; methods that change data need \"unsafe: true\""));
    }
    rendered
        .leftOut()
        .forEach((why, count) -> listener.note(count + " requests: " + why.meaning()));
  }

  private void pair(boolean beforeFirst, int wanted)
      throws TargetException, IOException, InterruptedException {
    int number = pairs.size() + 1;
    Measured first = block(number, wanted, beforeFirst);
    Measured second = block(number, wanted, !beforeFirst);
    Measured before = beforeFirst ? first : second;
    Measured after = beforeFirst ? second : first;
    if (stopped) {
      return;
    }
    boolean valid = before.fault().isEmpty() && after.fault().isEmpty();
    pairs.add(new BlockPair(before.block(), after.block(), valid));
    compare(before.responses(), after.responses());
    lastBefore = before.responses();
  }

  private Measured block(int number, int wanted, boolean before)
      throws TargetException, IOException, InterruptedException {
    String side = before ? "before" : "after";
    listener.block(number, wanted, side);
    TargetCommand command = before ? plan.before() : plan.after();
    Path log = folder.resolve(String.format("%02d-%s.log", number, side));
    try (Target target = Target.start(command, log)) {
      RenderedRequests rendered =
          RenderedRequests.of(requests, target.port(), plan.unsafe(), plan.seed());
      if (plan.load().warmUpSeconds() > 0) {
        var _ = send(target, rendered, false);
      }
      Duration cpuBefore = cpu(target);
      EngineResults results = send(target, rendered, true);
      Duration cpu = cpu(target).minus(cpuBefore);
      String fault = limits.fault(results, 1);
      if (!fault.isEmpty()) {
        listener.note("block " + number + " " + side + " is void: " + fault);
      }
      return new Measured(figures(results, cpu), fault, views(results));
    }
  }

  private EngineResults send(Target target, RenderedRequests rendered, boolean measured)
      throws IOException {
    ReplayPlan.Load load = plan.load();
    double whole = load.warmUpSeconds() + load.measureSeconds();
    double share = load.warmUpSeconds() / whole;
    int count = rendered.size();
    boolean warmed = load.warmUpSeconds() > 0;
    Slice slice =
        !warmed
            ? Slice.all(count)
            : measured ? Slice.measured(count, share) : Slice.warmUp(count, share);
    double seconds = measured ? load.measureSeconds() : load.warmUpSeconds();
    EngineSettings settings =
        EngineSettings.plain("127.0.0.1", target.port())
            .withThreads(1, load.connections())
            .keepingBodies(measured ? KEEP_EACH : 0, KEEP_TOTAL);
    EngineJob job =
        new EngineJob(
            settings,
            rendered.forEngine(),
            rendered.arrivals(),
            load.pace(),
            slice,
            true,
            0,
            Math.max(1, (long) (seconds * SECOND)));
    EngineProcess process = new EngineProcess();
    engine = process;
    return process.run(job, progress -> listener.progress(measured, progress));
  }

  private static Duration cpu(Target target) {
    return target.processes().stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static BlockPair.Block figures(EngineResults results, Duration cpu) {
    long sent = 0;
    long failures = 0;
    Map<String, Long> kinds = new TreeMap<>();
    for (int row = 0; row < results.size(); row++) {
      Outcome outcome = results.outcome(row);
      sent += outcome.notSent() ? 0 : 1;
      if (outcome.failure(results.status(row))) {
        failures++;
        String kind = outcome == Outcome.STATUS ? "status_" + results.status(row) : outcome.id();
        kinds.merge(kind, 1L, Long::sum);
      }
    }
    Map<String, Double> figures = new HashMap<>();
    var latency = results.responseHistogram();
    if (latency.getTotalCount() > 0) {
      figures.put("p50", (double) latency.getValueAtPercentile(50));
      figures.put("p99", (double) latency.getValueAtPercentile(99));
    }
    if (sent > 0 && cpu.isPositive()) {
      figures.put("cpu", (double) cpu.toNanos() / sent);
    }
    return new BlockPair.Block(sent, failures, figures, kinds);
  }

  /** The first answer to each request: later rounds say the same of a field again. */
  private static Map<Integer, ResponseView> views(EngineResults results) {
    Map<Integer, ResponseView> views = new HashMap<>();
    for (int row = 0; row < results.size(); row++) {
      if (!results.outcome(row).notSent()) {
        views.putIfAbsent(
            results.request(row),
            new ResponseView(
                results.outcome(row),
                results.status(row),
                results.body(row),
                results.bodyBytes(row),
                results.bodyHash(row)));
      }
    }
    return views;
  }

  /** Two blocks of the old build in a row teach what differs anyway. */
  private void compare(Map<Integer, ResponseView> before, Map<Integer, ResponseView> after) {
    RenderedRequests names = RenderedRequests.of(requests, 1, plan.unsafe(), plan.seed());
    before.forEach((request, answer) -> {
      ResponseView again = lastBefore.get(request);
      ResponseView changed = after.get(request);
      if (again != null && changed != null) {
        fields.add(names.endpoint(request), request, answer, again, changed);
      }
    });
  }

  private ResponseFindings responses() {
    List<String> undeclared = new ArrayList<>();
    boolean expected = false;
    for (FieldComparison.Field field : fields.fields()) {
      String name = field.endpoint() + " " + field.path();
      if (plan.expect().contains(name)) {
        expected |= field.listed();
      } else if (field.certain() && !plan.ignore().contains(name) && !outcomeField(field)) {
        undeclared.add(field.label());
      }
    }
    return new ResponseFindings(undeclared, expected, expected);
  }

  /** Failures are judged as such; that they went away is no change to declare. */
  private static boolean outcomeField(FieldComparison.Field field) {
    return field.path().equals("outcome")
        || (field.path().equals("status")
            && field.samples().stream().allMatch(sample -> sample.before().startsWith("5")));
  }
}
