package dev.backdraft.analysis.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Collects requests in any order and freezes them, sorted by time. For one thread. */
public final class RequestsBuilder {
  private static final long SECOND = 1_000_000_000L;

  /** A file of nothing but damage must not fill the memory with its complaints. */
  private static final int MAX_PROBLEMS = 1_000;

  private final Columns columns = new Columns();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> strings = new ArrayList<>();
  private final RequestSpool spool;
  private final RequestCodec codec = new RequestCodec();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private double sampledOneIn;
  private int size;

  public RequestsBuilder() {
    this(RequestSpool.MEMORY_BYTES);
  }

  RequestsBuilder(int memoryBytes) {
    spool = new RequestSpool(memoryBytes);
  }

  public int size() {
    return size;
  }

  /** How many bytes of paths, headers and bodies are held, in memory or on the disk. */
  public long spooledBytes() {
    return spool.sizeBytes();
  }

  /**
   * Adds one request.
   *
   * @param wholeSeconds its time is known to the second only
   * @return its row, for {@link #respond} and {@link #fault}; not its place in time
   */
  public int add(RequestEntry entry, boolean wholeSeconds) throws IOException {
    columns.ensure(size);
    int row = size;
    codec.begin().text(entry.target()).headers(entry.headers()).body(entry.body());
    columns.payloadAt[row] = spool.append(codec.bytes(), codec.length());
    columns.payloadBytes[row] = codec.length();
    columns.timeNanos[row] = entry.timeNanos();
    columns.durationNanos[row] = entry.durationNanos();
    columns.method[row] = intern(entry.method());
    columns.scheme[row] = intern(entry.scheme());
    columns.host[row] = intern(entry.host());
    columns.version[row] = intern(entry.version());
    columns.session[row] = intern(entry.session());
    columns.fault[row] = entry.fault();
    columns.wholeSeconds[row] = wholeSeconds;
    columns.responseBytes[row] = -1;
    size++;
    respond(row, entry.response());
    return row;
  }

  /** Sets how a request ended, once that is known. */
  public void respond(int row, RequestResponse response) throws IOException {
    columns.status[row] = (short) response.status();
    if (response.body() == null && response.headers().size() == 0) {
      return;
    }
    codec.begin().headers(response.headers()).body(response.body());
    columns.responseAt[row] = spool.append(codec.bytes(), codec.length());
    columns.responseBytes[row] = codec.length();
  }

  public void duration(int row, long durationNanos) {
    columns.durationNanos[row] = durationNanos;
  }

  /** Says that a request cannot be sent again; the first reason stays. */
  public void fault(int row, RequestFault why) {
    if (columns.fault[row] == RequestFault.NONE) {
      columns.fault[row] = why;
    }
  }

  public void problem(Problem problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    }
  }

  /** Each note is kept once. */
  public void note(String note) {
    notes.add(note);
  }

  public void sampled(double oneIn) {
    sampledOneIn = oneIn;
  }

  private int intern(String text) {
    if (text.isEmpty()) {
      return StringTable.NONE;
    }
    return ids.computeIfAbsent(
        text,
        t -> {
          strings.add(t);
          return strings.size() - 1;
        });
  }

  /** The finished capture; {@code seed} places requests whose time is known to the second only. */
  public Requests build(long seed) {
    int[] order = sorted();
    if (spread(order, new SplittableRandom(seed)) > 0) {
      note(
          "times are known to the second only: arrivals within each second are drawn at random"
              + " (seed "
              + seed
              + "), their order is the file's");
      order = sorted();
    }
    String[] texts = strings.toArray(String[]::new);
    return new Requests(
        columns,
        order,
        new StringTable(texts, texts.length),
        spool,
        new Findings(problems, List.copyOf(notes), coverage(), sampledOneIn));
  }

  /** Lets the temporary file go when nothing will be built. */
  public void discard() throws IOException {
    spool.close();
  }

  /** Rows by time; equal times stay in the order they were added. */
  private int[] sorted() {
    int[] order = new int[size];
    boolean inOrder = true;
    for (int i = 0; i < size; i++) {
      order[i] = i;
      inOrder &= i == 0 || columns.timeNanos[i - 1] <= columns.timeNanos[i];
    }
    return inOrder ? order : mergeSort(order, columns.timeNanos);
  }

  /** Bottom-up and stable, on ints, so that no row becomes an object. */
  private static int[] mergeSort(int[] order, long[] keys) {
    int n = order.length;
    int[] from = order;
    int[] into = new int[n];
    for (int width = 1; width < n && width > 0; width *= 2) {
      for (int low = 0; low < n; low += 2 * width) {
        int middle = Math.min(low + width, n);
        int high = (int) Math.min((long) low + 2L * width, n);
        int a = low;
        int b = middle;
        for (int i = low; i < high; i++) {
          into[i] =
              a < middle && (b >= high || keys[from[a]] <= keys[from[b]]) ? from[a++] : from[b++];
        }
      }
      int[] swap = from;
      from = into;
      into = swap;
    }
    return from;
  }

  /** Gives each request of a whole second its own moment in it; how many there were. */
  private int spread(int[] order, SplittableRandom random) {
    int count = 0;
    int i = 0;
    while (i < order.length) {
      if (!columns.wholeSeconds[order[i]]) {
        i++;
        continue;
      }
      long time = columns.timeNanos[order[i]];
      int end = i;
      while (end < order.length && columns.timeNanos[order[end]] == time) {
        end++;
      }
      double[] moments = new double[end - i];
      Arrays.setAll(moments, k -> random.nextDouble());
      Arrays.sort(moments);
      for (int k = i; k < end; k++) {
        if (columns.wholeSeconds[order[k]]) {
          columns.timeNanos[order[k]] = time + (long) (moments[k - i] * SECOND);
          count++;
        }
      }
      i = end;
    }
    return count;
  }

  private RequestCoverage coverage() {
    Map<RequestFault, Long> faults = new EnumMap<>(RequestFault.class);
    double all = 0;
    double replayable = 0;
    for (int row = 0; row < size; row++) {
      faults.merge(columns.fault[row], 1L, Long::sum);
      double duration = Math.max(0, columns.durationNanos[row]);
      all += duration;
      replayable += columns.fault[row] == RequestFault.NONE ? duration : 0;
    }
    Long sound = faults.remove(RequestFault.NONE);
    return new RequestCoverage(
        size, sound == null ? 0 : sound, all == 0 ? -1 : replayable / all, faults);
  }

  /** What the readers found besides the requests. */
  record Findings(
      List<Problem> problems, List<String> notes, RequestCoverage coverage, double sampledOneIn) {}

  /** One entry per row; about 65 bytes a request. */
  static final class Columns {
    long[] timeNanos = new long[256];
    long[] durationNanos = new long[256];
    long[] payloadAt = new long[256];
    int[] payloadBytes = new int[256];
    long[] responseAt = new long[256];
    int[] responseBytes = new int[256];
    int[] method = new int[256];
    int[] scheme = new int[256];
    int[] host = new int[256];
    int[] version = new int[256];
    int[] session = new int[256];
    short[] status = new short[256];
    RequestFault[] fault = new RequestFault[256];
    boolean[] wholeSeconds = new boolean[256];

    void ensure(int row) {
      if (row < timeNanos.length) {
        return;
      }
      int wanted = timeNanos.length + (timeNanos.length >> 1);
      timeNanos = Arrays.copyOf(timeNanos, wanted);
      durationNanos = Arrays.copyOf(durationNanos, wanted);
      payloadAt = Arrays.copyOf(payloadAt, wanted);
      payloadBytes = Arrays.copyOf(payloadBytes, wanted);
      responseAt = Arrays.copyOf(responseAt, wanted);
      responseBytes = Arrays.copyOf(responseBytes, wanted);
      method = Arrays.copyOf(method, wanted);
      scheme = Arrays.copyOf(scheme, wanted);
      host = Arrays.copyOf(host, wanted);
      version = Arrays.copyOf(version, wanted);
      session = Arrays.copyOf(session, wanted);
      status = Arrays.copyOf(status, wanted);
      fault = Arrays.copyOf(fault, wanted);
      wholeSeconds = Arrays.copyOf(wholeSeconds, wanted);
    }
  }
}
