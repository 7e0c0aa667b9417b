package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.EngineProgress;

/** Is told how a replay goes; called from the thread that runs it and those of the engine. */
public interface ReplayListener {
  /** What a block is doing. */
  enum Stage {
    STARTING("starting"),
    WARMING("warming up"),
    /** The first parts of a soak: measured, not judged. */
    SETTLING("settling"),
    MEASURING("measuring"),
    STOPPING("stopping"),
    COMPARING("comparing answers");

    private final String label;

    Stage(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** A block begins. */
  void block(int pair, int pairs, String side);

  /** Of a soak: each side is one block, which is judged in so many parts. */
  default void parts(int judged) {}

  /** The block goes on to its next stage. */
  default void stage(Stage stage) {}

  /** Requests are under way; {@code measured} is false while warming up. */
  void progress(boolean measured, EngineProgress progress);

  /** Of the answers of a pair so many are compared; told now and then. */
  default void comparing(long done, long all) {}

  /** About how long the rest of the run takes; told before each report of progress. */
  default void remaining(double seconds) {}

  /** A block has ended; told of what is judged, not of the parts in which a soak settles. */
  default void measured(BlockReport block) {}

  /** Something the person should know. */
  void note(String note);
}
