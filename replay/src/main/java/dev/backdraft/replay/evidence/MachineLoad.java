package dev.backdraft.replay.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What else went on on this machine: time that its host took away, and how many processes wanted to
 * run. Recorded beside a block, never a reason to drop it.
 *
 * @param ticks of all processors since the start, or 0 where the system does not say
 * @param stolen of them, taken by the host
 * @param waiting processes that run or want to, over the last minute; -1 where it is not known
 */
public record MachineLoad(long ticks, long stolen, double waiting) {
  /** Fields of the first line of /proc/stat that make up all time: user to steal. */
  private static final int TIMES = 8;

  public static final MachineLoad UNKNOWN = new MachineLoad(0, 0, -1);

  /** As it is now; unknown where there is no /proc. */
  public static MachineLoad now() {
    return of(lines(Path.of("/proc/stat")), lines(Path.of("/proc/loadavg")));
  }

  static MachineLoad of(List<String> stat, List<String> loadavg) {
    long ticks = 0;
    long stolen = 0;
    double waiting = -1;
    try {
      String[] times = stat.isEmpty() ? new String[0] : stat.getFirst().strip().split("\\s+", -1);
      for (int i = 1; i <= TIMES && i < times.length; i++) {
        ticks += Long.parseLong(times[i]);
        stolen = i == TIMES ? Long.parseLong(times[i]) : 0;
      }
      if (!loadavg.isEmpty()) {
        waiting = Double.parseDouble(loadavg.getFirst().strip().split(" ", -1)[0]);
      }
    } catch (NumberFormatException otherForm) {
      return UNKNOWN;
    }
    return new MachineLoad(ticks, stolen, waiting);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException none) {
      return List.of();
    }
  }

  /** What happened since an earlier moment, by name. */
  public Map<String, Double> since(MachineLoad earlier) {
    Map<String, Double> figures = new TreeMap<>();
    if (ticks > earlier.ticks && earlier.ticks > 0) {
      figures.put("stealShare", (double) (stolen - earlier.stolen) / (ticks - earlier.ticks));
    }
    if (waiting >= 0) {
      figures.put("loadAverage", waiting);
    }
    return figures;
  }
}
