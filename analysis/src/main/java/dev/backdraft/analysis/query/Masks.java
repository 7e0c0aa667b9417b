package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.Samples;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a selection, besides its time, lets the samples of one kind through. Keeps what was slow
 * to find: the stacks that hold the last pattern, and the states of the threads.
 */
final class Masks {
  /**
   * One condition.
   *
   * @param key of each sample
   * @param shift 1 where a key may be -1
   * @param lets -1 for keys that are chosen, else 0
   */
  record Mask(int[] key, int shift, byte[] lets) {
    boolean lets(int row) {
      return lets[key[row] + shift] != 0;
    }
  }

  private record Filtered(NamePattern pattern, byte[] stacks) {}

  private final Recording recording;
  private final Samples samples;
  private volatile @Nullable Filtered lastFilter;
  private volatile int @Nullable [] stateOfSample;

  Masks(Recording recording, Samples samples) {
    this.recording = recording;
    this.samples = samples;
  }

  @SuppressWarnings("EnumOrdinal") // keys of a mask, made and read here
  Mask[] of(Selection selection) {
    List<Mask> masks = new ArrayList<>();
    BitSet threads = selection.threads();
    if (threads != null) {
      masks.add(
          new Mask(samples.thread(), 1, SampleRange.lets(threads, recording.threads().size())));
    }
    NamePattern frames = selection.frames();
    if (frames != null) {
      masks.add(new Mask(samples.stack(), 1, filter(frames)));
    }
    Set<ThreadState> states = selection.states();
    if (states != null) {
      byte[] lets = new byte[ThreadState.values().length];
      for (ThreadState state : states) {
        lets[state.ordinal()] = -1;
      }
      masks.add(new Mask(states(), 0, lets));
    }
    return masks.toArray(Mask[]::new);
  }

  static boolean let(Mask[] masks, int row) {
    for (Mask mask : masks) {
      if (!mask.lets(row)) {
        return false;
      }
    }
    return true;
  }

  private byte[] filter(NamePattern pattern) {
    Filtered last = lastFilter;
    if (last == null || !last.pattern().equals(pattern)) {
      last = new Filtered(pattern, StackFilter.holding(recording, pattern));
      lastFilter = last;
    }
    return last.stacks();
  }

  /** The state of each sample; all unknown where the recording does not say. */
  @SuppressWarnings("EnumOrdinal") // keys of a mask, made and read here
  private int[] states() {
    int[] known = stateOfSample;
    if (known == null) {
      byte[] found = SampleStates.of(recording, samples);
      known = new int[samples.size()];
      for (int i = 0; i < known.length; i++) {
        known[i] = found == null ? ThreadState.UNKNOWN.ordinal() : found[i];
      }
      stateOfSample = known;
    }
    return known;
  }
}
