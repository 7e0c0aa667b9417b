package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.plan.ReplayPlan;

/** Passes on what happens, and says how long the rest will take: from the blocks so far. */
final class RunClock implements ReplayListener {
  /** For a target's start and stop, until one has been seen. */
  private static final double GUESS_SECONDS = 2;

  private final RunFactsBuilder facts;
  private final double planned;
  private int wanted = 1;
  private int begun;
  private int done;
  private final long startNanos = System.nanoTime();
  private long blockNanos = startNanos;
  private double spentSeconds;

  RunClock(ReplayPlan plan, RunFactsBuilder facts) {
    this.facts = facts;
    this.planned =
        GUESS_SECONDS
            + plan.load().warmUpSeconds()
            + plan.settlingSeconds()
            + plan.load().measureSeconds();
  }

  void pairs(int count) {
    wanted = count;
  }

  @Override
  public void block(int pair, int pairs, String side) {
    long now = System.nanoTime();
    if (begun > 0) {
      spentSeconds += (now - blockNanos) / 1e9;
      done++;
    }
    begun++;
    blockNanos = now;
    wanted = pairs;
    facts.listener().block(pair, pairs, side);
  }

  @Override
  public void parts(int judged) {
    facts.listener().parts(judged);
  }

  @Override
  public void stage(Stage stage) {
    facts.listener().stage(stage);
  }

  @Override
  public void progress(boolean measured, EngineProgress progress) {
    double each = done > 0 ? spentSeconds / done : planned;
    double here = (System.nanoTime() - blockNanos) / 1e9;
    int left = Math.max(0, 2 * wanted - begun);
    facts.listener().remaining(left * each + Math.max(0, each - here));
    facts.listener().progress(measured, progress);
  }

  @Override
  public void comparing(long done, long all) {
    facts.listener().comparing(done, all);
  }

  @Override
  public void measured(BlockReport block) {
    facts.listener().measured(block);
  }

  @Override
  public void note(String note) {
    facts.note(note);
  }
}
