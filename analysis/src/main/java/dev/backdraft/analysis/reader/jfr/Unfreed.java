package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.JvmInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which native memory was taken and not freed while it was recorded. A block has no name but its
 * address, and addresses are used again, so both kinds of events are walked together in order of
 * time, for each process by itself.
 *
 * <pre>
 *   malloc A1   malloc A2   free A1   malloc A1   (end)
 *      freed      stays                 stays
 * </pre>
 */
final class Unfreed {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;
  private static final int NONE = -1;

  private final List<Job> jobs = new ArrayList<>();

  private Unfreed() {}

  /** Part of the events of one type in one chunk. */
  private record Part(Chunk chunk, int typeIndex, Places places, boolean free) {}

  /** True if a recording knows of native memory that is taken, and of some that is freed. */
  static boolean canTell(List<Chunk> chunks) {
    boolean taken = false;
    boolean freed = false;
    for (Chunk chunk : chunks) {
      taken |= chunk.count(SampleRules.MALLOC.type()) > 0;
      freed |= chunk.count(SampleRules.FREE) > 0;
    }
    return taken && freed;
  }

  static Unfreed of(List<Chunk> chunks) {
    Unfreed all = new Unfreed();
    List<Chunk> left = new ArrayList<>(chunks);
    while (!left.isEmpty()) {
      Chunk first = left.getFirst();
      JvmInfo process = Producer.jvm(List.of(first));
      List<Part> taken = new ArrayList<>();
      List<Part> freed = new ArrayList<>();
      left.removeIf(chunk -> {
        boolean same = chunk == first || isOf(process, first, chunk);
        if (same) {
          collect(chunk, taken, freed);
        }
        return same;
      });
      if (!taken.isEmpty() && !freed.isEmpty()) {
        all.match(taken, freed);
      }
    }
    return all;
  }

  /** Chunks that do not say which process they are of belong together if their file is one. */
  private static boolean isOf(JvmInfo process, Chunk first, Chunk chunk) {
    JvmInfo other = Producer.jvm(List.of(chunk));
    boolean known = process.pid() >= 0 && other.pid() >= 0;
    return Families.sameProcess(process, other)
        && (known || first.source.name().equals(chunk.source.name()));
  }

  private static void collect(Chunk chunk, List<Part> taken, List<Part> freed) {
    for (int i = 0; i < chunk.counts.length; i++) {
      Places places = chunk.kept[i];
      String name = chunk.metadata.type(i).name;
      if (places == null || places.size() == 0) {
        continue;
      }
      if (name.equals(SampleRules.MALLOC.type())) {
        taken.add(new Part(chunk, i, places, false));
      } else if (name.equals(SampleRules.FREE)) {
        freed.add(new Part(chunk, i, places, true));
      }
    }
  }

  /** The jobs for the events of memory that stayed. */
  List<Job> jobs() {
    return jobs;
  }

  private void match(List<Part> taken, List<Part> freed) {
    // Of one moment, what is taken stands before what is freed.
    List<Part> parts = new ArrayList<>(taken);
    parts.addAll(freed);
    long rows = 0;
    for (Part part : parts) {
      rows += part.places.size();
    }
    if (rows > LARGEST_ARRAY) {
      throw new OutOfMemoryError("more blocks of memory than an array holds");
    }
    long[] time = new long[(int) rows];
    long[] address = new long[(int) rows];
    int at = 0;
    int firstFree = 0;
    for (Part part : parts) {
      read(part, time, address, at);
      at += part.places.size();
      firstFree += part.free ? 0 : part.places.size();
    }
    BitSet held = held(time, address, firstFree);
    int row = 0;
    for (Part part : taken) {
      Places stayed = new Places();
      Places.Walk walk = part.places.from(0);
      for (int i = 0; i < part.places.size(); i++) {
        long place = walk.next();
        if (held.get(row++)) {
          stayed.add(place);
        }
      }
      Job.add(jobs, part.chunk, part.typeIndex, stayed);
    }
  }

  /** An event that cannot be read gets the address 0, which no block has. */
  private static void read(Part part, long[] time, long[] address, int at) {
    Chunk chunk = part.chunk;
    boolean raw = !chunk.header.packed();
    Plan plan = Plan.keeping(chunk.metadata.type(part.typeIndex), raw, "startTime", "address");
    Cursor in = new Cursor(chunk.source, raw, chunk.end);
    long[] slots = new long[2];
    Places.Walk walk = part.places.from(0);
    for (int i = 0; i < part.places.size() && plan != null; i++) {
      slots[0] = chunk.header.startTicks();
      slots[1] = 0;
      try {
        int stop = EventPlaces.enter(in, walk.next());
        if (stop >= 0 && plan.run(in, slots) && in.pos <= stop) {
          time[at + i] = chunk.nanosAt(slots[0]);
          address[at + i] = slots[1];
        }
      } catch (IndexOutOfBoundsException e) {
        address[at + i] = 0; // fields that reach beyond the file
      }
    }
  }

  /** Which of the rows before {@code firstFree} still hold their memory at the end. */
  private static BitSet held(long[] time, long[] address, int firstFree) {
    int[] order = TimeSort.order(time, time.length);
    LongIntMap blocks = new LongIntMap(Math.min(1 << 16, firstFree));
    int[] holder = new int[1 << 10];
    BitSet held = new BitSet(firstFree);
    for (int i = 0; i < time.length; i++) {
      int row = order == null ? i : order[i];
      if (address[row] == 0) {
        continue;
      }
      int block = blocks.get(address[row]);
      if (block == LongIntMap.MISSING) {
        block = blocks.size();
        blocks.putIfAbsent(address[row], block);
        if (block == holder.length) {
          holder = Arrays.copyOf(holder, block * 2);
        }
        holder[block] = NONE;
      }
      if (holder[block] != NONE) {
        // Freed; or taken anew, so that it must have been freed unseen.
        held.clear(holder[block]);
      }
      boolean taken = row < firstFree;
      holder[block] = taken ? row : NONE;
      if (taken) {
        held.set(row);
      }
    }
    return held;
  }
}
