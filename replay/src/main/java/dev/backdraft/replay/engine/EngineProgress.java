package dev.backdraft.replay.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far a run is.
 *
 * @param elapsedNanos since the first request was due; below 0 before that
 * @param ended requests that have an outcome
 * @param inFlight requests under way
 * @param failures of those that ended
 * @param lagNanos the worst schedule error since the last report
 * @param p50Nanos latency from due time in about the last second, 0 if nothing ended
 * @param p99Nanos the same at the 99th percentile
 */
public record EngineProgress(
    long elapsedNanos,
    long ended,
    int inFlight,
    long failures,
    long lagNanos,
    long p50Nanos,
    long p99Nanos) {
  /** Is told about twice a second. */
  @FunctionalInterface
  public interface Listener {
    void progress(EngineProgress progress);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(elapsedNanos);
    out.writeLong(ended);
    out.writeInt(inFlight);
    out.writeLong(failures);
    out.writeLong(lagNanos);
    out.writeLong(p50Nanos);
    out.writeLong(p99Nanos);
  }

  static EngineProgress read(DataInput in) throws IOException {
    return new EngineProgress(
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }
}
