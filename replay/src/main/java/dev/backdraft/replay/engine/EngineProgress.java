package dev.backdraft.replay.engine;

/**
 * How far a run is.
 *
 * @param elapsedNanos since the first request was due; below 0 before that
 * @param ended requests that have an outcome
 * @param inFlight requests under way
 */
public record EngineProgress(long elapsedNanos, long ended, int inFlight) {
  /** Is told about twice a second. */
  @FunctionalInterface
  public interface Listener {
    void progress(EngineProgress progress);
  }
}
