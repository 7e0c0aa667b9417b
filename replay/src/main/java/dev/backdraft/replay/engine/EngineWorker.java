package dev.backdraft.replay.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own process: reads jobs from standard input, sends one after the other, and writes
 * progress and results to standard output. It ends when its input ends, so it never outlives its
 * parent.
 */
public final class EngineWorker {
  static final int PROGRESS = 'P';
  static final int RESULTS = 'R';
  static final int FAILED = 'E';
  static final int STOP = 'S';
  static final int JOB = 'J';

  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int ORPHANED = 9;

  private final DataInputStream in;
  private final DataOutputStream out;
  private final BlockingQueue<EngineJob> jobs = new LinkedBlockingQueue<>();
  private final Object lock = new Object();
  private @Nullable LoadEngine running;
  private AnswerKeeping.Spill spill = AnswerKeeping.Spill.NONE;

  private EngineWorker(DataInputStream in, DataOutputStream out) {
    this.in = in;
    this.out = out;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 20));
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 20));
    // Whatever a library prints must not get between the results.
    System.setOut(System.err);
    new EngineWorker(in, out).work();
  }

  private void work() throws IOException, InterruptedException {
    Thread.ofPlatform().daemon().name("parent").start(this::listen);
    while (true) {
      EngineJob job = jobs.take();
      try {
        run(job);
      } catch (RuntimeException broken) {
        out.writeByte(FAILED);
        out.writeUTF(String.valueOf(broken));
      }
      out.flush();
    }
  }

  private void run(EngineJob job) throws IOException, InterruptedException {
    // What reading the job left behind is collected now, not while requests are due.
    System.gc();
    EngineResults results;
    try (LoadEngine engine = new LoadEngine(job.settings().threads())) {
      synchronized (lock) {
        running = engine;
        spill = job.settings().keeping().spill();
      }
      Thread progress = Thread.ofPlatform().daemon().name("progress").start(() -> report(engine));
      try {
        results = engine.run(job.settings(), job.requests(), job.schedule());
      } finally {
        progress.interrupt();
        progress.join();
        synchronized (lock) {
          running = null;
        }
      }
    }
    results.heap(peakHeap());
    out.writeByte(RESULTS);
    results.write(out);
  }

  private static long peakHeap() {
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        peak += pool.getPeakUsage().getUsed();
      }
    }
    return peak;
  }

  /** Ends this process with its input: the one who wanted the results is gone. */
  private void listen() {
    try {
      for (int command = in.read(); command >= 0; command = in.read()) {
        if (command == JOB) {
          jobs.add(EngineJob.read(in));
        } else if (command == STOP) {
          stop();
        }
      }
    } catch (IOException gone) {
      orphaned();
    }
    orphaned();
  }

  /** Nobody is left to read what was written. */
  private void orphaned() {
    synchronized (lock) {
      BodySpill.delete(spill);
    }
    Runtime.getRuntime().halt(ORPHANED);
  }

  private void stop() {
    synchronized (lock) {
      LoadEngine engine = running;
      if (engine != null) {
        engine.stop(GRACE_NANOS);
      }
    }
  }

  private void report(LoadEngine engine) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(EVERY_NANOS);
        EngineProgress progress = engine.progress();
        out.writeByte(PROGRESS);
        progress.write(out);
        out.flush();
      }
    } catch (IOException gone) {
      orphaned();
    }
  }
}
