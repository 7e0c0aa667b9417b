package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.Samples;
import dev.backdraft.analysis.recording.StringTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of the thread at each sample. Samples do not carry it, the events that they were taken
 * from do: both are sorted by time, so one walk along both brings them together, by time and
 * thread.
 */
public final class SampleStates {
  private SampleStates() {}

  /** The events of one type, and how far the walk is. */
  private static final class Events {
    private static final int FREE = 0;
    private static final int TAKEN = -1;

    final long[] time;
    final int[] thread;
    final byte[] state;

    /** The rows of the moment where the walk is, from {@code at} on to here. */
    int end;

    int at;

    /** Of each thread the first row of this moment that is not taken; and of each row the next. */
    private LongIntMap first = new LongIntMap(0);

    private final int[] next;

    Events(Recording recording, EventTable table, int threadField, int stateField) {
      time = table.longs(table.field("startTime"));
      thread = table.ids(threadField);
      int[] words = table.ids(stateField);
      state = new byte[table.rows()];
      next = new int[table.rows()];
      Map<Integer, Byte> known = new java.util.HashMap<>();
      for (int row = 0; row < state.length; row++) {
        state[row] = known.computeIfAbsent(words[row], id -> code(recording, id));
      }
    }

    @SuppressWarnings("EnumOrdinal") // a column of this class alone
    private static byte code(Recording recording, int word) {
      ThreadState state =
          word == StringTable.NONE
              ? ThreadState.UNKNOWN
              : ThreadState.of(recording.strings().get(word));
      return (byte) state.ordinal();
    }

    /** The state of the event of this moment and thread that no sample has taken yet, or -1. */
    int take(long moment, int who) {
      if (end == at || time[at] != moment) {
        enter(moment);
      }
      if (end == at) {
        return -1;
      }
      if (end - at == 1) {
        // Most moments have one event: no need to look it up.
        boolean free = next[at] == FREE && thread[at] == who;
        next[at] = free ? TAKEN : next[at];
        return free ? state[at] : -1;
      }
      int row = first.get(who);
      if (row < 0 || row == time.length) {
        return -1;
      }
      first.put(who, next[row]);
      return state[row];
    }

    /** Goes to a moment, and chains its events by thread, the first one in front. */
    private void enter(long moment) {
      at = end;
      while (at < time.length && time[at] < moment) {
        at++;
      }
      end = at;
      while (end < time.length && time[end] == moment) {
        end++;
      }
      if (end - at > 1) {
        first = new LongIntMap(end - at);
        for (int row = end - 1; row >= at; row--) {
          int behind = first.get(thread[row]);
          next[row] = behind < 0 ? time.length : behind;
          first.put(thread[row], row);
        }
      }
    }
  }

  /** One ordinal of {@link ThreadState} a sample; null if no event says a state. */
  @SuppressWarnings("EnumOrdinal") // a column of this class alone
  static byte @Nullable [] of(Recording recording, Samples samples) {
    List<Events> tables = new ArrayList<>();
    for (String type : samples.eventTypes()) {
      boolean known = recording.eventTypes().stream().anyMatch(one -> one.name().equals(type));
      EventTable table = known ? recording.events(type) : null;
      int thread = table == null ? -1 : threadField(table);
      int state = table == null ? -1 : table.field("state");
      if (table != null && thread >= 0 && state >= 0 && table.field("startTime") >= 0) {
        tables.add(new Events(recording, table, thread, state));
      }
    }
    if (tables.isEmpty()) {
      return null;
    }
    byte[] states = new byte[samples.size()];
    for (int row = 0; row < states.length; row++) {
      int found = -1;
      for (int i = 0; i < tables.size() && found < 0; i++) {
        found = tables.get(i).take(samples.timeNanos()[row], samples.thread()[row]);
      }
      states[row] = (byte) (found < 0 ? ThreadState.UNKNOWN.ordinal() : found);
    }
    return states;
  }

  private static int threadField(EventTable table) {
    int sampled = table.field("sampledThread");
    return sampled >= 0 ? sampled : table.field("eventThread");
  }

  /**
   * How much weighs in which state; empty where the recording does not say states of this kind.
   * Decodes events: not for the UI thread.
   */
  public static Map<ThreadState, Long> weights(Recording recording, SampleKind kind) {
    Samples samples = recording.samples(kind);
    byte[] states = of(recording, samples);
    Map<ThreadState, Long> weights = new EnumMap<>(ThreadState.class);
    if (states != null) {
      ThreadState[] all = ThreadState.values();
      long[] sums = new long[all.length];
      for (int row = 0; row < states.length; row++) {
        sums[states[row]] += samples.weight().get(row);
      }
      for (int i = 0; i < all.length; i++) {
        if (sums[i] > 0) {
          weights.put(all[i], sums[i]);
        }
      }
    }
    return weights;
  }
}
