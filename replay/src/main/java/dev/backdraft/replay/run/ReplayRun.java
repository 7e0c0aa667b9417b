package dev.backdraft.replay.run;

import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.EngineProcess;
import dev.backdraft.replay.engine.SpilledBodies;
import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.BlockRun.Measured;
import dev.backdraft.replay.run.BlockRun.Parts;
import dev.backdraft.replay.target.TargetAddress;
import dev.backdraft.replay.target.TargetException;
import dev.backdraft.replay.target.TargetSpec;
import dev.backdraft.replay.verdict.BlockPair;
import dev.backdraft.replay.verdict.Judge;
import dev.backdraft.replay.verdict.ResponseFindings;
import dev.backdraft.replay.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan: pairs of blocks, before and after in an order drawn by seed, each block a fresh
 * process on a fresh copy of its state, warmed up on one slice of the capture and measured on
 * another.
 */
public final class ReplayRun {
  /** The exit code of what is no verdict. */
  private static final int FAILED = 1;

  private final ReplayPlan plan;
  private final Requests requests;
  private final Path folder;
  private final ReplayOptions options;
  private final ReplayListener listener;
  private final ResponseComparison responses;
  private final RunFactsBuilder facts;
  private final RunClock clock;
  private final List<BlockPair> pairs = new ArrayList<>();
  private final List<BlockReport> blocks = new ArrayList<>();
  private final List<BlockReport> settling = new ArrayList<>();

  /** Most are closed when they were compared; a run that ends early leaves some. */
  private final List<@Nullable SpilledBodies> largeBodies = new ArrayList<>();

  private final EngineProcess engine = new EngineProcess();
  private SecretValues secrets;
  private volatile boolean stopped;

  /** The block that runs or ran last, in words. */
  private String running = "";

  /** What else than the figures led to the answer. */
  private final List<String> circumstances = new ArrayList<>();

  /** A run that is stopped between its looks is judged by what the first could see. */
  private @Nullable ResponseFindings atFirstLook;

  /** With {@code folder} for logs and results, on this machine only. */
  public ReplayRun(
      ReplayPlan plan,
      Requests requests,
      Path folder,
      BlockLimits limits,
      ReplayListener listener) {
    this(plan, requests, folder, ReplayOptions.usual().withLimits(limits), listener);
  }

  /** With {@code folder} for logs and results. */
  public ReplayRun(
      ReplayPlan plan,
      Requests requests,
      Path folder,
      ReplayOptions options,
      ReplayListener listener) {
    this.plan = plan;
    this.requests = requests;
    this.folder = folder;
    this.options = options;
    this.facts = new RunFactsBuilder(plan, listener);
    this.clock = new RunClock(plan, facts);
    this.listener = clock;
    this.responses = new ResponseComparison(plan, options.comparingBytes());
    this.secrets = SecretValues.none();
  }

  /**
   * What came of a run.
   *
   * @param meanings of the fields, in their order
   * @param blocks in the order in which they ran
   * @param settling the first parts of a soak's sides, which are not judged; in the same order
   * @param facts where it ran, what it left out, what it warns of
   */
  public record Result(
      Verdict verdict,
      List<BlockPair> pairs,
      List<FieldComparison.Field> fields,
      List<FieldMeaning> meanings,
      List<BlockReport> blocks,
      List<BlockReport> settling,
      RunFacts facts,
      boolean broken) {
    public Result {
      pairs = List.copyOf(pairs);
      fields = List.copyOf(fields);
      meanings = List.copyOf(meanings);
      blocks = List.copyOf(blocks);
      settling = List.copyOf(settling);
    }

    /** A run that broke before there was anything to judge has failed, whichever side was first. */
    public int exitCode() {
      return broken && pairs.isEmpty() ? FAILED : verdict.answer().exitCode();
    }

    private Result with(List<String> problems) {
      RunFacts more = facts.withProblems(problems);
      return new Result(verdict, pairs, fields, meanings, blocks, settling, more, broken);
    }
  }

  /** Runs all pairs of the first look, and those of the second if the first is unclear. */
  public Result run() throws ReplayException, TargetException, IOException, InterruptedException {
    check();
    ResultFolder.reserve(folder).ifPresent(facts::note);
    boolean through = false;
    try (engine) {
      if (plan.soak()) {
        soak();
      } else {
        looks();
      }
      through = true;
    } finally {
      if (!through) {
        ResultFolder.release(folder);
      }
      largeBodies.forEach(BlockAnswers::drop);
    }
    if (stopped) {
      facts.note("the run was asked to stop; what it had measured until then is judged");
    }
    BlockReport.bounded(blocks, plan.load().connections()).ifPresent(facts::note);
    responses.uncompared().forEach(facts::note);
    responses.unmet().forEach(facts::note);
    ShutdownLoss.notes(blocks).forEach(facts::note);
    Result result = result();
    List<String> problems = ResultFolder.write(folder, plan, result);
    return problems.isEmpty() ? result : result.with(problems);
  }

  private Result result() {
    return new Result(
        explained(verdict()),
        pairs,
        responses.fields(),
        responses.meanings(),
        blocks,
        settling,
        facts.build(),
        !circumstances.isEmpty());
  }

  /** Sends nothing more; what was measured is judged and kept. From any thread. */
  public void stop() throws IOException {
    stopped = true;
    engine.stop();
  }

  private Verdict verdict() {
    List<Integer> looks = plan.rule().looks();
    int look = looks.size() > 1 && pairs.size() >= looks.get(1) ? 1 : 0;
    ResponseFindings first = atFirstLook;
    return Judge.judge(
        plan.rule(),
        look,
        pairs,
        look == 0 && first != null ? first : responses.findings(),
        plan.seed());
  }

  /** With what happened to the run itself, where that is why there is no clear answer. */
  private Verdict explained(Verdict verdict) {
    List<String> reasons = new ArrayList<>(verdict.reasons());
    reasons.addAll(circumstances);
    if (verdict.answer() == Verdict.Answer.UNCLEAR && stopped) {
      reasons.add("the run was stopped");
    }
    if (verdict.answer() == Verdict.Answer.UNCLEAR && Judge.isVoid(pairs)) {
      reasons.addAll(VoidBlocks.reasons(blocks, plan.rule()));
    }
    return new Verdict(
        verdict.answer(),
        reasons,
        verdict.checks(),
        verdict.rule(),
        verdict.seed(),
        verdict.morePairs());
  }

  private void check() throws ReplayException, TargetException {
    RunChecks checks = RunChecks.passed(plan, requests, options);
    secrets = checks.secretValues();
    facts.secrets(secrets);
    for (TargetSpec spec : List.of(plan.before(), plan.after())) {
      if (spec instanceof TargetAddress address) {
        facts.note(address + " already runs: its blocks are no fresh processes on fresh state");
      }
    }
    if (plan.before() instanceof TargetAddress && plan.soak()) {
      facts.note("live bytes are not known of a target that already runs");
    }
    RenderedRequests rendered = checks.rendered();
    responses.begin(rendered, new ShownAnswers(plan, secrets));
    facts.leftOut(rendered, secrets);
    facts.differences();
    checks.namesAndGaps().forEach(facts::note);
    PlanPower.doubts(plan, requests).forEach(facts::note);
  }

  private RenderedRequests render(TargetSpec spec, String host) {
    return RenderedRequests.of(requests, plan, secrets, host, BlockRules.unsafe(plan, spec));
  }

  private void looks() throws TargetException, IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(plan.seed());
    for (int look = 0; look < plan.rule().looks().size() && !stopped; look++) {
      int wanted = plan.rule().looks().get(look);
      boolean whole = true;
      while (goesOn(whole) && pairs.size() < wanted + Judge.madeUp(wanted, pairs)) {
        whole = pair(random.nextBoolean(), wanted + Judge.madeUp(wanted, pairs));
      }
      atFirstLook = look == 0 ? responses.findings() : atFirstLook;
      if (!goesOn(whole) || verdict().answer() != Verdict.Answer.UNCLEAR) {
        break;
      }
    }
  }

  /** Not where nothing that may still come could make the run valid. */
  private boolean goesOn(boolean whole) {
    return whole && !stopped && !Judge.isLost(plan.rule(), pairs);
  }

  /** False if a target did not come up once something was measured: that much is kept. */
  private boolean pair(boolean beforeFirst, int wanted)
      throws TargetException, IOException, InterruptedException {
    int number = pairs.size() + 1;
    List<Measured> first;
    List<Measured> second;
    try {
      first = block(number, wanted, beforeFirst, true, Parts.ONE);
      second = stopped ? List.of() : block(number, wanted, !beforeFirst, false, Parts.ONE);
    } catch (TargetException failed) {
      if (blocks.isEmpty()) {
        throw failed;
      }
      return endsEarly(failed);
    } catch (EngineProcess.BrokenException broken) {
      if (blocks.isEmpty()) {
        throw broken;
      }
      return endsEarly(broken);
    }
    if (!first.isEmpty() && !second.isEmpty() && !stopped) {
      add(
          beforeFirst ? first.getFirst() : second.getFirst(),
          beforeFirst ? second.getFirst() : first.getFirst());
    } else {
      first.forEach(Measured::close);
      second.forEach(Measured::close);
    }
    return true;
  }

  private boolean endsEarly(Exception why) {
    String remedy = why instanceof EngineProcess.BrokenException broken ? broken.remedy() : "";
    facts.note(("the run ends early: " + why.getMessage() + ". " + remedy).strip());
    circumstances.add(
        ("the run ended early, in " + running + ": " + EarlyEnd.words(why) + ". " + remedy)
            .strip());
    return false;
  }

  /**
   * One long block on each side; its parts are the pairs, live bytes taken between them. The first
   * ones are left to settling, and a part that was cut short is no pair.
   */
  private void soak() throws TargetException, IOException, InterruptedException {
    Parts parts = new Parts(ReplayPlan.SETTLING_PARTS, plan.rule().looks().getFirst());
    boolean beforeFirst = new SplittableRandom(plan.seed()).nextBoolean();
    listener.parts(parts.judged());
    List<Measured> first = block(1, 1, beforeFirst, true, parts);
    List<Measured> second = List.of();
    try {
      second = stopped ? second : block(1, 1, !beforeFirst, false, parts);
    } catch (TargetException | EngineProcess.BrokenException failed) {
      // What the long first block showed is kept.
      var _ = endsEarly(failed);
    }
    List<Measured> before = beforeFirst ? first : second;
    List<Measured> after = beforeFirst ? second : first;
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      if (before.get(i).whole() && after.get(i).whole()) {
        add(before.get(i), after.get(i));
      }
    }
    Settling.notes(settling, pairs.isEmpty() && stopped).forEach(facts::note);
  }

  private void add(Measured before, Measured after) {
    responses.nextPair();
    boolean valid = before.report().fault().isEmpty() && after.report().fault().isEmpty();
    pairs.add(new BlockPair(before.report().block(), after.report().block(), valid));
    if (valid) {
      listener.stage(ReplayListener.Stage.COMPARING);
      responses.add(before, after, listener, () -> stopped);
    } else {
      before.close();
      after.close();
    }
  }

  private List<Measured> block(int number, int wanted, boolean before, boolean first, Parts parts)
      throws TargetException, IOException, InterruptedException {
    String side = before ? "before" : "after";
    running = plan.soak() ? "the block " + side : "pair " + number + ", " + side;
    listener.block(number, wanted, side);
    clock.pairs(wanted);
    TargetSpec spec = before ? plan.before() : plan.after();
    BlockRun.BlockSetting setting =
        new BlockRun.BlockSetting(
            plan, this::render, folder, options, engine, listener, () -> stopped, secrets::hidden);
    String name = String.format(Locale.ROOT, "%02d-%s", number, side);
    try (BlockRun block = new BlockRun(setting, spec, name)) {
      BlockRun.Ran ran = block.run(number, before, first, parts);
      facts.jvm(before, block);
      settling.addAll(ran.settling());
      for (Measured one : ran.judged()) {
        blocks.add(one.report());
        largeBodies.add(one.bodies());
      }
      return ran.judged();
    }
  }
}
