package dev.backdraft.replay.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job in a process of its own, so that neither our garbage collector nor the window's is
 * measured by mistake. The process ends with ours, whatever ends ours.
 */
public final class EngineProcess implements AutoCloseable {
  private static final long BASE_HEAP = 192L << 20;
  private static final long MOST_HEAP = 4L << 30;

  /** A target's name or port of another length must not ask for another process. */
  private static final long HEAP_STEP = 128L << 20;

  /** What one result takes in the columns while they grow. */
  private static final long ROW_BYTES = 190;

  private static final int ENDING_SECONDS = 5;

  private @Nullable Process process;
  private @Nullable DataInputStream buffered;
  private long heapBytes;

  public EngineProcess() {}

  /** The worker broke; {@link #getMessage} has its words. */
  public static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenException(String why) {
      super("the load engine's process broke: " + why);
    }

    /** What to do about it. */
    public String remedy() {
      return "Perhaps the system ended it for want of memory (dmesg says so), or somebody did by"
          + " hand. Run it again, with less load if it comes again.";
    }
  }

  /**
   * Makes sure of a process that has room for this job and for each that is no larger, so that the
   * one that warms up is the one that measures.
   */
  public void reserve(EngineJob largest) throws IOException {
    var _ = worker(heapBytes(largest));
  }

  /** Sends the job and waits for its results. One job at a time. */
  public EngineResults run(EngineJob job, EngineProgress.Listener listener) throws IOException {
    Process worker = worker(heapBytes(job));
    boolean whole = false;
    try {
      // Not buffered beyond the job: the stop command goes over the same stream.
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(worker.getOutputStream(), 1 << 16));
      out.writeByte(EngineWorker.JOB);
      job.write(out);
      out.flush();
      EngineResults results = results(input(), listener);
      whole = true;
      return results;
    } catch (EOFException ended) {
      throw endedEarly(worker);
    } catch (IOException failed) {
      if (failed instanceof BrokenException || !ended(worker)) {
        throw failed;
      }
      throw endedEarly(worker);
    } finally {
      if (!whole) {
        close();
      }
    }
  }

  /** The process stays for the next job: one that is warm measures more evenly. */
  private Process worker(long heap) throws IOException {
    Process running;
    synchronized (this) {
      running = process;
      if (running != null && running.isAlive() && heap <= heapBytes) {
        return running;
      }
    }
    close();
    if (running != null && !running.isAlive()) {
      // Another in its place would be a cold one, and nobody would know.
      throw endedEarly(running);
    }
    ProcessBuilder builder = new ProcessBuilder(unmoved(command(heap)));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process started = builder.start();
    synchronized (this) {
      process = started;
      heapBytes = heap;
      buffered = new DataInputStream(new BufferedInputStream(started.getInputStream(), 1 << 20));
    }
    return started;
  }

  private synchronized DataInputStream input() throws IOException {
    DataInputStream in = buffered;
    if (in == null) {
      throw new BrokenException("it was closed");
    }
    return in;
  }

  /** Which process sends, or -1 for none. */
  synchronized long pid() {
    Process worker = process;
    return worker == null ? -1 : worker.pid();
  }

  /** Sends nothing more; {@link #run} returns with what was measured. */
  public void stop() throws IOException {
    Process worker;
    synchronized (this) {
      worker = process;
    }
    if (worker != null && worker.isAlive()) {
      OutputStream out = worker.getOutputStream();
      try {
        out.write(EngineWorker.STOP);
        out.flush();
      } catch (IOException gone) {
        // One that ended meanwhile sends nothing more either; whoever waits for it is told.
        if (!ended(worker)) {
          throw gone;
        }
      }
    }
  }

  /** Ends the process, and with it what it is sending. */
  @Override
  public synchronized void close() {
    Process worker = process;
    process = null;
    buffered = null;
    if (worker != null) {
      worker.destroyForcibly();
    }
  }

  private static EngineResults results(DataInputStream in, EngineProgress.Listener listener)
      throws IOException {
    while (true) {
      int kind = in.readByte();
      switch (kind) {
        case EngineWorker.PROGRESS -> listener.progress(EngineProgress.read(in));
        case EngineWorker.RESULTS -> {
          return EngineResults.read(in);
        }
        case EngineWorker.FAILED -> throw new BrokenException(in.readUTF());
        default -> throw new BrokenException("it wrote something else than results");
      }
    }
  }

  /**
   * Ctrl+C and a CI job's end are sent to our whole group: we stop the worker in good order, so
   * that what it measured comes back. It ends with its input, or is killed.
   */
  private static List<String> unmoved(List<String> command) {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return command;
    }
    List<String> words =
        new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP TERM; exec \"$@\"", "engine"));
    words.addAll(command);
    return words;
  }

  private static BrokenException endedEarly(Process worker) {
    return new BrokenException("it ended early, with code " + exitCode(worker));
  }

  /** Its pipes break a moment before it is known to have ended. */
  private static boolean ended(Process worker) {
    try {
      return worker.waitFor(ENDING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return !worker.isAlive();
    }
  }

  private static String exitCode(Process worker) {
    try {
      return String.valueOf(worker.waitFor());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  private static List<String> command(long heap) {
    return OwnJava.command(
        List.of(
            "-Xms128m",
            "-Xmx" + (heap >> 20) + "m",
            "-XX:+UseSerialGC",
            "-XX:MaxDirectMemorySize=1g",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Dio.netty.leakDetection.level=disabled"),
        EngineWorker.class,
        List.of());
  }

  private static long heapBytes(EngineJob job) {
    long requests = 0;
    for (int i = 0; i < job.requests().size(); i++) {
      requests += job.requests().bytes(i).length + 64L;
    }
    long rows = Math.min(job.schedule().size(), 10_000_000);
    long wanted =
        BASE_HEAP + 2 * requests + ROW_BYTES * rows + 2 * job.settings().keeping().mostBytes();
    long roomy = wanted + wanted / 8;
    return Math.min(MOST_HEAP, (roomy + HEAP_STEP - 1) / HEAP_STEP * HEAP_STEP);
  }
}
