package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.EngineProgress;

/** For runs of which only the result is looked at, or one thing that its heirs listen to. */
class QuietListener implements ReplayListener {
  @Override
  public void block(int pair, int pairs, String side) {}

  @Override
  public void progress(boolean measured, EngineProgress progress) {}

  @Override
  public void note(String note) {}
}
