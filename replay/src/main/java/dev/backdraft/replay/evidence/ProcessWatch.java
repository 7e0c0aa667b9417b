package dev.backdraft.replay.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Looks twice a second at what the system says of a target's processes. */
public final class ProcessWatch implements AutoCloseable {
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Supplier<List<ProcessHandle>> processes;
  private final Thread thread;
  private final List<long[]> rows = new ArrayList<>();
  private volatile boolean closed;

  private ProcessWatch(Supplier<List<ProcessHandle>> processes) {
    this.processes = processes;
    this.thread = Thread.ofPlatform().daemon().name("process watch").unstarted(this::run);
  }

  /** Begins to look; the list may change as processes come and go. */
  public static ProcessWatch start(Supplier<List<ProcessHandle>> processes) {
    ProcessWatch watch = new ProcessWatch(processes);
    watch.look();
    watch.thread.start();
    return watch;
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(EVERY_NANOS);
      look();
    }
  }

  private void look() {
    long rss = 0;
    long files = 0;
    long threads = 0;
    for (ProcessHandle process : processes.get()) {
      Path folder = Path.of("/proc/" + process.pid());
      rss += status(folder, "VmRSS:") * 1024;
      threads += status(folder, "Threads:");
      files += count(folder.resolve("fd"));
    }
    synchronized (rows) {
      rows.add(new long[] {rss, files, threads});
    }
  }

  private static long status(Path folder, String name) {
    try {
      for (String line : Files.readAllLines(folder.resolve("status"))) {
        if (line.startsWith(name)) {
          return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
        }
      }
    } catch (IOException | NumberFormatException gone) {
      return 0;
    }
    return 0;
  }

  private static long count(Path folder) {
    try (var entries = Files.list(folder)) {
      return entries.count();
    } catch (IOException | java.io.UncheckedIOException gone) {
      return 0;
    }
  }

  /** CPU time that processes have used so far. */
  public static Duration cpu(List<ProcessHandle> processes) {
    return processes.stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** What was seen, by name; nothing where the system does not say. */
  public Map<String, Double> figures() {
    look();
    Map<String, Double> figures = new TreeMap<>();
    synchronized (rows) {
      if (rows.stream().allMatch(row -> row[0] == 0)) {
        return figures;
      }
      long[] first = rows.getFirst();
      long[] last = rows.getLast();
      figures.put("rssFirstBytes", (double) first[0]);
      figures.put("rssLastBytes", (double) last[0]);
      figures.put("rssPeakBytes", (double) rows.stream().mapToLong(row -> row[0]).max().orElse(0));
      figures.put("filesFirst", (double) first[1]);
      figures.put("filesLast", (double) last[1]);
      figures.put("threadsFirst", (double) first[2]);
      figures.put("threadsLast", (double) last[2]);
    }
    return figures;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
