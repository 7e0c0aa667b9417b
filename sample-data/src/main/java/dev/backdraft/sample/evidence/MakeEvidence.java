package dev.backdraft.sample.evidence;

import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.traffic.Answer;
import dev.backdraft.sample.traffic.Buyers;
import dev.backdraft.sample.traffic.CaptureFile;
import dev.backdraft.sample.traffic.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Runs the two builds of an incident for half a minute each and keeps recording, metrics, spans,
 * logs and, of the build with the fault, the capture. The service starts in a folder that stands
 * for a server's, with an empty environment, so that nothing of this machine gets into the
 * evidence.
 */
public final class MakeEvidence {
  private static final String PROTOBUF =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";
  private static final int SCRAPE_SECONDS = 10;
  private static final int PORT = 18_443;
  private static final int START_SECONDS = 30;
  private static final int IDLE_SECONDS = 6;

  /** Evidence of what stays shows that it stays: traffic stops before the recording does. */
  private static final Set<String> IDLE_AT_END = Set.of("leak", "queue");

  private static final Set<String> AS_HAR = Set.of("contract", "upgrade");

  private final String incident;
  private final Path server;
  private final Path evidence;

  private MakeEvidence(String incident, Path server, Path evidence) {
    this.incident = incident;
    this.server = server;
    this.evidence = evidence;
  }

  /** Arguments: the incident, the server's folder with its jars, the folder for the evidence. */
  public static void main(String[] words) throws Exception {
    MakeEvidence make = new MakeEvidence(words[0], Path.of(words[1]), Path.of(words[2]));
    Files.createDirectories(make.evidence);
    if (make.incident.equals("upgrade")) {
      Path old = make.evidence.resolve("old-store");
      Files.createDirectories(old);
      Files.deleteIfExists(old.resolve("checkout.db"));
      OldStore.make(old);
    }
    make.build("before");
    make.build("after");
    Manifest.write(make.evidence, make.incident);
  }

  private void build(String build)
      throws IOException, InterruptedException, SQLException, FailedException {
    Path data = server.resolve("data");
    delete(data);
    Files.createDirectories(data);
    if (incident.equals("upgrade")) {
      Files.copy(evidence.resolve("old-store").resolve("checkout.db"), data.resolve("checkout.db"));
    }
    Process process = start(build);
    try {
      ready(process);
      Buyers buyers = new Buyers(PORT);
      var _ = buyers.send(Traffic.warmUp(incident));
      List<Answer> answers;
      try (ScheduledExecutorService scraping = Executors.newSingleThreadScheduledExecutor()) {
        for (int at = 0; at <= Traffic.SECONDS; at += SCRAPE_SECONDS) {
          int second = at;
          var _ = scraping.schedule(() -> scrape(build, second), second, TimeUnit.SECONDS);
        }
        answers = buyers.send(Traffic.of(incident));
      }
      say(build, answers);
      if (IDLE_AT_END.contains(incident)) {
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        collect(process);
        scrape(build, Traffic.SECONDS + IDLE_SECONDS);
      }
      if (build.equals("before")) {
        capture(answers);
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
    pack(server.resolve("recording.jfr"), evidence.resolve(build + ".jfr.gz"));
    pack(data.resolve("spans.jsonl"), evidence.resolve(build + ".spans.jsonl.gz"));
    pack(server.resolve("log.jsonl"), evidence.resolve(build + ".log.jsonl.gz"));
  }

  private void capture(List<Answer> answers) throws IOException {
    if (AS_HAR.contains(incident)) {
      CaptureFile.har(evidence.resolve("capture.har.gz"), answers);
    } else {
      CaptureFile.gor(evidence.resolve("capture.gor.gz"), answers);
    }
  }

  private Process start(String build) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m", "-Xmn16m", "-XX:-UsePerfData"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:StartFlightRecording:filename=recording.jfr,settings=checkout.jfc");
    command.addAll(List.of("-Xlog:jfr*=off", "-cp", "checkout.jar:lib/*"));
    command.addAll(List.of("dev.backdraft.sample.Checkout", "--port", Integer.toString(PORT)));
    command.addAll(List.of("--folder", "data", "--incident", incident, "--build", build));
    ProcessBuilder builder = new ProcessBuilder(command).directory(server.toFile());
    builder.environment().clear();
    builder.redirectOutput(server.resolve("log.jsonl").toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder.start();
  }

  private static void ready(Process process) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() - deadline < 0) {
      try {
        if (get("/health/ready", "text/plain").length > 0) {
          return;
        }
      } catch (IOException notYet) {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw new IOException("the service ended with code " + process.exitValue());
        }
      }
    }
    throw new IOException("the service did not get ready");
  }

  private static byte[] get(String path, String accept) throws IOException {
    var connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + PORT + path).toURL().openConnection();
    connection.setRequestProperty("Accept", accept);
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }

  private void scrape(String build, int second) {
    String name = String.format(Locale.ROOT, "%s.metrics-%02d.pb", build, second);
    try {
      Files.write(evidence.resolve(name), get("/metrics", PROTOBUF));
    } catch (IOException missed) {
      System.err.println("a scrape failed: " + missed.getMessage());
    }
  }

  /** Asks for a collection twice, so that the recording shows what stays without traffic. */
  private static void collect(Process process) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    for (int i = 0; i < 2; i++) {
      var _ =
          new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
    }
  }

  private void say(String build, List<Answer> answers) {
    long failed = answers.stream().filter(one -> one.status() == 0 || one.status() >= 500).count();
    long[] took = answers.stream().mapToLong(Answer::tookNanos).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%s %s: %d requests, %d failed, p50 %.1f ms, p99 %.1f ms%n",
        incident,
        build,
        took.length,
        failed,
        took[took.length / 2] / 1e6,
        took[took.length * 99 / 100] / 1e6);
  }

  private static void pack(Path from, Path to) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to), 1 << 16)) {
      Files.copy(from, out);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
