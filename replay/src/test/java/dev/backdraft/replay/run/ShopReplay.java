package dev.backdraft.replay.run;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.engine.OwnJava;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a replay of the shop together. */
final class ShopReplay implements ReplayListener {
  /** A busy machine must not make a block void here: what is tested is the verdict. */
  private static final BlockLimits ANY = new BlockLimits(60_000_000_000L, 1e9, 1, 1e9);

  private final Path folder;
  private String check = "{symptom: failures}";
  private String load = "{rate: 1200, warmup: 0.05, measure: 0.1, countLost: false}";
  private String target = "";
  private String ready = "/";
  private String more = "";
  private String jfr = "jfr: off\n";
  private String lines = carts();
  private String address = "";
  private boolean inProcess;
  private boolean firstPairOnly;
  private @Nullable Stage stopAt;
  private int stopAtPart;
  private int sides;
  private int part;
  private long toCompare;
  private int pairs;
  private @Nullable Stage atStage;
  private Doing whenThere = () -> {};
  private int atBlock;
  private Doing whileMeasuring = () -> {};
  private final Set<ProcessHandle> others =
      ProcessHandle.current().descendants().collect(Collectors.toSet());
  private final Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
  private ReplayOptions options = ReplayOptions.usual().withLimits(ANY);
  private @Nullable ReplayRun run;

  ShopReplay(Path folder) {
    this.folder = folder;
  }

  /** What a test does to a run that is under way. */
  @FunctionalInterface
  interface Doing {
    void now() throws Exception;
  }

  private static String carts() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      lines.append(request(i, "GET", "/carts/" + (i % 20 == 7 ? 12 : 3), "", ""));
    }
    return lines.toString();
  }

  private static String request(int i, String method, String target, String rest, String session) {
    return "{\"time\":\"2026-01-01T00:00:00."
        + String.format("%03d", i)
        + "Z\",\"method\":\""
        + method
        + "\",\"scheme\":\"http\",\"host\":\"h\",\"target\":\""
        + target
        + "\""
        + session
        + rest
        + "}\n";
  }

  /** Logins whose token and cookie later requests send back. */
  ShopReplay carrying() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i += 2) {
      String token = "old-token-" + i;
      text.append(
          request(
              i,
              "POST",
              "/login",
              ",\"body\":\"{}\",\"response\":{\"status\":200,\"body\":\"{\\\"token\\\":\\\""
                  + token
                  + "\\\"}\"}",
              ""));
      text.append(
          request(
              i + 1,
              "POST",
              "/mine",
              ",\"headers\":[[\"Cookie\",\"SID=stale\"]],\"body\":\"{\\\"token\\\":\\\""
                  + token
                  + "\\\"}\"",
              ""));
    }
    lines = text.toString();
    return this;
  }

  ShopReplay check(String value) {
    check = value;
    return this;
  }

  ShopReplay load(String value) {
    load = value;
    return this;
  }

  ShopReplay target(String value) {
    target = value;
    return this;
  }

  ShopReplay ready(String value) {
    ready = value;
    return this;
  }

  ShopReplay more(String value) {
    more = value;
    jfr = value.contains("jfr:") ? "" : jfr;
    return this;
  }

  ShopReplay capture(String value) {
    lines = value;
    return this;
  }

  /** An hour back each time that it is asked. */
  ShopReplay clockSetBack() {
    AtomicInteger asked = new AtomicInteger();
    options =
        options.withClock(() -> Instant.now().minus(Duration.ofHours(asked.getAndIncrement())));
    return this;
  }

  ShopReplay address(String value) {
    address = value;
    return this;
  }

  /**
   * Both builds run in this process and are only asked: for what is shown of answers, where a
   * process of its own for each block is not the point and takes most of a brief block's time.
   */
  ShopReplay inProcess() {
    inProcess = true;
    return this;
  }

  /** Asked to end as soon as a block comes so far. */
  ShopReplay stopAt(Stage stage) {
    stopAt = stage;
    return this;
  }

  /** Asked to end in this part of the side that runs second. */
  ShopReplay stopAtPart(int part) {
    stopAtPart = part;
    return this;
  }

  ShopReplay stopAfterFirstPair() {
    firstPairOnly = true;
    return this;
  }

  /** Done once, as soon as a block comes so far. */
  ShopReplay at(Stage stage, Doing what) {
    atStage = stage;
    whenThere = what;
    return this;
  }

  /** Done once, in the middle of this block or, on a machine that skips it, of a later one. */
  ShopReplay whileMeasuring(int block, Doing what) {
    atBlock = block;
    whileMeasuring = what;
    return this;
  }

  /** What runs for this replay, and not for a test before it. */
  Stream<ProcessHandle> processes() {
    return ProcessHandle.current().descendants().filter(one -> !others.contains(one));
  }

  /** Every process that was there while something was sent: engine, guards, targets. */
  Set<ProcessHandle> seen() {
    return Set.copyOf(seen);
  }

  ShopReplay comparingBytes(long bytes) {
    options = options.withComparingBytes(bytes);
    return this;
  }

  /** How many answers were to be compared, over all pairs. */
  long toCompare() {
    return toCompare;
  }

  /** Fewer than a plan may ask for: where what is shown is no matter of statistics. */
  ShopReplay pairs(int value) {
    pairs = value;
    return this;
  }

  private String side(String faults) {
    if (!address.isEmpty()) {
      return "  address: " + address + "\n";
    }
    StringBuilder words = new StringBuilder();
    for (String word :
        OwnJava.command(
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"),
            ShopTarget.class,
            List.of("{port}", faults, "{state}"))) {
      words.append(words.isEmpty() ? "'" : ", '").append(word).append('\'');
    }
    return "  command: [" + words + "]\n  ready: " + ready + "\n" + target;
  }

  ReplayRun.Result run(String before, String after) throws Exception {
    if (!inProcess) {
      return replayed(side(before), side(after));
    }
    try (ShopServer old = ShopTarget.server(0, before, folder);
        ShopServer fresh = ShopTarget.server(0, after, folder)) {
      Thread.ofPlatform().daemon().name("shop before").start(old);
      Thread.ofPlatform().daemon().name("shop after").start(fresh);
      return replayed(running(old), running(fresh));
    }
  }

  private static String running(ShopServer server) {
    return "  address: http://127.0.0.1:" + server.port() + "\n";
  }

  private ReplayRun.Result replayed(String before, String after) throws Exception {
    Path capture = folder.resolve("capture.jsonl");
    Files.writeString(capture, "{\"backdraft\":\"requests\",\"version\":1}\n" + lines);
    String plan =
        "captures: capture.jsonl\nbefore:\n"
            + before
            + "after:\n"
            + after
            + "load: "
            + load
            + "\ncheck: "
            + check
            + "\n"
            + jfr
            + more;
    ReplayPlan read = PlanReader.read(plan, folder);
    read = pairs == 0 ? read : read.withRule(read.rule().withPairs(pairs));
    try (Requests requests =
        CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
      ReplayRun started = new ReplayRun(read, requests, folder.resolve("out"), options, this);
      run = started;
      return started.run();
    }
  }

  @Override
  public void block(int pair, int pairs, String side) {
    sides++;
    part = 0;
    if (firstPairOnly && pair > 1) {
      stop();
    }
  }

  @Override
  public void stage(Stage stage) {
    part += stage == Stage.MEASURING ? 1 : 0;
    boolean wanted = stage == stopAt || (sides == 2 && part > 0 && part == stopAtPart);
    if (wanted) {
      stop();
    }
    if (stage == atStage) {
      atStage = null;
      does(whenThere);
    }
  }

  @Override
  public void comparing(long done, long all) {
    toCompare += done == 0 ? all : 0;
  }

  private void stop() {
    ReplayRun running = run;
    if (running != null) {
      try {
        running.stop();
      } catch (IOException gone) {
        throw new IllegalStateException(gone);
      }
    }
  }

  @Override
  public void progress(boolean measured, EngineProgress progress) {
    processes().forEach(seen::add);
    if (measured && progress.ended() > 0 && atBlock > 0 && sides >= atBlock) {
      atBlock = 0;
      does(whileMeasuring);
    }
  }

  private static void does(Doing what) {
    try {
      what.now();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void note(String note) {}
}
