package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.EngineProgress;

/** Is told how a replay goes; called from the thread that runs it and those of the engine. */
public interface ReplayListener {
  /** A block begins. */
  void block(int pair, int pairs, String side);

  /** Requests are under way; {@code measured} is false while warming up. */
  void progress(boolean measured, EngineProgress progress);

  /** Something the person should know. */
  void note(String note);
}
