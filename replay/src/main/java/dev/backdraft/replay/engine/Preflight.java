package dev.backdraft.replay.engine;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What this machine allows, asked before the first request instead of found out by failing. */
public final class Preflight {
  /** For the JVM's own files and the target's connections that this process does not see. */
  private static final int SPARE_FILES = 256;

  private Preflight() {}

  /**
   * The machine's limits.
   *
   * @param files that a process may have open, or -1 if unknown
   * @param ports that one address pair may use, or -1
   * @param backlog of connections that wait to be accepted, or -1
   */
  public record Limits(long files, long ports, long backlog, int cores) {}

  /**
   * One thing that stands in the way.
   *
   * @param fatal the run cannot work; else it may mislead
   */
  public record Obstacle(boolean fatal, String what, String remedy) {}

  /** The limits of this machine. */
  public static Limits limits() {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : -1;
    return new Limits(
        files,
        ports(firstLine(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))),
        number(firstLine(Path.of("/proc/sys/net/core/somaxconn"))),
        Runtime.getRuntime().availableProcessors());
  }

  /** What would go wrong with so many connections and threads within these limits. */
  public static List<Obstacle> check(Limits limits, int connections, int threads) {
    List<Obstacle> obstacles = new ArrayList<>();
    if (limits.files() >= 0 && connections + SPARE_FILES > limits.files()) {
      obstacles.add(
          new Obstacle(
              true,
              connections
                  + " connections need more open files than the "
                  + limits.files()
                  + " allowed",
              "raise the limit: ulimit -n "
                  + (connections + 2 * SPARE_FILES)
                  + ", or LimitNOFILE in the service, or use fewer connections"));
    }
    if (limits.ports() >= 0 && connections > limits.ports()) {
      obstacles.add(
          new Obstacle(
              true,
              connections
                  + " connections to one address need more ports than the "
                  + limits.ports()
                  + " there are",
              "widen the range: sysctl net.ipv4.ip_local_port_range=\"1024 65000\", or use fewer"
                  + " connections"));
    }
    if (limits.backlog() >= 0 && connections > 4 * limits.backlog()) {
      obstacles.add(
          new Obstacle(
              false,
              "many connections at once may overflow the queue of "
                  + limits.backlog()
                  + " that wait to be accepted",
              "begin with a ramp, or raise net.core.somaxconn"));
    }
    if (limits.cores() <= threads) {
      obstacles.add(
          new Obstacle(
              false,
              "the load generator may use all " + limits.cores() + " cores that the target needs",
              "use fewer threads, or a machine with more cores; the run checks its own lag"));
    }
    return obstacles;
  }

  private static long ports(String range) {
    String[] ends = range.strip().split("\\s+");
    long low = number(ends[0]);
    long high = number(ends[ends.length - 1]);
    return low < 0 || high < low ? -1 : high - low + 1;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException notLinux) {
      return "";
    }
  }
}
