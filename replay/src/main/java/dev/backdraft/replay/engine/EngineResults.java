package dev.backdraft.replay.engine;

import dev.backdraft.replay.outcome.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How each request ended, one row per request sent or given up, in the order in which they ended.
 * Filled by one thread; read after the run.
 */
public final class EngineResults {
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final Map<Outcome, Byte> CODES = codes();

  private int size;
  private int[] request = new int[1024];
  private byte[] outcome = new byte[1024];
  private short[] status = new short[1024];
  private long[] dueNanos = new long[1024];
  private long[] lagNanos = new long[1024];
  private long[] sentNanos = new long[1024];
  private long[] endNanos = new long[1024];
  private long[] bodyBytes = new long[1024];
  private long[] bodyHash = new long[1024];
  private byte[] @Nullable [] body = new byte[1024][];

  /** Numbers in {@code heads}; grows only where heads are kept. */
  private int[] head = new int[0];

  private KeptHeads heads = new KeptHeads();

  /** By row. */
  private final Map<Integer, SpilledBody> spilled = new HashMap<>();

  private long unspilled;
  private String spillProblem = "";
  private long keptBytes;
  private long elapsedNanos;
  private long cpuNanos;
  private ConnectionUse connections = ConnectionUse.NONE;
  private int mostInFlight;
  private long heapBytes;
  private final CarriedTally carried = new CarriedTally();

  private static Map<Outcome, Byte> codes() {
    Map<Outcome, Byte> codes = new EnumMap<>(Outcome.class);
    for (int i = 0; i < OUTCOMES.length; i++) {
      codes.put(OUTCOMES[i], (byte) i);
    }
    return codes;
  }

  EngineResults() {}

  public int size() {
    return size;
  }

  /** The request's number in {@link EngineRequests}. */
  public int request(int row) {
    return request[row];
  }

  public Outcome outcome(int row) {
    return OUTCOMES[outcome[row]];
  }

  /** The status of a response that began, else 0. */
  public int status(int row) {
    return status[row];
  }

  /** When it was due, from the start of the run. */
  public long dueNanos(int row) {
    return dueNanos[row];
  }

  /** How much later than due the engine took it up: its own fault, never the target's. */
  public long lagNanos(int row) {
    return lagNanos[row];
  }

  /** From the moment it was due until it ended. */
  public long responseNanos(int row) {
    return endNanos[row] - dueNanos[row];
  }

  /** From the moment it was written until it ended, or -1 if it was never written. */
  public long serviceNanos(int row) {
    return sentNanos[row] < 0 ? -1 : endNanos[row] - sentNanos[row];
  }

  public long bodyBytes(int row) {
    return bodyBytes[row];
  }

  /** A hash of the whole body; equal bodies have equal hashes. */
  public long bodyHash(int row) {
    return bodyHash[row];
  }

  /** What was kept of the body, or null. */
  public byte @Nullable [] body(int row) {
    return body[row];
  }

  /**
   * The chosen headers of an answer as name, value, name, value; null if they were not kept. Equal
   * ones are one list.
   */
  public @Nullable List<String> headers(int row) {
    int number = row < head.length ? head[row] : KeptHeads.NONE;
    return number == KeptHeads.NONE ? null : heads.fields(number);
  }

  /** Where a body stands that is too large for memory, or null. */
  public @Nullable SpilledBody spilled(int row) {
    return spilled.get(row);
  }

  /** How many bodies were too large for memory and for the file, or came too fast for it. */
  public long unspilled() {
    return unspilled;
  }

  /** Why the file of large bodies could not be written, or empty. */
  public String spillProblem() {
    return spillProblem;
  }

  /** Everything is written that could be; what was lost on the way is known now. */
  void settle(BodySpill spill) {
    spilled.values().removeIf(SpilledBody::lost);
    unspilled = spill.lost();
    spillProblem = spill.problem();
  }

  public long elapsedNanos() {
    return elapsedNanos;
  }

  /** CPU time that the generator used, all threads. */
  public long cpuNanos() {
    return cpuNanos;
  }

  public ConnectionUse connections() {
    return connections;
  }

  public int mostInFlight() {
    return mostInFlight;
  }

  /** The most heap that the generator used, its results included. */
  public long heapBytes() {
    return heapBytes;
  }

  /** Whether the values that requests send back stood in the answers. */
  public CarriedTally carried() {
    return carried;
  }

  void heap(long bytes) {
    heapBytes = bytes;
  }

  public Map<Outcome, Long> counts() {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (int row = 0; row < size; row++) {
      counts.merge(outcome(row), 1L, Long::sum);
    }
    return counts;
  }

  /** Latency from due to ended, of what was answered or waited for in vain. */
  public Histogram responseHistogram() {
    Histogram histogram = histogram();
    for (int row = 0; row < size; row++) {
      if (outcome(row).timed()) {
        histogram.recordValue(Math.max(0, responseNanos(row)));
      }
    }
    return histogram;
  }

  /** Latency from sent to ended, of what was answered or waited for in vain. */
  public Histogram serviceHistogram() {
    Histogram histogram = histogram();
    for (int row = 0; row < size; row++) {
      if (outcome(row).timed()) {
        histogram.recordValue(Math.max(0, serviceNanos(row)));
      }
    }
    return histogram;
  }

  /** The schedule error of everything that was due. */
  public Histogram lagHistogram() {
    Histogram histogram = histogram();
    for (int row = 0; row < size; row++) {
      histogram.recordValue(Math.max(0, lagNanos[row]));
    }
    return histogram;
  }

  private static Histogram histogram() {
    return new Histogram(1, 3_600_000_000_000L, 3);
  }

  void add(int number, Outcome how, int code, long due, long lag, long sent, long end) {
    ensure();
    request[size] = number;
    outcome[size] = CODES.getOrDefault(how, (byte) 0);
    status[size] = (short) code;
    dueNanos[size] = due;
    lagNanos[size] = lag;
    sentNanos[size] = sent;
    endNanos[size] = end;
    size++;
  }

  /** Keeps of the last row's answer what it is compared by. */
  void keep(ResponseParser parser, Outcome how, AnswerKeeping keeping) {
    if (keeping.bodyBytes() > 0) {
      ResponseBody came = parser.body();
      boolean room = keptBytes + came.keptBytes() <= keeping.totalBytes();
      if (!room) {
        came.spillKept();
      }
      SpilledBody large = came.spilled();
      if (large != null) {
        spilled.put(size - 1, large);
        room = false;
      }
      byte[] kept = room ? came.kept() : new byte[0];
      addBody(came.bytes(), came.hash(), kept, keeping.totalBytes());
    }
    ChosenHead chosen = parser.chosen();
    if (chosen.any() && how == Outcome.STATUS && !chosen.tooLong()) {
      addHead(heads.number(chosen.bytes(), chosen.length()));
    }
  }

  /** Adds the head of the last row. */
  private void addHead(int number) {
    if (head.length < request.length) {
      head = Arrays.copyOf(head, request.length);
    }
    head[size - 1] = number;
  }

  /** Adds the body of the last row. */
  void addBody(long bytes, long hash, byte[] kept, long keepTotal) {
    bodyBytes[size - 1] = bytes;
    bodyHash[size - 1] = hash;
    if (keptBytes + kept.length <= keepTotal && kept.length > 0) {
      body[size - 1] = kept;
      keptBytes += kept.length;
    }
  }

  void run(long elapsed, long cpu) {
    elapsedNanos = elapsed;
    cpuNanos = cpu;
  }

  void run(ConnectionUse use, int most) {
    connections = use;
    mostInFlight = most;
  }

  void addAll(EngineResults other) {
    int[] numbers = heads.numbers(other.heads);
    for (int row = 0; row < other.size; row++) {
      ensure();
      request[size] = other.request[row];
      outcome[size] = other.outcome[row];
      status[size] = other.status[row];
      dueNanos[size] = other.dueNanos[row];
      lagNanos[size] = other.lagNanos[row];
      sentNanos[size] = other.sentNanos[row];
      endNanos[size] = other.endNanos[row];
      bodyBytes[size] = other.bodyBytes[row];
      bodyHash[size] = other.bodyHash[row];
      body[size] = other.body[row];
      SpilledBody large = other.spilled.get(row);
      if (large != null) {
        spilled.put(size, large);
      }
      size++;
      if (row < other.head.length && other.head[row] != KeptHeads.NONE) {
        addHead(numbers[other.head[row]]);
      }
    }
    connections = connections.and(other.connections);
    mostInFlight += other.mostInFlight;
    carried.addAll(other.carried);
  }

  private void ensure() {
    if (size < request.length) {
      return;
    }
    int wanted = size + (size >> 1);
    request = Arrays.copyOf(request, wanted);
    outcome = Arrays.copyOf(outcome, wanted);
    status = Arrays.copyOf(status, wanted);
    dueNanos = Arrays.copyOf(dueNanos, wanted);
    lagNanos = Arrays.copyOf(lagNanos, wanted);
    sentNanos = Arrays.copyOf(sentNanos, wanted);
    endNanos = Arrays.copyOf(endNanos, wanted);
    bodyBytes = Arrays.copyOf(bodyBytes, wanted);
    bodyHash = Arrays.copyOf(bodyHash, wanted);
    body = Arrays.copyOf(body, wanted);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(elapsedNanos);
    out.writeLong(cpuNanos);
    connections.write(out);
    out.writeInt(mostInFlight);
    out.writeLong(heapBytes);
    carried.write(out);
    out.writeInt(size);
    for (int row = 0; row < size; row++) {
      out.writeInt(request[row]);
      out.writeByte(outcome[row]);
      out.writeShort(status[row]);
      out.writeLong(dueNanos[row]);
      out.writeLong(lagNanos[row]);
      out.writeLong(sentNanos[row]);
      out.writeLong(endNanos[row]);
      out.writeLong(bodyBytes[row]);
      out.writeLong(bodyHash[row]);
      byte[] kept = body[row];
      out.writeInt(kept == null ? -1 : kept.length);
      if (kept != null) {
        out.write(kept);
      }
    }
    spill(out);
    heads.write(out);
    for (int row = 0; heads.size() > 0 && row < size; row++) {
      out.writeInt(row < head.length ? head[row] : KeptHeads.NONE);
    }
  }

  private void spill(DataOutput out) throws IOException {
    out.writeLong(unspilled);
    out.writeUTF(spillProblem);
    out.writeInt(spilled.size());
    for (Map.Entry<Integer, SpilledBody> one : spilled.entrySet()) {
      out.writeInt(one.getKey());
      one.getValue().write(out);
    }
  }

  private void spill(DataInput in) throws IOException {
    unspilled = in.readLong();
    spillProblem = in.readUTF();
    for (int left = in.readInt(); left > 0; left--) {
      spilled.put(in.readInt(), SpilledBody.read(in));
    }
  }

  static EngineResults read(DataInput in) throws IOException {
    EngineResults results = new EngineResults();
    results.elapsedNanos = in.readLong();
    results.cpuNanos = in.readLong();
    results.connections = ConnectionUse.read(in);
    results.mostInFlight = in.readInt();
    results.heapBytes = in.readLong();
    results.carried.read(in);
    int count = in.readInt();
    for (int row = 0; row < count; row++) {
      int number = in.readInt();
      Outcome how = OUTCOMES[in.readByte()];
      int code = in.readShort();
      results.add(number, how, code, in.readLong(), in.readLong(), in.readLong(), in.readLong());
      long bytes = in.readLong();
      long hash = in.readLong();
      int kept = in.readInt();
      byte[] body = new byte[Math.max(0, kept)];
      in.readFully(body);
      results.addBody(bytes, hash, body, Long.MAX_VALUE);
    }
    results.spill(in);
    results.heads = KeptHeads.read(in);
    if (results.heads.size() > 0) {
      results.head = new int[count];
      for (int row = 0; row < count; row++) {
        results.head[row] = in.readInt();
      }
    }
    return results;
  }
}
