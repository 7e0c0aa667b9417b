package dev.backdraft.replay.run;

import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.Preflight;
import dev.backdraft.replay.engine.Preflight.Need;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.plan.ReplayPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * What a plan's load takes of this machine, told before it is sent. By the recorded pace, sessions
 * and durations: a rate of r with answers that take d seconds has r times d under way.
 */
final class MachineNeeds {
  private static final double SECOND = 1e9;

  /** So many lanes share a connection of HTTP/2. */
  private static final int LANES = 100;

  /** A session's connection stays until the target closes it; most do after this, or before. */
  private static final double IDLE_SECONDS = 60;

  /** What opens within so much time waits to be accepted together. */
  private static final double MOMENT_SECONDS = 0.01;

  /** Processor time of a request, from the engine's own benchmark. */
  private static final double REQUEST_SECONDS = 8e-6;

  /** So many requests tell by which version of HTTP the capture was made. */
  private static final int LOOKED_AT = 20;

  private final ReplayPlan plan;
  private final Requests requests;
  private final BitSet sessions = new BitSet();
  private long[] times = new long[64];
  private int count;
  private long inSessions;
  private double durationNanos;
  private long durations;

  private MachineNeeds(ReplayPlan plan, Requests requests) {
    this.plan = plan;
    this.requests = requests;
    boolean unsafe = BlockRules.unsafe(plan, plan.before());
    boolean bySession = !plan.load().pooled() && !sideBySide();
    double first = requests.size() == 0 ? 0 : requests.timeNanos(0);
    for (int i = 0; i < requests.size(); i++) {
      double at = (requests.timeNanos(i) - first) / SECOND;
      boolean sent =
          requests.fault(i) == RequestFault.NONE
              && (unsafe || RenderedRequests.SAFE.contains(requests.method(i)))
              && plan.filter()
                  .passes(requests.method(i), requests.target(i), requests.status(i), at);
      if (sent) {
        add(i, bySession);
      }
    }
  }

  private void add(int request, boolean bySession) {
    times = count == times.length ? Arrays.copyOf(times, 2 * count) : times;
    times[count++] = requests.timeNanos(request);
    if (bySession && requests.sessionId(request) >= 0) {
      sessions.set(requests.sessionId(request));
      inSessions++;
    }
    if (requests.durationNanos(request) >= 0) {
      durationNanos += requests.durationNanos(request);
      durations++;
    }
  }

  /** Requests of HTTP/2 and 3 are not bound to the connection that they came over. */
  private boolean sideBySide() {
    for (int i = 0; i < Math.min(LOOKED_AT, requests.size()); i++) {
      String version = requests.entry(i).version();
      if (version.startsWith("2") || version.equals("3")) {
        return true;
      }
    }
    return false;
  }

  /** What stands in the way on this machine, the gravest first; mostly empty. */
  static List<Preflight.Obstacle> obstacles(
      ReplayPlan plan, Requests requests, Preflight.Limits limits) {
    MachineNeeds needs = new MachineNeeds(plan, requests);
    List<Preflight.Obstacle> obstacles = new ArrayList<>(Preflight.check(limits, needs.need(), 1));
    needs.bound(obstacles);
    return obstacles;
  }

  private Need need() {
    ReplayPlan.Load load = plan.load();
    if (load.pace() instanceof Pace.InFlight inFlight) {
      return Need.always(allowed(shared(inFlight.count())));
    }
    double rate = perSecond(1);
    double open = openSessions(rate);
    double loose = 1 - sessionShare();
    double usual = open + Math.ceil(loose * underWay(rate));
    double hanging = open + Math.ceil(loose * rate * load.timeoutSeconds());
    double cores = rate * REQUEST_SECONDS;
    long atOnce =
        load.pace() instanceof Pace.Recorded
            ? allowed(perSecond(MOMENT_SECONDS) * MOMENT_SECONDS)
            : 0;
    return new Need(
        allowed(shared(Math.max(1, usual))),
        allowed(shared(Math.max(usual, hanging))),
        false,
        atOnce,
        cores);
  }

  /** The engine holds to the plan's bound, whatever the target does. */
  private long allowed(double connections) {
    return (long) Math.min(plan.load().connections(), connections);
  }

  private double shared(double connections) {
    return Math.ceil(plan.load().http2() ? connections / LANES : connections);
  }

  /** Requests that find no connection wait for one, which looks like a slow target. */
  private void bound(List<Preflight.Obstacle> obstacles) {
    ReplayPlan.Load load = plan.load();
    if (load.pace() instanceof Pace.InFlight) {
      return;
    }
    double rate = perSecond(1);
    double busy = underWay(rate);
    double open = openSessions(rate) + Math.ceil((1 - sessionShare()) * busy);
    if (shared(busy) > load.connections()) {
      obstacles.add(
          obstacle(
              "about %,.0f requests are under way at a time by what was recorded, and the plan"
                  + " allows %,d connections: the others wait for one, which counts as latency",
              busy, "raise \"connections\", or lower the rate"));
    } else if (shared(open) > load.connections()) {
      obstacles.add(
          obstacle(
              "about %,.0f connections are open at a time by what was recorded, and the plan"
                  + " allows %,d: recorded ones that are idle are closed for others, and opened"
                  + " again",
              open, "raise \"connections\" to keep them apart as they were"));
    }
  }

  private Preflight.Obstacle obstacle(String what, double needed, String remedy) {
    return new Preflight.Obstacle(
        false, String.format(Locale.ROOT, what, needed, plan.load().connections()), remedy);
  }

  /** The rate, or the highest of the recorded pace, over so many seconds of the replay. */
  private double perSecond(double seconds) {
    return switch (plan.load().pace()) {
      case Pace.Rate rate -> rate.perSecond();
      case Pace.Recorded recorded ->
          recordedPerSecond(seconds * recorded.factor()) * recorded.factor();
      case Pace.InFlight ignored -> 0;
    };
  }

  /** A capture that is shorter begins again. */
  private double recordedPerSecond(double seconds) {
    double span = count < 2 ? 0 : (times[count - 1] - times[0]) / SECOND * count / (count - 1);
    double window = span > 0 ? Math.min(seconds, span) : seconds;
    return most(window) / window;
  }

  /** The most requests that were recorded within so many seconds. */
  private int most(double seconds) {
    int most = 0;
    int from = 0;
    for (int i = 0; i < count; i++) {
      while (times[i] - times[from] >= seconds * SECOND) {
        from++;
      }
      most = Math.max(most, i - from + 1);
    }
    return most;
  }

  private double underWay(double rate) {
    return durations == 0 ? 0 : rate * durationNanos / durations / SECOND;
  }

  private double sessionShare() {
    return count == 0 ? 0 : (double) inSessions / count;
  }

  /** Each round of the capture opens its sessions anew. */
  private double openSessions(double rate) {
    if (count == 0) {
      return 0;
    }
    ReplayPlan.Load load = plan.load();
    double perRequest = (double) sessions.cardinality() / count;
    double seconds = Math.min(IDLE_SECONDS, load.measureSeconds());
    double opened = perRequest * rate * seconds;
    return Math.ceil(load.loop() ? opened : Math.min(opened, sessions.cardinality()));
  }
}
