package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.StringTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One chunk, once scanned: where its events lie, how many of each type, and from its own ids to
 * those of the tables.
 */
final class Chunk {
  private static final StringTable NO_STRINGS = new StringTable();

  final Source source;
  final ChunkHeader header;

  /** Where the chunk ends in the file, as far as it can be read. */
  final long end;

  /** False if it was cut or is still being written: what its header says may be old. */
  final boolean finished;

  final List<Problem> problems = new ArrayList<>(2);
  Metadata metadata = Metadata.NONE;

  /** Whole events by type index. */
  int[] counts = new int[0];

  /** File offsets of the events of types that will be asked for, by type index; or null. */
  @Nullable Places[] kept = new Places[0];

  /** Ranges of whole events as pairs of file offsets: one pair unless the chunk is damaged. */
  LongList ranges = new LongList();

  /** The highest tick of a kept or recovered event, to date the end of an unfinished chunk. */
  long lastTick;

  /** How many of its stacks were cut at their depth limit. */
  int cutStacks;

  StackIds stacks = StackIds.NONE;
  LongIntMap threads = LongIntMap.NONE;
  LongIntMap classes = LongIntMap.NONE;
  LongIntMap texts = LongIntMap.NONE;
  LongIntMap groups = LongIntMap.NONE;
  Constants.OtherPools others = Constants.OtherPools.NONE;

  /** The recording's table of strings, to which the ids above belong. */
  StringTable strings = NO_STRINGS;

  private @Nullable Settings settings;
  private final double ticksPerNano;

  Chunk(Source source, ChunkHeader header, long end, boolean finished) {
    this.source = source;
    this.header = header;
    this.end = end;
    this.finished = finished;
    double perSecond = header.ticksPerSecond() > 0 ? header.ticksPerSecond() : 1e9;
    this.ticksPerNano = perSecond / 1e9;
    this.lastTick = header.startTicks();
  }

  /** A window over this chunk. */
  Cursor cursor() {
    return new Cursor(source, !header.packed(), header.at(), end);
  }

  /** Epoch nanoseconds of a tick of this chunk's clock. */
  long nanosAt(long ticks) {
    return header.startNanos() + (long) ((ticks - header.startTicks()) / ticksPerNano);
  }

  /** Nanoseconds that a number of ticks lasts; the two ends of a long stay what they are. */
  long spanNanos(long ticks) {
    if (ticks == Long.MAX_VALUE || ticks == Long.MIN_VALUE) {
      return ticks;
    }
    return (long) (ticks / ticksPerNano);
  }

  /** What it was recorded with; read from its events when first asked for. */
  synchronized Settings settings() {
    Settings known = settings;
    if (known == null) {
      known = Settings.of(this);
      settings = known;
    }
    return known;
  }

  int count(String typeName) {
    int count = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && metadata.type(i).name.equals(typeName)) {
        count += counts[i];
      }
    }
    return count;
  }

  /** A growing row of longs. */
  static final class LongList {
    private long[] values = new long[2];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size + (size >> 1) + 16);
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    long get(int index) {
      return values[index];
    }

    void set(int index, long value) {
      values[index] = value;
    }
  }
}
