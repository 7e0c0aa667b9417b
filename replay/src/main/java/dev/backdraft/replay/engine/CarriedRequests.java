package dev.backdraft.replay.engine;

import dev.backdraft.replay.engine.EngineLoop.Waiting;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Schedule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Holds requests back until the responses whose values they carry are there. A session's later
 * requests wait behind the one that waits, so that its order stays.
 */
final class CarriedRequests {
  /** Numbers of requests that are asked before the slice begins. */
  private static final long BEFORE = Long.MAX_VALUE / 2;

  private final EngineRequests requests;
  private final Schedule schedule;
  private final EngineLoop loop;
  private final CarriedResponses responses;
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<Integer, ArrayDeque<Waiting>> sessions = new HashMap<>();
  private int asking;

  CarriedRequests(EngineRequests requests, Schedule schedule, EngineLoop loop) {
    this.requests = requests;
    this.schedule = schedule;
    this.loop = loop;
    this.responses =
        new CarriedResponses(requests, schedule.slice().from(), schedule.slice().end());
  }

  static boolean isBefore(long number) {
    return number >= BEFORE;
  }

  private long round(long number) {
    return isBefore(number) ? CarriedResponses.BEFORE : schedule.round(number);
  }

  CarriedTally tally() {
    return responses.tally();
  }

  boolean isSource(int request) {
    return responses.isSource(request);
  }

  boolean fills(int request) {
    return !requests.substitutions(request).isEmpty();
  }

  byte[] fill(int request, long number) {
    return responses.fill(request, round(number), requests.bytes(request));
  }

  /** Asks what the slice needs from before it; false if that is nothing. */
  boolean askBefore() {
    var before = responses.before();
    asking = before.isEmpty() ? -1 : before.size();
    long number = BEFORE;
    for (int request : before) {
      Waiting first = new Waiting(number++, request, 0, 0);
      if (ready(first)) {
        loop.take(first);
      }
    }
    return !before.isEmpty();
  }

  /** Whether it can be sent now; if not it is kept here, or has its outcome. Asked once. */
  boolean ready(Waiting late) {
    if (fills(late.request())) {
      responses.needed(round(late.number()));
    }
    int session = isBefore(late.number()) ? -1 : requests.session(late.request());
    if (session >= 0) {
      ArrayDeque<Waiting> queue = sessions.get(loop.sessionKey(session, late.number()));
      if (queue != null) {
        queue.add(late);
        return false;
      }
    }
    switch (responses.state(late.request(), round(late.number()))) {
      case READY -> {
        return true;
      }
      case FAILED -> fail(late);
      case WAITING -> {
        if (session >= 0) {
          sessions
              .computeIfAbsent(loop.sessionKey(session, late.number()), k -> new ArrayDeque<>())
              .add(late);
        } else {
          waiting.add(late);
        }
      }
    }
    return false;
  }

  /** What depends on it in turn fails as well. */
  private void fail(Waiting late) {
    ended(
        late.number(),
        late.request(),
        Outcome.NOT_SENT_DEPENDENCY,
        new ResponseParser(AnswerKeeping.NOTHING));
    if (!isBefore(late.number())) {
      loop.unfounded(late);
    }
  }

  /** Any request has ended, or will never be sent. */
  void ended(long number, int request, Outcome outcome, ResponseParser parser) {
    if (fills(request)) {
      responses.needless(round(number));
    }
    if (!isSource(request)) {
      return;
    }
    responses.ended(request, round(number), outcome, parser);
    if (isBefore(number)) {
      asking--;
    }
    // Later: the connection that brought the response is not free yet.
    loop.later(this::release);
  }

  private void release() {
    List<Waiting> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(this::again);
    Iterator<Map.Entry<Integer, ArrayDeque<Waiting>>> queues = sessions.entrySet().iterator();
    List<Waiting> free = new ArrayList<>();
    while (queues.hasNext()) {
      ArrayDeque<Waiting> queue = queues.next().getValue();
      for (Waiting first = queue.peek(); first != null; first = queue.peek()) {
        CarriedResponses.State state = responses.state(first.request(), round(first.number()));
        if (state == CarriedResponses.State.WAITING) {
          break;
        }
        free.add(queue.remove());
      }
      if (queue.isEmpty()) {
        queues.remove();
      }
    }
    free.forEach(this::again);
    if (asking == 0) {
      asking = -1;
      loop.beginSlice();
    }
  }

  private void again(Waiting late) {
    switch (responses.state(late.request(), round(late.number()))) {
      case READY -> loop.take(late);
      case FAILED -> fail(late);
      case WAITING -> waiting.add(late);
    }
  }

  boolean waits() {
    return !waiting.isEmpty() || !sessions.isEmpty();
  }

  void giveUp() {
    List<Waiting> all = new ArrayList<>(waiting);
    sessions.values().forEach(all::addAll);
    waiting.clear();
    sessions.clear();
    all.stream().filter(late -> !isBefore(late.number())).forEach(loop::unfounded);
  }
}
