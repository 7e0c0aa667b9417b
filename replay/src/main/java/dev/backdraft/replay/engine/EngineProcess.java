package dev.backdraft.replay.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job in a process of its own, so that neither our garbage collector nor the window's is
 * measured by mistake. The process ends with ours, whatever ends ours.
 */
public final class EngineProcess {
  private static final long BASE_HEAP = 192L << 20;
  private static final long MOST_HEAP = 4L << 30;

  /** What one result takes in the columns while they grow. */
  private static final long ROW_BYTES = 180;

  private @Nullable Process process;

  public EngineProcess() {}

  /** The worker broke; {@link #getMessage} has its words. */
  public static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenException(String why) {
      super("the load engine's process broke: " + why);
    }
  }

  /** Sends the job and waits for its results. */
  public EngineResults run(EngineJob job, EngineProgress.Listener listener) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(job));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process worker = builder.start();
    synchronized (this) {
      process = worker;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(worker.getInputStream(), 1 << 20))) {
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(worker.getOutputStream(), 1 << 20));
      job.write(out);
      out.flush();
      return results(in, listener);
    } catch (EOFException ended) {
      throw new BrokenException("it ended early, with code " + exitCode(worker));
    } finally {
      worker.destroyForcibly();
    }
  }

  /** Sends nothing more; {@link #run} returns with what was measured. */
  public void stop() throws IOException {
    Process worker;
    synchronized (this) {
      worker = process;
    }
    if (worker != null && worker.isAlive()) {
      OutputStream out = worker.getOutputStream();
      out.write(EngineWorker.STOP);
      out.flush();
    }
  }

  private static EngineResults results(DataInputStream in, EngineProgress.Listener listener)
      throws IOException {
    while (true) {
      int kind = in.readByte();
      switch (kind) {
        case EngineWorker.PROGRESS ->
            listener.progress(new EngineProgress(in.readLong(), in.readLong(), in.readInt()));
        case EngineWorker.RESULTS -> {
          return EngineResults.read(in);
        }
        case EngineWorker.FAILED -> throw new BrokenException(in.readUTF());
        default -> throw new BrokenException("it wrote something else than results");
      }
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

  private static List<String> command(EngineJob job) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms128m");
    command.add("-Xmx" + (heapBytes(job) >> 20) + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:MaxDirectMemorySize=1g");
    command.add("-XX:-UsePerfData");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dio.netty.leakDetection.level=disabled");
    command.add("-cp");
    command.add(classPath());
    command.add(EngineWorker.class.getName());
    return command;
  }

  /** The worker needs no module: the same jars do, wherever they were found. */
  private static String classPath() {
    String modules = System.getProperty("jdk.module.path", "");
    String classes = System.getProperty("java.class.path", "");
    String separator =
        modules.isEmpty() || classes.isEmpty() ? "" : System.getProperty("path.separator");
    return classes + separator + modules;
  }

  private static long heapBytes(EngineJob job) {
    long requests = 0;
    for (int i = 0; i < job.requests().size(); i++) {
      requests += job.requests().bytes(i).length + 64L;
    }
    long rows = Math.min(job.schedule().size(), 10_000_000);
    long wanted = BASE_HEAP + 2 * requests + ROW_BYTES * rows + 2 * job.settings().keepTotalBytes();
    return Math.min(MOST_HEAP, wanted);
  }
}
