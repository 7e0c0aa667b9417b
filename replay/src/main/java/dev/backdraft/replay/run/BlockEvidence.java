package dev.backdraft.replay.run;

import dev.backdraft.replay.evidence.JvmControl;
import dev.backdraft.replay.evidence.MachineLoad;
import dev.backdraft.replay.evidence.ProcessWatch;
import dev.backdraft.replay.evidence.PrometheusText;
import dev.backdraft.replay.evidence.RecordingSlice;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.target.Probe;
import dev.backdraft.replay.target.Target;
import dev.backdraft.replay.target.TargetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a target shows while one slice is measured. What cannot be had is noted, never guessed. */
final class BlockEvidence implements AutoCloseable {
  /** More time than this part taken by the host is worth a word. */
  private static final double MUCH_STOLEN = 0.03;

  /** A recording of one block never fits into less. */
  private static final long LEAST_SPACE_BYTES = 64 << 10;

  /** Clocks that differ by more were set in between. */
  private static final Duration CLOCK_SET = Duration.ofMillis(250);

  private final @Nullable Target target;
  private final TargetSpec spec;
  private final String host;
  private final int port;
  private final ReplayPlan plan;
  private final InstantSource clock;
  private final List<String> notes;
  private final @Nullable JvmControl jvm;
  private final boolean collects;
  private JvmControl.@Nullable Identity identity;
  private @Nullable ProcessWatch watch;
  private @Nullable RecordingSlice slice;
  private @Nullable Path recording;
  private Map<String, Double> firstMetrics = Map.of();
  private Map<String, Double> metrics = Map.of();
  private MachineLoad machineBefore = MachineLoad.UNKNOWN;
  private Map<String, Double> machine = Map.of();
  private Map<String, Double> watched = Map.of();
  private Duration cpuBefore = Duration.ZERO;
  private Duration cpu = Duration.ZERO;
  private Instant began = Instant.EPOCH;
  private long beganNanos;
  private long liveBefore = -1;
  private long liveAfter = -1;
  private boolean clockSet;

  private BlockEvidence(
      @Nullable Target target,
      TargetSpec spec,
      String host,
      int port,
      BlockRun.BlockSetting setting,
      List<String> notes,
      @Nullable JvmControl jvm) {
    this.target = target;
    this.spec = spec;
    this.host = host;
    this.port = port;
    this.plan = setting.plan();
    this.clock = setting.options().clock();
    this.notes = notes;
    this.jvm = jvm;
    this.collects = plan.rule().asks("allocation") || plan.rule().asks("leak");
  }

  /** Finds the JVM among the target's processes, and begins its recording. */
  static BlockEvidence of(
      @Nullable Target target,
      TargetSpec spec,
      String host,
      int port,
      BlockRun.BlockSetting setting,
      List<String> notes)
      throws InterruptedException {
    ReplayPlan plan = setting.plan();
    JvmControl jvm =
        target == null ? null : JvmControl.among(target.processes(), setting.stopped());
    if (jvm != null && !plan.jfr().equals(ReplayPlan.NO_JFR)) {
      try {
        String said = jvm.startRecording(plan.jfr());
        if (said.startsWith("the target makes")) {
          notes.add(said);
        }
      } catch (IOException refused) {
        notes.add("no recording: " + refused.getMessage());
      }
    }
    BlockEvidence evidence = new BlockEvidence(target, spec, host, port, setting, notes, jvm);
    try {
      if (jvm != null && target != null) {
        evidence.identity = bare(jvm.identity(), target);
      }
    } catch (IOException refused) {
      notes.add("the JVM does not say which it is: " + refused.getMessage());
    }
    return evidence;
  }

  /** Port and state differ from block to block, and mean nothing. */
  private static JvmControl.Identity bare(JvmControl.Identity identity, Target target) {
    String port = Integer.toString(target.port());
    String state = target.state().toString();
    return new JvmControl.Identity(
        identity.version(),
        identity.arguments().stream()
            .map(word -> word.replace(state, "{state}").replace(port, "{port}"))
            .toList());
  }

  JvmControl.@Nullable Identity identity() {
    return identity;
  }

  /** The measured slice is about to begin. */
  void begin() throws InterruptedException {
    Target running = target;
    began = clock.instant();
    beganNanos = System.nanoTime();
    machineBefore = MachineLoad.now();
    liveBefore = live();
    firstMetrics = scrape();
    if (running != null) {
      watch = ProcessWatch.start(running::processes);
      cpuBefore = ProcessWatch.cpu(running.processes());
    }
  }

  /** The measured slice is over. */
  void end(Path folder, String label) throws InterruptedException {
    Target running = target;
    if (running != null && running.alive()) {
      cpu = ProcessWatch.cpu(running.processes()).minus(cpuBefore);
    }
    ProcessWatch watching = watch;
    if (watching != null) {
      watched = watching.figures();
      watching.close();
      watch = null;
    }
    machine = MachineLoad.now().since(machineBefore);
    if (machine.getOrDefault("stealShare", 0.0) > MUCH_STOLEN) {
      notes.add(
          String.format(
              Locale.ROOT,
              "its host took %.0f %% of this machine's time while this was measured",
              100 * machine.getOrDefault("stealShare", 0.0)));
    }
    metrics = PrometheusText.rise(firstMetrics, scrape());
    liveAfter = running == null || running.alive() ? live() : -1;
    Instant ended = clock.instant();
    Duration wall = Duration.between(began, ended);
    Duration real = Duration.ofNanos(System.nanoTime() - beganNanos);
    clockSet = wall.minus(real).abs().compareTo(CLOCK_SET) > 0;
    if (clockSet) {
      notes.add("the clock was set while this was measured; the recording is left whole");
    }
    if (running != null && running.alive()) {
      cut(
          folder,
          label,
          clockSet ? Instant.EPOCH : began,
          clockSet ? Instant.MAX : began.plus(real));
    }
  }

  /** Only where it is asked for: a forced collection changes what the next seconds cost. */
  private long live() throws InterruptedException {
    if (!collects || jvm == null) {
      return -1;
    }
    try {
      return jvm.liveBytes();
    } catch (IOException refused) {
      notes.add("no live bytes: " + refused.getMessage());
      return -1;
    }
  }

  private Map<String, Double> scrape() {
    if (spec.metrics().isEmpty()) {
      return Map.of();
    }
    try {
      return PrometheusText.read(Probe.body(host, port, spec.metrics(), spec.tls()));
    } catch (IOException failed) {
      notes.add("no metrics: " + failed.getMessage());
      return Map.of();
    }
  }

  private void cut(Path folder, String label, Instant from, Instant to)
      throws InterruptedException {
    recording = null;
    slice = null;
    if (jvm == null || plan.jfr().equals(ReplayPlan.NO_JFR)) {
      return;
    }
    Path whole = folder.resolve(label + ".whole.jfr");
    Path part = folder.resolve(label + ".jfr");
    try {
      Files.deleteIfExists(whole);
      if (jvm.dump(whole)) {
        slice = RecordingSlice.cut(whole, part, from, to);
        recording = part;
      }
    } catch (IOException failed) {
      notes.add("the recording is not kept: " + reason(whole, failed));
      drop(part);
    } finally {
      // It holds the target's whole environment.
      drop(whole);
    }
  }

  private void drop(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException left) {
      notes.add(file + " stays behind: " + left.getMessage());
    }
  }

  /** Who reads what a JVM left that found no space speaks of its form. */
  private static String reason(Path whole, IOException failed) {
    try {
      if (Files.exists(whole) && Files.size(whole) == 0) {
        Files.delete(whole);
      }
      boolean full = Files.getFileStore(whole.getParent()).getUsableSpace() < LEAST_SPACE_BYTES;
      return full ? "no space left in " + whole.getParent() : "" + failed.getMessage();
    } catch (IOException unknown) {
      return "" + failed.getMessage();
    }
  }

  boolean lost() {
    return slice != null && slice.lost();
  }

  @Nullable Path recording() {
    return recording;
  }

  Map<String, Double> metrics() {
    return metrics;
  }

  Duration cpu() {
    return cpu;
  }

  /** What is known of the target, by name. */
  Map<String, Double> watched() {
    Map<String, Double> all = new TreeMap<>(watched);
    all.putAll(machine);
    if (slice != null) {
      all.putAll(slice.figures());
    }
    if (liveBefore >= 0 && liveAfter >= 0) {
      all.put("liveBeforeBytes", (double) liveBefore);
      all.put("liveAfterBytes", (double) liveAfter);
    }
    return all;
  }

  /** Figures per request that are judged, of so many that were answered. */
  Map<String, Double> figures(long answered, long sent) {
    Map<String, Double> figures = new TreeMap<>();
    if (sent > 0 && cpu.isPositive()) {
      figures.put("cpu", (double) cpu.toNanos() / sent);
    }
    if (answered > 0 && slice != null && !clockSet) {
      double exact = collects ? slice.allocatedBytes() : -1;
      double bytes = exact >= 0 ? exact : slice.sampledBytes();
      if (bytes > 0) {
        figures.put("allocation", bytes / answered);
      }
    }
    if (answered > 0 && liveBefore >= 0 && liveAfter >= 0) {
      figures.put("leak", (double) (liveAfter - liveBefore) / answered);
    }
    return figures;
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
