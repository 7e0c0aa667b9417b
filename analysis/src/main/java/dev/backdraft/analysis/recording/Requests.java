package dev.backdraft.analysis.recording;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Captured requests in the order of time: what was asked, when, by whom, and how it ended. What has
 * a fixed size is in columns; paths, headers and bodies are in a spool that may lie on the disk, so
 * that a capture larger than the memory can be held. Safe to share between threads until closed.
 */
public final class Requests implements Closeable {
  private final RequestsBuilder.Columns columns;
  private final int[] order;
  private final StringTable strings;
  private final RequestSpool spool;
  private final List<Problem> problems;
  private final List<String> notes;
  private final RequestCoverage coverage;
  private final double sampledOneIn;

  Requests(
      RequestsBuilder.Columns columns,
      int[] order,
      StringTable strings,
      RequestSpool spool,
      RequestsBuilder.Findings findings) {
    this.columns = columns;
    this.order = order;
    this.strings = strings;
    this.spool = spool;
    this.problems = List.copyOf(findings.problems());
    this.notes = List.copyOf(findings.notes());
    this.coverage = findings.coverage();
    this.sampledOneIn = findings.sampledOneIn();
  }

  public int size() {
    return order.length;
  }

  public long timeNanos(int request) {
    return columns.timeNanos[order[request]];
  }

  /** Until the last byte of the response, or -1. */
  public long durationNanos(int request) {
    return columns.durationNanos[order[request]];
  }

  public String method(int request) {
    return strings.get(columns.method[order[request]]);
  }

  public String scheme(int request) {
    return strings.get(columns.scheme[order[request]]);
  }

  public String host(int request) {
    return strings.get(columns.host[order[request]]);
  }

  /** The connection or client that the request belongs to; empty if the capture does not say. */
  public String session(int request) {
    return strings.get(columns.session[order[request]]);
  }

  /** The session as a small number that is equal for equal sessions, or -1. */
  public int sessionId(int request) {
    return columns.session[order[request]];
  }

  /** The recorded status, {@link RequestResponse#NO_RESPONSE} or UNKNOWN. */
  public int status(int request) {
    return columns.status[order[request]];
  }

  public RequestFault fault(int request) {
    return columns.fault[order[request]];
  }

  /** Path and query. */
  public String target(int request) {
    int row = order[request];
    return new RequestCodec.Reader(read(columns.payloadAt[row], columns.payloadBytes[row])).text();
  }

  /** Everything that is known of one request, fetched from the spool. */
  public RequestEntry entry(int request) {
    int row = order[request];
    RequestCodec.Reader payload =
        new RequestCodec.Reader(read(columns.payloadAt[row], columns.payloadBytes[row]));
    return new RequestEntry(
        columns.timeNanos[row],
        columns.durationNanos[row],
        method(request),
        scheme(request),
        host(request),
        payload.text(),
        strings.get(columns.version[row]),
        session(request),
        payload.headers(),
        payload.body(),
        fault(request),
        response(row));
  }

  private RequestResponse response(int row) {
    if (columns.responseBytes[row] < 0) {
      return columns.status[row] == RequestResponse.UNKNOWN
          ? RequestResponse.NOT_KNOWN
          : new RequestResponse(columns.status[row], RequestHeaders.NONE, null);
    }
    RequestCodec.Reader payload =
        new RequestCodec.Reader(read(columns.responseAt[row], columns.responseBytes[row]));
    return new RequestResponse(columns.status[row], payload.headers(), payload.body());
  }

  private byte[] read(long offset, int length) {
    try {
      return spool.read(offset, length);
    } catch (IOException failed) {
      throw new UncheckedIOException("the capture's temporary file cannot be read", failed);
    }
  }

  public RequestCoverage coverage() {
    return coverage;
  }

  /** What could not be read. */
  public List<Problem> problems() {
    return problems;
  }

  /** What the person must know before trusting a replay of this. */
  public List<String> notes() {
    return notes;
  }

  /** One of how many requests the capture holds: 1 if all, 0 if it does not say. */
  public double sampledOneIn() {
    return sampledOneIn;
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
