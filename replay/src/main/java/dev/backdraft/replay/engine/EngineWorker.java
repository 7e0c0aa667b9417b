package dev.backdraft.replay.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The engine's own process: reads one job from standard input, sends it, and writes progress and
 * results to standard output. It ends when its input ends, so it never outlives its parent.
 */
public final class EngineWorker {
  static final int PROGRESS = 'P';
  static final int RESULTS = 'R';
  static final int FAILED = 'E';
  static final int STOP = 'S';

  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int ORPHANED = 9;

  private EngineWorker() {}

  public static void main(String[] args) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 20));
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 20));
    // Whatever a library prints must not get between the results.
    System.setOut(System.err);
    EngineJob job = EngineJob.read(in);
    try (LoadEngine engine = new LoadEngine(job.settings().threads())) {
      Thread.ofPlatform().daemon().name("parent").start(() -> listen(in, engine));
      Thread progress =
          Thread.ofPlatform().daemon().name("progress").start(() -> report(engine, out));
      EngineResults results = engine.run(job.settings(), job.requests(), job.schedule());
      progress.interrupt();
      progress.join();
      out.writeByte(RESULTS);
      results.write(out);
      out.flush();
    } catch (InterruptedException | RuntimeException broken) {
      out.writeByte(FAILED);
      out.writeUTF(String.valueOf(broken));
      out.flush();
    }
    // The parent closes our input once it has read everything; until then the pipe must stay.
    System.exit(0);
  }

  private static void listen(DataInputStream in, LoadEngine engine) {
    try {
      for (int command = in.read(); command >= 0; command = in.read()) {
        if (command == STOP) {
          engine.stop(GRACE_NANOS);
        }
      }
    } catch (IOException gone) {
      Runtime.getRuntime().halt(ORPHANED);
    }
    Runtime.getRuntime().halt(ORPHANED);
  }

  private static void report(LoadEngine engine, DataOutputStream out) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(EVERY_NANOS);
        EngineProgress progress = engine.progress();
        out.writeByte(PROGRESS);
        out.writeLong(progress.elapsedNanos());
        out.writeLong(progress.ended());
        out.writeInt(progress.inFlight());
        out.flush();
      }
    } catch (IOException gone) {
      Runtime.getRuntime().halt(ORPHANED);
    }
  }
}
