package dev.backdraft.replay.engine;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Schedule;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
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
  private final Bootstrap bootstrap;
  private final boolean sessionless;
  private final int index;
  private final int loops;
  private final EngineResults results = new EngineResults();
  private final ArrayDeque<EngineConnection> idle = new ArrayDeque<>();
  private final Map<Integer, EngineConnection> sessions = new HashMap<>();
  private final Map<Integer, ArrayDeque<Waiting>> queues = new HashMap<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final CompletableFuture<EngineResults> finished = new CompletableFuture<>();
  private EngineConnection[] underWay = new EngineConnection[64];
  private int underWayCount;
  private final int mostConnections;
  private int open;
  private int freeSlots;
  private long opened;
  private int most;
  private long startNanos;
  private long next;
  private boolean stopped;
  private boolean over;
  private @Nullable Future<?> ticking;
  private long sweptNanos;

  /** A request that is due and has no connection yet. */
  private record Waiting(long number, int request, long dueNanos, long lagNanos) {}

  EngineLoop(
      EngineSettings settings,
      EngineRequests requests,
      ByteBuf[] wire,
      Schedule schedule,
      Bootstrap bootstrap,
      EventLoop events,
      int index,
      int loops) {
    this.settings = settings;
    this.requests = requests;
    this.wire = wire;
    this.schedule = schedule;
    this.events = events;
    this.bootstrap = bootstrap;
    this.index = index;
    this.loops = loops;
    this.sessionless = requests.sessionless();
    this.mostConnections = share(settings.connections());
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
      for (EngineConnection connection : Arrays.copyOf(underWay, underWayCount)) {
        connection.giveUp();
      }
      giveUpWaiting(waiting);
      queues.values().forEach(this::giveUpWaiting);
      finishIfDone();
    });
  }

  private void giveUpWaiting(ArrayDeque<Waiting> queue) {
    for (Waiting late = queue.poll(); late != null; late = queue.poll()) {
      results.add(
          late.request(),
          Outcome.NOT_SENT_OVERLOAD,
          0,
          late.dueNanos(),
          late.lagNanos(),
          -1,
          now());
    }
  }

  private void begin() {
    if (schedule.pace() instanceof Pace.InFlight inFlight) {
      int slots = share(inFlight.count());
      for (int i = 0; i < slots; i++) {
        nextInFlight();
      }
    }
    tick();
  }

  /** How many have ended, read from another thread: at most a moment old. */
  int endedSoFar() {
    return results.size();
  }

  int inFlight() {
    return underWayCount;
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

  ByteBuf bytes(int request) {
    return wire[request].duplicate();
  }

  private boolean closedLoop() {
    return schedule.pace() instanceof Pace.InFlight;
  }

  private void tick() {
    long now = now();
    if (!closedLoop() && !stopped) {
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
    if (closedLoop() || stopped || next >= schedule.size()) {
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
    int session = closedLoop() ? -1 : requests.session(request);
    Waiting late = new Waiting(number, request, due, lag);
    if (session >= 0) {
      takeInSession(sessionKey(session, number), late);
      return;
    }
    EngineConnection connection = usableIdle();
    if (connection != null) {
      dispatch(connection, late);
    } else if (open < mostConnections) {
      dispatch(connect(-1), late);
    } else {
      waiting.add(late);
    }
  }

  /** A session that is replayed again in a later round is another one. */
  private int sessionKey(int session, long number) {
    return (int) (schedule.round(number) * 0x9e3779b1L + session) & Integer.MAX_VALUE;
  }

  private void takeInSession(int key, Waiting late) {
    EngineConnection connection = sessions.get(key);
    if (connection == null || (!connection.busy() && !connection.usable())) {
      EngineConnection spare = open < mostConnections ? null : usableIdle();
      if (spare != null) {
        spare.close();
      }
      connection = connect(key);
      sessions.put(key, connection);
    }
    if (connection.busy()) {
      queues.computeIfAbsent(key, k -> new ArrayDeque<>()).add(late);
    } else {
      dispatch(connection, late);
    }
  }

  private @Nullable EngineConnection usableIdle() {
    for (EngineConnection c = idle.pollLast(); c != null; c = idle.pollLast()) {
      if (c.usable()) {
        return c;
      }
    }
    return null;
  }

  private void dispatch(EngineConnection connection, Waiting late) {
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

  private EngineConnection connect(int session) {
    EngineConnection connection = new EngineConnection(this, session, settings.keepBytes());
    open++;
    opened++;
    ChannelFuture future = bootstrap.handler(new EngineChannels(connection, tls())).connect();
    connection.connecting(future.channel());
    future.addListener(done -> {
      Throwable cause = done.cause();
      if (cause != null) {
        connection.connectFailed(cause);
      } else if (!tls()) {
        connection.ready();
      }
    });
    return connection;
  }

  /** A connection is free: what waits longest goes next. */
  void idle(EngineConnection connection) {
    if (connection.session >= 0) {
      ArrayDeque<Waiting> queue = queues.get(connection.session);
      Waiting late = queue == null ? null : queue.poll();
      if (late != null) {
        dispatch(connection, late);
      }
      return;
    }
    Waiting late = waiting.poll();
    if (late != null) {
      dispatch(connection, late);
    } else {
      idle.addLast(connection);
      refill();
    }
  }

  void ended(
      EngineConnection connection,
      int request,
      Outcome outcome,
      int status,
      long due,
      long lag,
      long sent,
      ResponseParser parser) {
    int place = connection.place;
    if (place >= 0) {
      EngineConnection last = underWay[--underWayCount];
      underWay[place] = last;
      last.place = place;
      connection.place = -1;
    }
    results.add(request, outcome, status, due, lag, sent, now());
    if (settings.keepBytes() > 0 && sent >= 0) {
      boolean keep = results.keeps(settings.keepTotalBytes());
      results.addBody(
          parser.bodyBytes(),
          parser.bodyHash(),
          keep ? parser.body() : new byte[0],
          settings.keepTotalBytes());
    }
    if (closedLoop()) {
      freeSlots++;
    }
  }

  /** In a closed loop, sends as many as have ended. */
  private void refill() {
    while (freeSlots > 0) {
      freeSlots--;
      nextInFlight();
    }
  }

  void closed(EngineConnection connection) {
    if (connection.place == -2) {
      return;
    }
    connection.place = -2;
    open--;
    if (closedLoop()) {
      // Later: a target that refuses at once would otherwise be asked deeper and deeper.
      events.execute(this::refill);
    }
    if (connection.session >= 0) {
      sessionClosed(connection);
    } else if (!waiting.isEmpty() && open < mostConnections) {
      Waiting late = waiting.poll();
      if (late != null) {
        dispatch(connect(-1), late);
      }
    }
  }

  /** The session goes on over a new connection if more of it is due. */
  private void sessionClosed(EngineConnection connection) {
    sessions.remove(connection.session, connection);
    ArrayDeque<Waiting> queue = queues.get(connection.session);
    Waiting late = queue == null ? null : queue.poll();
    if (late != null) {
      EngineConnection again = connect(connection.session);
      sessions.put(connection.session, again);
      dispatch(again, late);
    } else {
      queues.remove(connection.session);
    }
  }

  private void finishIfDone() {
    boolean sent =
        stopped
            || (closedLoop()
                ? now() >= schedule.lengthNanos() || next >= schedule.size()
                : next >= schedule.size());
    boolean queued = !waiting.isEmpty() || queues.values().stream().anyMatch(q -> !q.isEmpty());
    if (over || !sent || underWayCount > 0 || queued) {
      return;
    }
    over = true;
    Future<?> tick = ticking;
    if (tick != null) {
      tick.cancel(false);
    }
    results.run(0, 0, opened, most);
    finished.complete(results);
  }
}
