package dev.backdraft.replay.run;

import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.EngineRequests;
import dev.backdraft.replay.outcome.Endpoints;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.plan.CarryRule;
import dev.backdraft.replay.plan.ReplayPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Captured requests as bytes for one target, with what is left out and why. */
final class RenderedRequests {
  static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** Each replayed request gets its own, so that it never joins a trace of production. */
  private static final Set<String> REPLACED =
      Set.of("traceparent", "tracestate", "host", "content-length", "x-replay-seq");

  /** More requests than these are never asked for by a closed loop's block. */
  private static final int MOST_CLOSED = 1_000_000;

  private static final double SECOND = 1e9;

  private final String host;
  private final SecretValues secrets;
  private final CarriedValues carried;
  private final SplittableRandom random;
  private final boolean pooled;
  private final List<byte[]> bytes = new ArrayList<>();
  private final List<String> endpoints = new ArrayList<>();
  private final Map<Outcome, Long> leftOut = new EnumMap<>(Outcome.class);
  private int[] sessions = new int[64];
  private boolean[] heads = new boolean[64];
  private long[] arrivals = new long[64];
  private long beyond;

  private RenderedRequests(
      String host,
      SecretValues secrets,
      CarriedValues carried,
      SplittableRandom random,
      boolean pooled) {
    this.pooled = pooled;
    this.host = host;
    this.secrets = secrets;
    this.carried = carried;
    this.random = random;
  }

  /**
   * Renders what a block can send.
   *
   * @param host for the header of that name
   * @param unsafe methods that change data too
   */
  static RenderedRequests of(
      Requests requests, ReplayPlan plan, SecretValues secrets, String host, boolean unsafe) {
    RenderedRequests rendered =
        new RenderedRequests(
            host,
            secrets,
            new CarriedValues(plan.carry()),
            new SplittableRandom(plan.seed()),
            plan.load().pooled());
    secrets.startCount();
    long most = wanted(plan.load());
    double reach = reach(plan.load());
    long first = requests.size() == 0 ? 0 : requests.timeNanos(0);
    long begin = Long.MIN_VALUE;
    for (int i = 0; i < requests.size(); i++) {
      double at = (requests.timeNanos(i) - first) / SECOND;
      if (!plan.filter().passes(requests.method(i), requests.target(i), requests.status(i), at)) {
        rendered.leftOut.merge(Outcome.NOT_SENT_FILTERED, 1L, Long::sum);
      } else if (requests.fault(i) != RequestFault.NONE) {
        rendered.leftOut.merge(Outcome.NOT_SENT_BODY, 1L, Long::sum);
      } else if (!unsafe && !SAFE.contains(requests.method(i))) {
        rendered.leftOut.merge(Outcome.NOT_SENT_UNSAFE, 1L, Long::sum);
      } else if (rendered.bytes.size() >= most
          || (begin != Long.MIN_VALUE && (requests.timeNanos(i) - begin) / SECOND > reach)) {
        rendered.beyond++;
      } else {
        begin = begin == Long.MIN_VALUE ? requests.timeNanos(i) : begin;
        rendered.add(requests.entry(i), requests.sessionId(i));
      }
    }
    return rendered;
  }

  /** No more than a block can send: a capture of a whole night need not be held in memory. */
  private static long wanted(ReplayPlan.Load load) {
    double seconds = blockSeconds(load);
    return switch (load.pace()) {
      case Pace.Rate rate -> 2 + (long) Math.ceil(1.05 * seconds * rate.perSecond());
      case Pace.InFlight ignored -> MOST_CLOSED;
      case Pace.Recorded ignored -> Long.MAX_VALUE;
    };
  }

  private static double reach(ReplayPlan.Load load) {
    return load.pace() instanceof Pace.Recorded recorded
        ? 1.05 * blockSeconds(load) * recorded.factor()
        : Double.POSITIVE_INFINITY;
  }

  private static double blockSeconds(ReplayPlan.Load load) {
    return load.warmUpSeconds() + load.measureSeconds();
  }

  private void add(RequestEntry entry, int session) {
    int row = bytes.size();
    if (row == sessions.length) {
      sessions = Arrays.copyOf(sessions, 2 * row);
      heads = Arrays.copyOf(heads, 2 * row);
      arrivals = Arrays.copyOf(arrivals, 2 * row);
    }
    // Of HTTP/2 and 3 a connection carries requests side by side, which orders nothing.
    boolean sideBySide = entry.version().startsWith("2") || entry.version().equals("3");
    sessions[row] = pooled || sideBySide ? -1 : session;
    heads[row] = entry.method().equals("HEAD");
    arrivals[row] = entry.timeNanos();
    String endpoint = Endpoints.of(entry.method(), entry.target());
    byte[] message = message(entry, row);
    carried.add(row, endpoint, session, message, entry.response());
    bytes.add(message);
    endpoints.add(endpoint);
  }

  private byte[] message(RequestEntry entry, int row) {
    StringBuilder head = new StringBuilder(512);
    head.append(entry.method()).append(' ').append(secrets.target(entry.target()));
    head.append(" HTTP/1.1\r\nHost: ").append(host).append("\r\n");
    RequestHeaders headers = entry.headers();
    for (int i = 0; i < headers.size(); i++) {
      if (!REPLACED.contains(headers.name(i).toLowerCase(Locale.ROOT))) {
        String value = secrets.header(headers.name(i), headers.value(i));
        if (headers.name(i).equalsIgnoreCase("accept-encoding")) {
          // Only what can be unpacked again is compared by value.
          value = value.contains("gzip") ? "gzip" : "identity";
        }
        head.append(headers.name(i)).append(": ").append(value).append("\r\n");
      }
    }
    secrets.addTo(head, headers);
    HexFormat hex = HexFormat.of();
    head.append("traceparent: 00-").append(hex.toHexDigits(random.nextLong() | 1));
    head.append(hex.toHexDigits(random.nextLong())).append('-');
    head.append(hex.toHexDigits(random.nextLong() | 1)).append("-01\r\n");
    head.append("x-replay-seq: ").append(row).append("\r\n");
    byte[] body = entry.body() == null ? new byte[0] : secrets.body(entry.body(), headers);
    if (body.length > 0 || !SAFE.contains(entry.method())) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    secrets.count(start, body);
    byte[] whole = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  int size() {
    return bytes.size();
  }

  String endpoint(int request) {
    return endpoints.get(request);
  }

  byte[] message(int request) {
    return bytes.get(request);
  }

  /** How many are not sent, and why. */
  Map<Outcome, Long> leftOut() {
    return leftOut;
  }

  /** How many come later in the capture than a block lasts. */
  long beyond() {
    return beyond;
  }

  /** How many requests send back a value of an earlier response. */
  long carrying() {
    return carried.carrying();
  }

  /** Rules by which no request sends anything back. */
  List<CarryRule> unusedCarry() {
    return carried.unused();
  }

  long[] arrivals() {
    return Arrays.copyOf(arrivals, size());
  }

  EngineRequests forEngine() {
    return new EngineRequests(
        bytes,
        Arrays.copyOf(sessions, size()),
        Arrays.copyOf(heads, size()),
        carried.substitutions());
  }
}
