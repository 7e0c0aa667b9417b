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
      String value = text(folder, name).replace("kB", "").strip();
      return value.isEmpty() ? 0 : Long.parseLong(value);
    } catch (IOException | NumberFormatException gone) {
      return 0;
    }
  }

  private static String text(Path folder, String name) throws IOException {
    for (String line : Files.readAllLines(folder.resolve("status"))) {
      if (line.startsWith(name)) {
        return line.substring(name.length()).strip();
      }
    }
    return "";
  }

  /** Nothing of it runs until somebody continues it; false where the system does not say. */
  public static boolean stopped(long pid) {
    try {
      return text(Path.of("/proc/" + pid), "State:").startsWith("T");
    } catch (IOException gone) {
      return false;
    }
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
