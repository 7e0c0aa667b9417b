package dev.backdraft.replay.engine;

import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Schedule;
import dev.backdraft.replay.pace.Slice;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Everything that a run needs, in a form that can be handed to another process.
 *
 * @param arrivals recorded times, one per request, ascending
 */
public record EngineJob(
    EngineSettings settings,
    EngineRequests requests,
    long[] arrivals,
    Pace pace,
    Slice slice,
    boolean loop,
    long rampNanos,
    long lengthNanos) {
  private static final int MAGIC = 0x42445231;

  public EngineJob {
    if (arrivals.length != requests.size()) {
      throw new IllegalArgumentException("an arrival for each request");
    }
  }

  /** The same with other settings. */
  public EngineJob with(EngineSettings other) {
    return new EngineJob(other, requests, arrivals, pace, slice, loop, rampNanos, lengthNanos);
  }

  public Schedule schedule() {
    return new Schedule(pace, arrivals, slice, loop, rampNanos, lengthNanos);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(MAGIC);
    settings.write(out);
    requests.write(out);
    for (long arrival : arrivals) {
      out.writeLong(arrival);
    }
    switch (pace) {
      case Pace.Recorded recorded -> pace(out, 'r', recorded.factor());
      case Pace.Rate rate -> pace(out, 'f', rate.perSecond());
      case Pace.InFlight inFlight -> pace(out, 'i', inFlight.count());
    }
    out.writeInt(slice.from());
    out.writeInt(slice.end());
    out.writeBoolean(loop);
    out.writeLong(rampNanos);
    out.writeLong(lengthNanos);
  }

  private static void pace(DataOutput out, char kind, double value) throws IOException {
    out.writeByte(kind);
    out.writeDouble(value);
  }

  static EngineJob read(DataInput in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("not a job of this engine");
    }
    EngineSettings settings = EngineSettings.read(in);
    EngineRequests requests = EngineRequests.read(in);
    long[] arrivals = new long[requests.size()];
    for (int i = 0; i < arrivals.length; i++) {
      arrivals[i] = in.readLong();
    }
    char kind = (char) in.readByte();
    double value = in.readDouble();
    Pace pace =
        switch (kind) {
          case 'r' -> new Pace.Recorded(value);
          case 'f' -> new Pace.Rate(value);
          case 'i' -> new Pace.InFlight((int) value);
          default -> throw new IOException("an unknown pace");
        };
    Slice slice = new Slice(in.readInt(), in.readInt());
    return new EngineJob(
        settings, requests, arrivals, pace, slice, in.readBoolean(), in.readLong(), in.readLong());
  }
}
