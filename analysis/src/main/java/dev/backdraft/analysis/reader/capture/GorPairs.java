package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.RequestResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Brings GoReplay's responses to their requests, which may stand before or after them and in
 * another file. Most captures hold no responses at all, so what waits is bounded on both sides.
 */
final class GorPairs {
  /** So many requests wait for their response, some 15 MB; the oldest is given up first. */
  static final int WAITING_REQUESTS = 100_000;

  /** So many responses wait for their request, and so many bytes of them. */
  private static final int WAITING_RESPONSES = 10_000;

  private static final long WAITING_BYTES = 64L << 20;

  private final CaptureSink sink;
  private final Map<String, Integer> rows =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > WAITING_REQUESTS;
        }
      };
  private final Map<String, Answer> early = new LinkedHashMap<>();
  private long earlyBytes;
  private long requests;
  private long orphans;
  private long answered;

  GorPairs(CaptureSink sink) {
    this.sink = sink;
  }

  private record Answer(RequestResponse response, long durationNanos) {
    long bytes() {
      byte[] body = response.body();
      return body == null ? 0 : body.length;
    }
  }

  void request(String id, int row) throws IOException {
    requests++;
    Answer answer = early.remove(id);
    if (answer == null) {
      rows.put(id, row);
    } else {
      earlyBytes -= answer.bytes();
      apply(row, answer);
    }
  }

  void response(String id, RequestResponse response, long durationNanos) throws IOException {
    Integer row = rows.remove(id);
    Answer answer = new Answer(response, durationNanos);
    if (row == null) {
      keep(id, answer);
    } else {
      apply(row, answer);
    }
  }

  private void keep(String id, Answer answer) {
    Answer other = early.put(id, answer);
    earlyBytes += answer.bytes();
    if (other != null) {
      earlyBytes -= other.bytes();
      orphans++;
    }
    Iterator<Answer> oldest = early.values().iterator();
    while (early.size() > WAITING_RESPONSES || earlyBytes > WAITING_BYTES) {
      earlyBytes -= oldest.next().bytes();
      oldest.remove();
      orphans++;
    }
  }

  private void apply(int row, Answer answer) throws IOException {
    answered++;
    sink.respond(row, answer.response());
    sink.builder().duration(row, answer.durationNanos());
  }

  /** How many requests wait for their response. */
  int waiting() {
    return rows.size();
  }

  void finish() {
    long lost = orphans + early.size();
    if (lost > 0) {
      sink.note(lost + " captured responses belong to no captured request");
    }
    if (answered > 0 && answered < requests) {
      sink.note(requests - answered + " requests have no captured response");
    }
  }
}
