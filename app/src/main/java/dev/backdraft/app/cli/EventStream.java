package dev.backdraft.app.cli;

import dev.backdraft.analysis.recording.EventTable;
import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;

/** Several tables, each sorted by time, as one sequence of events up to a limit. */
final class EventStream {
  private final List<EventTable> tables;
  private final int[] time;
  private final int[] next;
  private final PriorityQueue<Integer> heads;
  private final long limit;
  private final long all;
  private long given;

  private EventStream(List<EventTable> tables, long limit, long all) {
    this.tables = tables;
    this.limit = limit;
    this.all = all;
    this.time = tables.stream().mapToInt(table -> table.field("startTime")).toArray();
    this.next = new int[tables.size()];
    this.heads = new PriorityQueue<>(this::compare);
    for (int i = 0; i < next.length; i++) {
      if (tables.get(i).rows() > 0) {
        heads.add(i);
      }
    }
  }

  /**
   * The first {@code limit} events, or all if that is 0.
   *
   * @param tables may each hold no more than the first {@code limit} of theirs
   * @param all how many events there are without a limit
   */
  static EventStream byTime(List<EventTable> tables, int limit, long all) {
    return new EventStream(tables, limit <= 0 ? Long.MAX_VALUE : limit, all);
  }

  /** Sees one event. */
  @FunctionalInterface
  interface Visitor {
    void event(EventTable table, int row) throws IOException;
  }

  void forEach(Visitor visitor) throws IOException {
    while (given < limit && !heads.isEmpty()) {
      int table = heads.remove();
      visitor.event(tables.get(table), next[table]);
      given++;
      if (++next[table] < tables.get(table).rows()) {
        heads.add(table);
      }
    }
  }

  /** How many the limit kept back. */
  long left() {
    return all - given;
  }

  private int compare(int a, int b) {
    int byTime = Long.compare(timeOf(a), timeOf(b));
    return byTime != 0 ? byTime : Integer.compare(a, b);
  }

  private long timeOf(int table) {
    return time[table] < 0 ? EventTable.MISSING : tables.get(table).longs(time[table])[next[table]];
  }
}
