import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs whole processes in alternating pairs and prints medians of ratios as a table. Memory is the
 * most that was resident and not backed by a file, looked at every few milliseconds.
 */
public final class Reading {
  private static final int LIMIT_MINUTES = 10;
  private static final int[] HEAPS = {96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072};

  private final String backdraft;
  private final String java;
  private final Path folder;
  private final int pairs;

  private Reading(String[] args) {
    backdraft = args[0];
    java = args[1];
    folder = Path.of(args[2]);
    pairs = Integer.parseInt(args[3]);
  }

  /** What one process took. */
  private record Run(double seconds, double anonymousMegabytes, boolean ended) {}

  public static void main(String[] args) throws Exception {
    new Reading(args).all();
  }

  private void all() throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%s, Java %s, %d processors, %d pairs%n%n",
        LocalDate.now(),
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        pairs);
    System.out.println(
        "| recording | what | ours s | peer s | ratio of time (spread) | ours MB | peer MB |");
    System.out.println("|---|---|---:|---:|---:|---:|---:|");
    for (String name : List.of("samples-225", "stacks-225")) {
      String file = file(name);
      row(name, "CPU page / converter", flame(file, "cpu"), converter(file), pairs);
      row(
          name,
          "allocation page / converter",
          flame(file, "alloc"),
          converter(file, "--alloc"),
          pairs);
    }
    for (String name : List.of("samples-225", "stacks-225", "events-225")) {
      String file = file(name);
      row(name, "all samples / converter, alloc", open(file), converter(file, "--alloc"), pairs);
      row(
          name,
          "all samples / Mission Control",
          open(file),
          missionControl(file),
          Math.min(3, pairs));
      row(name, "all samples / JDK consumer", open(file), consumer(file), 1);
    }
    String file = file("samples-225");
    System.out.println();
    heap("ours", open(file));
    heap("converter, alloc", converter(file, "--alloc"));
    heap("Mission Control", missionControl(file));
    large();
  }

  private void large() throws Exception {
    String one = file("samples-1024");
    String four = file("samples-4096");
    if (!new File(one).exists() || !new File(four).exists()) {
      return;
    }
    System.out.println();
    Run small = run(flame(one, "cpu"), "-Xmx1g");
    Run whole = run(flame(four, "cpu"), "-Xmx1g");
    System.out.printf(
        Locale.ROOT,
        "With -Xmx1g: 1 GB %.2f s (%s), 4 GB %.2f s (%s), ratio %.2f%n",
        small.seconds,
        small.ended ? "whole" : "failed",
        whole.seconds,
        whole.ended ? "whole" : "failed",
        whole.seconds / small.seconds);
    Run free1 = run(flame(one, "cpu"), "");
    Run free4 = run(flame(four, "cpu"), "");
    System.out.printf(
        Locale.ROOT,
        "Without a limit: 1 GB %.2f s, 4 GB %.2f s (%s), ratio %.2f%n",
        free1.seconds,
        free4.seconds,
        free4.ended ? "whole" : "failed",
        free4.seconds / free1.seconds);
  }

  private String file(String name) {
    return folder.resolve(name + ".jfr").toString();
  }

  private List<String> flame(String file, String event) {
    String page = folder.resolve("ours.html").toString();
    return List.of(
        backdraft, "flame", file, "--no-cache", "--event", event, "--format", "html", "-o", page);
  }

  private List<String> open(String file) {
    return List.of(backdraft, "bench", "open", file, "--rounds", "1", "--samples-only");
  }

  private List<String> converter(String file, String... options) {
    List<String> command = new ArrayList<>(List.of(java, "-jar", part("jfr-converter-")));
    command.addAll(List.of(options));
    command.addAll(List.of(file, folder.resolve("peer.html").toString()));
    return command;
  }

  private List<String> missionControl(String file) {
    return List.of(
        java,
        "-cp",
        folder.resolve("classes") + ":" + folder.resolve("parts") + "/*",
        "MissionControl",
        file);
  }

  private List<String> consumer(String file) {
    return List.of(java, "-cp", folder.resolve("classes").toString(), "Consumer", file);
  }

  private String part(String begins) {
    for (File part : folder.resolve("parts").toFile().listFiles()) {
      if (part.getName().startsWith(begins)) {
        return part.getPath();
      }
    }
    throw new IllegalStateException("no " + begins);
  }

  private void row(String name, String what, List<String> ours, List<String> peer, int times)
      throws Exception {
    double[] own = new double[times];
    double[] other = new double[times];
    double[] ratio = new double[times];
    double ownMemory = 0;
    double otherMemory = 0;
    boolean ended = true;
    for (int i = 0; i < times; i++) {
      Run first = run(i % 2 == 0 ? ours : peer, "");
      Run second = run(i % 2 == 0 ? peer : ours, "");
      Run mine = i % 2 == 0 ? first : second;
      Run theirs = i % 2 == 0 ? second : first;
      own[i] = mine.seconds;
      other[i] = theirs.seconds;
      ratio[i] = mine.seconds / theirs.seconds;
      ownMemory = Math.max(ownMemory, mine.anonymousMegabytes);
      otherMemory = Math.max(otherMemory, theirs.anonymousMegabytes);
      ended &= mine.ended && theirs.ended;
    }
    Arrays.sort(ratio);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s%s | %.2f | %.2f | %.2f (%.2f to %.2f) | %.0f | %.0f |%n",
        name,
        what,
        ended ? "" : ", one of them FAILED",
        median(own),
        median(other),
        ratio[times / 2],
        ratio[0],
        ratio[times - 1],
        ownMemory,
        otherMemory);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The smallest heap with which a command takes no more than 1.2 times as long as without. */
  private void heap(String name, List<String> command) throws Exception {
    double[] free = new double[3];
    for (int i = 0; i < free.length; i++) {
      free[i] = run(command, "").seconds;
    }
    double bound = median(free) * 1.2;
    for (int megabytes : HEAPS) {
      // With too little memory some programs hang for good.
      Run limited = run(command, "-Xmx" + megabytes + "m", 10 * median(free) + 10);
      if (limited.ended && limited.seconds <= bound) {
        System.out.printf(
            Locale.ROOT,
            "%s: -Xmx%dm is enough (%.2f s, %.2f s without a limit)%n",
            name,
            megabytes,
            limited.seconds,
            median(free));
        return;
      }
    }
    System.out.println(name + ": more than " + HEAPS[HEAPS.length - 1] + " MB");
  }

  private Run run(List<String> command, String heap) throws IOException, InterruptedException {
    return run(command, heap, TimeUnit.MINUTES.toSeconds(LIMIT_MINUTES));
  }

  private Run run(List<String> command, String heap, double limitSeconds)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    if (!heap.isEmpty() && command.getFirst().equals(java)) {
      all.add(1, heap);
    }
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("said.txt").toFile());
    if (!heap.isEmpty()) {
      builder.environment().put("BACKDRAFT_JAVA_OPTS", heap);
    }
    long began = System.nanoTime();
    Process process = builder.start();
    long most = 0;
    while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
      most = Math.max(most, anonymousKilobytes(process.pid()));
      if (System.nanoTime() - began > limitSeconds * 1e9) {
        process.destroyForcibly().waitFor();
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Run(seconds, most / 1024.0, process.exitValue() == 0);
  }

  private static long anonymousKilobytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("RssAnon:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      return 0; // it has just ended
    }
    return 0;
  }
}
