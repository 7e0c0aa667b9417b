package dev.backdraft.analysis.reader;

/** Told by a reader how far it is, and asked by it whether to go on. Called from any thread. */
public interface Progress {
  Progress NONE =
      new Progress() {
        @Override
        public void bytes(long done, long total) {}

        @Override
        public boolean cancelled() {
          return false;
        }
      };

  /** {@code done} never decreases; {@code total} may grow when a packed file turns out larger. */
  void bytes(long done, long total);

  /** True once the person has cancelled: the reader throws CancellationException soon after. */
  boolean cancelled();
}
