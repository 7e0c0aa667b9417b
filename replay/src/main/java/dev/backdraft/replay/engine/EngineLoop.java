package dev.backdraft.replay.engine;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Schedule;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event loop with its share of the schedule, its connections and its results. It wakes at most
 * every half millisecond and sends everything that has become due by then: at a high rate the
 * wake-ups, not HTTP, would cost the most.
 */
final class EngineLoop {
  private static final long TICK_NANOS = 400_000;
  private static final long SWEEP_NANOS = 20_000_000;

  private final EngineSettings settings;
  private final EngineRequests requests;
  private final ByteBuf[] wire;
  private final Schedule schedule;
  private final EventLoop events;
  private final LoopConnections connections;
  private final boolean sessionless;
  private final int index;
  private final int loops;
  private final EngineResults results = new EngineResults();
  private final LiveLatency latency = new LiveLatency();
  private final @Nullable CarriedRequests carried;
  private final FirstAnswers first;
  private final Map<Integer, Http2Request> messages = new HashMap<>();
  private final CompletableFuture<EngineResults> finished = new CompletableFuture<>();
  private EngineConnection[] underWay = new EngineConnection[64];
  private int underWayCount;
  private int freeSlots;
  private int most;
  private long startNanos;
  private long next;
  private boolean stopped;
  private boolean preparing = true;
  private boolean over;
  private long failures;
  private volatile long worstLag;
  private @Nullable Future<?> ticking;
  private long sweptNanos;

  /** A request that is due and has no connection yet. */
  record Waiting(long number, int request, long dueNanos, long lagNanos) {}

  EngineLoop(
      EngineSettings settings,
      EngineRequests requests,
      ByteBuf[] wire,
      Schedule schedule,
      Bootstrap bootstrap,
      EventLoop events,
      int index,
      int loops,
      @Nullable BodySpill spill) {
    this.first = new FirstAnswers(spill);
    this.settings = settings;
    this.requests = requests;
    this.wire = wire;
    this.schedule = schedule;
    this.events = events;
    this.index = index;
    this.loops = loops;
    this.sessionless = requests.sessionless();
    this.connections =
        new LoopConnections(
            this,
            new ConnectionOpener(this, bootstrap, settings, share(settings.connections())),
            LoopConnections.lastOfSessions(requests, schedule.slice()));
    this.carried = requests.carries() ? new CarriedRequests(requests, schedule, this) : null;
  }

  private int share(int all) {
    return all / loops + (index < all % loops ? 1 : 0);
  }

  /** Begins at {@code start} on the clock of {@link System#nanoTime}; completes when all ended. */
  CompletableFuture<EngineResults> start(long start) {
    startNanos = start;
    next = index;
    long untilStart = Math.max(0, start - System.nanoTime());
    var _ = events.schedule(this::begin, untilStart, TimeUnit.NANOSECONDS);
    return finished;
  }

  /** Sends nothing more; what is under way may still end. */
  void stop() {
    events.execute(() -> {
      stopped = true;
      finishIfDone();
    });
  }

  /** Gives up what is still under way. */
  void giveUp() {
    events.execute(() -> {
      stopped = true;
      // First those that wait: the place of one that is given up is not for them any more.
      connections.giveUp(late -> unsent(late, Outcome.NOT_SENT_OVERLOAD));
      for (EngineConnection connection : Arrays.copyOf(underWay, underWayCount)) {
        connection.giveUp();
      }
      if (carried != null) {
        carried.giveUp();
      }
      finishIfDone();
    });
  }

  private void unsent(Waiting late, Outcome why) {
    results.add(late.request(), why, 0, late.dueNanos(), late.lagNanos(), -1, now());
  }

  /** What the slice needs from before it is asked first; the schedule starts after. */
  private void begin() {
    if (carried == null || !carried.askBefore()) {
      beginSlice();
    }
    tick();
  }

  void beginSlice() {
    preparing = false;
    startNanos = System.nanoTime();
    if (schedule.pace() instanceof Pace.InFlight inFlight) {
      int slots = share(inFlight.count());
      for (int i = 0; i < slots; i++) {
        nextInFlight();
      }
    }
  }

  /** How many have ended, read from another thread: at most a moment old. */
  int endedSoFar() {
    return results.size();
  }

  int inFlight() {
    return underWayCount;
  }

  long failuresSoFar() {
    return failures;
  }

  LiveLatency latency() {
    return latency;
  }

  /** The worst schedule error since this was last asked. */
  long worstLag() {
    long worst = worstLag;
    worstLag = 0;
    return worst;
  }

  long now() {
    return System.nanoTime() - startNanos;
  }

  boolean tls() {
    return settings.tls();
  }

  boolean isHead(int request) {
    return requests.head(request);
  }

  boolean isSource(int request) {
    return carried != null && carried.isSource(request);
  }

  @Nullable BodySpill spill(int request) {
    return first.spill(request);
  }

  ByteBuf bytes(int request, long number) {
    return carried == null || !carried.fills(request)
        ? wire[request].duplicate()
        : Unpooled.wrappedBuffer(carried.fill(request, number));
  }

  Http2Request message(int request, long number) {
    if (carried != null && carried.fills(request)) {
      return Http2Request.of(carried.fill(request, number), tls());
    }
    return messages.computeIfAbsent(
        request, wanted -> Http2Request.of(requests.bytes(wanted), tls()));
  }

  private boolean closedLoop() {
    return schedule.pace() instanceof Pace.InFlight;
  }

  void tick() {
    long now = now();
    if (!closedLoop() && !stopped && !preparing) {
      now = sendDue(now);
    }
    if (now - sweptNanos > SWEEP_NANOS) {
      sweptNanos = now;
      // Backwards: one that ends leaves its place to the last, which was looked at already.
      for (int i = underWayCount - 1; i >= 0; i--) {
        underWay[i].checkTime(now, settings);
      }
    }
    finishIfDone();
    if (!over) {
      ticking = events.schedule(this::tick, untilNext(now), TimeUnit.NANOSECONDS);
    }
  }

  private long sendDue(long at) {
    long now = at;
    while (next < schedule.size()) {
      long due = schedule.dueNanos(next);
      if (due > now) {
        now = now();
        if (due > now) {
          break;
        }
      }
      int request = schedule.request(next);
      if (mine(request)) {
        take(next, request, due, now - due);
      }
      next += step();
    }
    return now;
  }

  /** Sessions stay on one loop; everything else is dealt out in turn. */
  private boolean mine(int request) {
    int session = requests.session(request);
    return session < 0 ? next % loops == index : session % loops == index;
  }

  private long step() {
    // With sessions every number must be looked at; without, the others' can be jumped over.
    return sessionless ? loops : 1;
  }

  private long untilNext(long now) {
    if (closedLoop() || stopped || preparing || next >= schedule.size()) {
      return SWEEP_NANOS / 2;
    }
    long untilDue = schedule.dueNanos(next) - now;
    return Math.min(SWEEP_NANOS, Math.max(TICK_NANOS, untilDue));
  }

  private void nextInFlight() {
    if (stopped || next >= schedule.size() || now() >= schedule.lengthNanos()) {
      return;
    }
    long number = next;
    next += loops;
    take(number, schedule.request(number), Math.max(0, now()), 0);
  }

  private void take(long number, int request, long due, long lag) {
    Waiting late = new Waiting(number, request, due, lag);
    if (carried == null || carried.ready(late)) {
      take(late);
    }
  }

  /** A request whose values are there. */
  void take(Waiting late) {
    connections.take(late, sessionKey(late));
  }

  /** Which session a request is part of, or -1 if it may go over any connection. */
  int sessionKey(Waiting late) {
    int session =
        sessionless || closedLoop() || CarriedRequests.isBefore(late.number())
            ? -1
            : requests.session(late.request());
    return session < 0 ? -1 : sessionKey(session, late.number());
  }

  /** A session that is replayed again in a later round is another one. */
  int sessionKey(int session, long number) {
    return (int) (schedule.round(number) * 0x9e3779b1L + session) & Integer.MAX_VALUE;
  }

  /** Sends it as soon as the connection stands. */
  void dispatch(EngineConnection connection, Waiting late) {
    boolean stands = connection.usable();
    connection.assign(late.number(), late.request(), late.dueNanos(), late.lagNanos());
    if (underWayCount == underWay.length) {
      underWay = Arrays.copyOf(underWay, 2 * underWayCount);
    }
    connection.place = underWayCount;
    underWay[underWayCount++] = connection;
    most = Math.max(most, underWayCount);
    if (stands) {
      connection.send();
    }
  }

  void idle(EngineConnection connection) {
    if (connections.idle(connection)) {
      refill();
    }
  }

  /** A connection whose last response has come. */
  void dismiss(EngineConnection connection) {
    connections.dismiss(connection);
  }

  void ended(EngineConnection connection, long number, Outcome outcome, int status) {
    int place = connection.place;
    if (place >= 0) {
      EngineConnection last = underWay[--underWayCount];
      underWay[place] = last;
      last.place = place;
      connection.place = -1;
    }
    int request = connection.request;
    if (carried != null) {
      carried.ended(number, request, outcome, connection.parser);
    }
    if (carried != null && CarriedRequests.isBefore(number)) {
      return;
    }
    long lag = connection.lagNanos;
    long sent = connection.sentNanos;
    long now = now();
    results.add(request, outcome, status, connection.dueNanos, lag, sent, now);
    latency.record(now - connection.dueNanos);
    if (outcome.failure(status)) {
      failures++;
    }
    if (lag > worstLag) {
      worstLag = lag;
    }
    if (settings.keeping().any() && sent >= 0) {
      results.keep(connection.parser, outcome, settings.keeping());
      first.answered(request);
    }
    if (closedLoop()) {
      freeSlots++;
    }
  }

  /** The request that it depends on failed, or never came. */
  void unfounded(Waiting late) {
    unsent(late, Outcome.NOT_SENT_DEPENDENCY);
    if (closedLoop()) {
      freeSlots++;
      events.execute(this::refill);
    }
  }

  void later(Runnable task) {
    events.execute(task);
  }

  /** In a closed loop, sends as many as have ended. */
  private void refill() {
    while (freeSlots > 0) {
      freeSlots--;
      nextInFlight();
    }
  }

  void closed(EngineConnection connection) {
    connections.closed(connection);
    if (closedLoop()) {
      // Later: a target that refuses at once would otherwise be asked deeper and deeper.
      events.execute(this::refill);
    }
  }

  void socketClosed() {
    connections.socketClosed();
  }

  private void finishIfDone() {
    boolean sent =
        stopped
            || (closedLoop()
                ? !preparing && (now() >= schedule.lengthNanos() || next >= schedule.size())
                : !preparing && next >= schedule.size());
    boolean queued = (carried != null && carried.waits()) || connections.queues();
    if (over || !sent || underWayCount > 0 || queued) {
      return;
    }
    over = true;
    Future<?> tick = ticking;
    if (tick != null) {
      tick.cancel(false);
    }
    results.run(connections.use(), most);
    if (carried != null) {
      results.carried().addAll(carried.tally());
    }
    finished.complete(results);
  }
}
