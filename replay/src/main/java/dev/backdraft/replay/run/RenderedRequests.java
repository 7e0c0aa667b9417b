package dev.backdraft.replay.run;

import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.EngineRequests;
import dev.backdraft.replay.outcome.Endpoints;
import dev.backdraft.replay.outcome.Outcome;
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
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** Each replayed request gets its own, so that it never joins a trace of production. */
  private static final Set<String> REPLACED =
      Set.of("traceparent", "tracestate", "host", "content-length", "x-replay-seq");

  private final List<byte[]> bytes = new ArrayList<>();
  private final List<String> endpoints = new ArrayList<>();
  private final Map<Outcome, Long> leftOut = new EnumMap<>(Outcome.class);
  private int[] sessions = new int[64];
  private boolean[] heads = new boolean[64];
  private long[] arrivals = new long[64];

  private RenderedRequests() {}

  /** Renders what can be sent; methods that change data only if {@code unsafe}. */
  static RenderedRequests of(Requests requests, int port, boolean unsafe, long seed) {
    RenderedRequests rendered = new RenderedRequests();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < requests.size(); i++) {
      if (requests.fault(i) != RequestFault.NONE) {
        rendered.leftOut.merge(Outcome.NOT_SENT_BODY, 1L, Long::sum);
      } else if (!unsafe && !SAFE.contains(requests.method(i))) {
        rendered.leftOut.merge(Outcome.NOT_SENT_UNSAFE, 1L, Long::sum);
      } else {
        rendered.add(requests.entry(i), sessionOf(requests, i), port, random);
      }
    }
    return rendered;
  }

  /** Of HTTP/2 and 3 a connection carries requests side by side, which orders nothing. */
  private static int sessionOf(Requests requests, int request) {
    return requests.sessionId(request);
  }

  private void add(RequestEntry entry, int session, int port, SplittableRandom random) {
    int row = bytes.size();
    if (row == sessions.length) {
      sessions = Arrays.copyOf(sessions, 2 * row);
      heads = Arrays.copyOf(heads, 2 * row);
      arrivals = Arrays.copyOf(arrivals, 2 * row);
    }
    sessions[row] = entry.version().startsWith("2") || entry.version().equals("3") ? -1 : session;
    heads[row] = entry.method().equals("HEAD");
    arrivals[row] = entry.timeNanos();
    bytes.add(message(entry, row, port, random));
    endpoints.add(Endpoints.of(entry.method(), entry.target()));
  }

  private static byte[] message(RequestEntry entry, int row, int port, SplittableRandom random) {
    StringBuilder head = new StringBuilder(512);
    head.append(entry.method()).append(' ').append(entry.target()).append(" HTTP/1.1\r\n");
    head.append("Host: localhost:").append(port).append("\r\n");
    RequestHeaders headers = entry.headers();
    for (int i = 0; i < headers.size(); i++) {
      if (!REPLACED.contains(headers.name(i).toLowerCase(Locale.ROOT))) {
        head.append(headers.name(i)).append(": ").append(headers.value(i)).append("\r\n");
      }
    }
    HexFormat hex = HexFormat.of();
    head.append("traceparent: 00-").append(hex.toHexDigits(random.nextLong() | 1));
    head.append(hex.toHexDigits(random.nextLong())).append('-');
    head.append(hex.toHexDigits(random.nextLong() | 1)).append("-01\r\n");
    head.append("x-replay-seq: ").append(row).append("\r\n");
    byte[] body = entry.body() == null ? new byte[0] : entry.body();
    if (body.length > 0 || !SAFE.contains(entry.method())) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
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

  /** How many are not sent, and why. */
  Map<Outcome, Long> leftOut() {
    return leftOut;
  }

  long[] arrivals() {
    return Arrays.copyOf(arrivals, size());
  }

  EngineRequests forEngine() {
    return new EngineRequests(bytes, Arrays.copyOf(sessions, size()), Arrays.copyOf(heads, size()));
  }
}
