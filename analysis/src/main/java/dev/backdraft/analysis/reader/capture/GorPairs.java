package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.RequestResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Brings GoReplay's responses to their requests, which may stand before or after them and in
 * another file.
 */
final class GorPairs {
  /** So many responses wait for their request; the oldest is given up first. */
  private static final int WAITING = 10_000;

  private final CaptureSink sink;
  private final Map<String, Integer> rows = new HashMap<>();
  private final Map<String, Answer> early =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
          boolean full = size() > WAITING;
          lost += full ? 1 : 0;
          return full;
        }
      };
  private long lost;
  private long answered;

  GorPairs(CaptureSink sink) {
    this.sink = sink;
  }

  private record Answer(RequestResponse response, long durationNanos) {}

  void request(String id, int row) throws IOException {
    Answer answer = early.remove(id);
    if (answer == null) {
      rows.put(id, row);
    } else {
      apply(row, answer);
    }
  }

  void response(String id, RequestResponse response, long durationNanos) throws IOException {
    Integer row = rows.remove(id);
    Answer answer = new Answer(response, durationNanos);
    if (row == null) {
      early.put(id, answer);
    } else {
      apply(row, answer);
    }
  }

  private void apply(int row, Answer answer) throws IOException {
    answered++;
    sink.respond(row, answer.response());
    sink.builder().duration(row, answer.durationNanos());
  }

  void finish() {
    long orphans = lost + early.size();
    if (orphans > 0) {
      sink.note(orphans + " captured responses belong to no captured request");
    }
    if (answered > 0 && !rows.isEmpty()) {
      sink.note(rows.size() + " requests have no captured response");
    }
  }
}
