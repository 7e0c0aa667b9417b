package dev.backdraft.replay.engine;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What this machine allows, asked before the first request instead of found out by failing. */
public final class Preflight {
  /** For the JVM's own files and the target's connections that this process does not see. */
  private static final int SPARE_FILES = 256;

  /** How much longer than recorded a build may take before it is no longer the usual case. */
  private static final int SLOWER = 4;

  /** A queue that is emptied while it fills takes so many times its size. */
  private static final int BURST = 4;

  /** Of each engine thread's core; above that a block is void. */
  private static final double BUSY = 0.8;

  /** Of the one core there is: the target hardly feels less. */
  private static final double SHARE = 0.2;

  private static final int LONGEST_LINE = 256;

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
  public record Obstacle(boolean fatal, String what, String remedy) {
    public String words() {
      return what + "; " + remedy;
    }
  }

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

  /**
   * What a load takes of a machine.
   *
   * @param connections at a time, as far as can be told before
   * @param worst at a time, when the target answers nothing any more
   * @param certain so many are open for certain; else as many as the target's speed asks for
   * @param atOnce opened in one moment
   * @param cores of processor time for sending
   */
  public record Need(long connections, long worst, boolean certain, long atOnce, double cores) {
    /** A closed loop, which always has so many open and takes all the time it gets. */
    public static Need always(long connections) {
      return new Need(connections, connections, true, connections, 1);
    }

    /** A build that is slower than what was recorded, or a burst, has more open than usual. */
    private long likely() {
      return certain ? connections : Math.min(worst, SLOWER * connections);
    }

    private String words() {
      String many = connections == 1 ? "one connection" : connections + " connections";
      if (certain) {
        return many;
      }
      return "about "
          + many
          + " at a time by what was recorded, up to "
          + worst
          + " if the target hangs,";
    }
  }

  /** What would go wrong with such a load within these limits; what surely fits is not told. */
  public static List<Obstacle> check(Limits limits, Need need, int threads) {
    List<Obstacle> obstacles = new ArrayList<>();
    files(obstacles, limits, need);
    if (limits.ports() >= 0 && need.likely() > limits.ports()) {
      obstacles.add(
          new Obstacle(
              need.certain(),
              need.words()
                  + (need.certain() ? " to one address need" : " may need")
                  + " more ports than the "
                  + limits.ports()
                  + " there are",
              "widen the range: sysctl net.ipv4.ip_local_port_range=\"1024 65000\", or use fewer"
                  + " connections"));
    }
    if (limits.backlog() >= 0 && need.atOnce() > BURST * limits.backlog()) {
      obstacles.add(
          new Obstacle(
              false,
              "many connections at once may overflow the queue of "
                  + limits.backlog()
                  + " that wait to be accepted",
              "begin with a ramp, or raise net.core.somaxconn"));
    }
    cores(obstacles, limits, need, threads);
    return obstacles;
  }

  private static void files(List<Obstacle> obstacles, Limits limits, Need need) {
    if (limits.files() < 0 || need.likely() + SPARE_FILES <= limits.files()) {
      return;
    }
    // The generator itself has a few dozen open: close to the limit it may still work.
    boolean fatal = need.certain() && need.connections() > limits.files();
    obstacles.add(
        new Obstacle(
            fatal,
            need.words()
                + (fatal ? " need" : " may need")
                + " more open files than the "
                + limits.files()
                + " allowed",
            "raise the limit: ulimit -n "
                + (need.likely() + 2 * SPARE_FILES)
                + ", or LimitNOFILE in the service, or use fewer connections"));
  }

  private static void cores(List<Obstacle> obstacles, Limits limits, Need need, int threads) {
    if (need.cores() > BUSY * threads && !need.certain()) {
      obstacles.add(
          new Obstacle(
              false,
              String.format(
                  Locale.ROOT,
                  "sending that much takes about %.1f cores, and the load generator has %d",
                  need.cores(),
                  threads),
              "use a lower rate or factor; a block whose load was late is void"));
    } else if (limits.cores() <= threads && need.cores() > SHARE) {
      obstacles.add(
          new Obstacle(
              false,
              "the load generator may use "
                  + (limits.cores() == 1 ? "the one core" : "all " + limits.cores() + " cores")
                  + " that the target needs",
              "use less load, or a machine with more cores; the run checks its own lag"));
    }
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

  /** In one piece: the kernel tells such a number only to who asks for all of it at once. */
  private static String firstLine(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] line = new byte[LONGEST_LINE];
      int length = in.read(line);
      return length < 0 ? "" : new String(line, 0, length, StandardCharsets.US_ASCII);
    } catch (IOException notLinux) {
      return "";
    }
  }
}
