package dev.backdraft.replay.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A recording cut to a measured slice, and what it says of allocation and collections. */
public final class RecordingSlice {
  /** Written when a chunk begins, and wanted whenever that was. */
  private static final Set<String> ALWAYS =
      Set.of(
          "jdk.JVMInformation",
          "jdk.OSInformation",
          "jdk.CPUInformation",
          "jdk.GCConfiguration",
          "jdk.GCHeapConfiguration",
          "jdk.YoungGenerationConfiguration",
          "jdk.InitialSystemProperty",
          "jdk.ActiveRecording",
          "jdk.ActiveSetting");

  /** The environment holds secrets, and says nothing of a profile. */
  private static final String ENVIRONMENT = "jdk.InitialEnvironmentVariable";

  /** Written when a recording is dumped, so after the slice: when it was allocated counts. */
  private static final String LIVE = "jdk.OldObjectSample";

  private final List<Heap> heaps = new ArrayList<>();
  private double sampledBytes;
  private double pauseNanos;
  private double collections;
  private boolean lost;

  /** Used heap before or after a collection. */
  private record Heap(Instant time, boolean before, long usedBytes) {}

  private RecordingSlice() {}

  /** Writes the events of a recording that fall into a slice to another file, and sums them up. */
  public static RecordingSlice cut(Path whole, Path part, Instant from, Instant to)
      throws IOException {
    RecordingSlice slice = new RecordingSlice();
    try (RecordingFile file = new RecordingFile(whole)) {
      file.write(part, event -> slice.take(event, from, to));
    }
    slice.heaps.sort(Comparator.comparing(Heap::time));
    return slice;
  }

  private boolean take(RecordedEvent event, Instant from, Instant to) {
    String type = event.getEventType().getName();
    if (ALWAYS.contains(type)) {
      return true;
    }
    if (type.equals(LIVE)) {
      Instant allocated = event.getInstant("allocationTime");
      return !allocated.isBefore(from) && !allocated.isAfter(to);
    }
    boolean within = !event.getEndTime().isBefore(from) && !event.getStartTime().isAfter(to);
    if (!within || type.equals(ENVIRONMENT)) {
      return false;
    }
    switch (type) {
      case "jdk.GCHeapSummary" ->
          heaps.add(
              new Heap(
                  event.getStartTime(),
                  event.getString("when").startsWith("Before"),
                  event.getLong("heapUsed")));
      case "jdk.ObjectAllocationSample" -> sampledBytes += event.getLong("weight");
      case "jdk.GarbageCollection" -> {
        collections++;
        pauseNanos += event.getDuration("sumOfPauses").toNanos();
      }
      case "jdk.DataLoss" -> lost = true;
      default -> {}
    }
    return true;
  }

  /** Events were lost: the recording's sums are too low. */
  public boolean lost() {
    return lost;
  }

  /**
   * Bytes allocated between the first and the last collection of the slice, from how full the heap
   * was before and after each: exact where a collection stands at both ends. -1 with less than two.
   */
  public double allocatedBytes() {
    double sum = 0;
    long after = -1;
    boolean any = false;
    for (Heap heap : heaps) {
      if (heap.before() && after >= 0) {
        sum += Math.max(0, heap.usedBytes() - after);
        any = true;
      } else if (!heap.before()) {
        after = heap.usedBytes();
      }
    }
    return any ? sum : -1;
  }

  /** The same by samples, which need no collection but are less exact; 0 if there were none. */
  public double sampledBytes() {
    return sampledBytes;
  }

  public Map<String, Double> figures() {
    Map<String, Double> figures = new TreeMap<>();
    figures.put("gcCount", collections);
    figures.put("gcPauseNanos", pauseNanos);
    if (allocatedBytes() >= 0) {
      figures.put("allocatedBytes", allocatedBytes());
    }
    figures.put("allocatedSampledBytes", sampledBytes);
    return figures;
  }
}
