package dev.backdraft.replay.engine;

import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Slice;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Jobs for the engine made of paths, and what came of them by request. */
final class EngineJobs {
  static final long SECOND = 1_000_000_000L;

  private EngineJobs() {}

  static byte[] get(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** GET requests for paths, of no session. */
  static EngineRequests gets(String... paths) {
    int[] sessions = new int[paths.length];
    Arrays.fill(sessions, -1);
    return gets(sessions, paths);
  }

  /** GET requests for paths, each of its session. */
  static EngineRequests gets(int[] sessions, String... paths) {
    List<byte[]> bytes = Arrays.stream(paths).map(EngineJobs::get).toList();
    return new EngineRequests(bytes, sessions, new boolean[paths.length]);
  }

  /** Sends each request once, at so many a second. */
  static EngineJob once(EngineSettings settings, double perSecond, EngineRequests requests) {
    return job(settings, new Pace.Rate(perSecond), false, 60 * SECOND, requests);
  }

  /** Sends the requests again and again for so long. */
  static EngineJob looped(
      EngineSettings settings, Pace pace, long length, EngineRequests requests) {
    return job(settings, pace, true, length, requests);
  }

  private static EngineJob job(
      EngineSettings settings, Pace pace, boolean loop, long length, EngineRequests requests) {
    return new EngineJob(
        settings,
        requests,
        new long[requests.size()],
        pace,
        Slice.all(requests.size()),
        loop,
        0,
        length);
  }

  /** In this process. */
  static EngineResults run(EngineJob job) throws InterruptedException {
    try (LoadEngine engine = new LoadEngine(job.settings().threads())) {
      return engine.run(job.settings(), job.requests(), job.schedule());
    }
  }

  /** A process that takes jobs, as the engine's own, but of nobody. */
  static Process worker() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            EngineWorker.class.getName())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** What a process of the engine's own makes of a job that may have so many files open. */
  static EngineResults runWithFiles(int most, EngineJob job) throws IOException {
    Process worker =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "ulimit -n " + most + "; exec \"$@\"",
                "engine",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EngineWorker.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (DataOutputStream out = new DataOutputStream(worker.getOutputStream());
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(worker.getInputStream()))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      job.write(new DataOutputStream(bytes));
      out.writeByte(EngineWorker.JOB);
      bytes.writeTo(out);
      out.flush();
      while (in.readByte() == EngineWorker.PROGRESS) {
        var _ = EngineProgress.read(in);
      }
      return EngineResults.read(in);
    } finally {
      worker.destroyForcibly();
    }
  }

  /** The first row of a request, in whichever order they ended. */
  static int row(EngineResults results, int request) {
    for (int row = 0; row < results.size(); row++) {
      if (results.request(row) == request) {
        return row;
      }
    }
    throw new AssertionError("no answer to request " + request);
  }
}
