package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why a recording has no samples of a kind, and what to record to have some: what its own settings
 * say where they do, else what fits the one that wrote it.
 */
public final class MissingKind {
  private static final String ASYNC_HAS_NONE =
      "async-profiler has no such events: record the JVM's own beside it, with --jfrsync profile";

  private MissingKind() {}

  /** In sentences. Reads blind spots: never on the UI thread. */
  public static String why(Recording recording, SampleKind kind) {
    List<BlindSpot> off =
        recording.blindSpots().stream()
            .filter(spot -> spot.kinds().contains(kind) && spot.id().startsWith("off:"))
            .limit(2)
            .toList();
    if (off.isEmpty()) {
      return remedy(recording.jvm().producer(), kind);
    }
    Stream<String> what = off.stream().map(BlindSpot::what);
    Stream<String> remedies = off.stream().map(BlindSpot::remedy).distinct();
    return String.join(" ", Stream.concat(what, remedies).toList());
  }

  /** Where HotSpot is among several, its settings are the ones that a person can change most of. */
  private static String remedy(String producer, SampleKind kind) {
    if (producer.contains("hotspot") || producer.isEmpty()) {
      return hotspot(kind);
    }
    if (producer.contains("async-profiler")) {
      return asyncProfiler(kind);
    }
    return producer.contains("datadog") ? datadog(kind) : nativeImage(kind);
  }

  private static String hotspot(SampleKind kind) {
    return switch (kind) {
      case CPU -> "Record jdk.ExecutionSample (settings=profile) or use async-profiler -e cpu.";
      case WALL -> "HotSpot has no such events: use async-profiler -e wall.";
      case NATIVE -> "Record jdk.NativeMethodSample (settings=profile).";
      case ALLOC -> "Record jdk.ObjectAllocationSample: it is on in settings=profile.";
      case LOCK -> "None were long enough, or jdk.JavaMonitorEnter was off.";
      case PARK -> "None were long enough, or jdk.ThreadPark was off.";
      case WAIT -> "None were long enough, or jdk.JavaMonitorWait and jdk.ThreadSleep were off.";
      case PINNED -> "No virtual thread was pinned for long, or jdk.VirtualThreadPinned was off.";
      case IO -> "None were long enough, or jdk.FileRead, jdk.SocketRead and so on were off.";
      case EXCEPTION -> "Record jdk.JavaExceptionThrow#enabled=true.";
      case LIVE -> "Record jdk.OldObjectSample: it is on in settings=profile.";
      case NATIVE_LIVE -> "Use async-profiler -e nativemem, without nofree: what is freed counts.";
      case NATIVE_MEMORY -> "HotSpot has no such events: use async-profiler -e nativemem.";
    };
  }

  private static String asyncProfiler(SampleKind kind) {
    return switch (kind) {
      case CPU -> "Record with -e cpu.";
      case WALL -> "Record with -e wall, or with --wall beside another event.";
      case NATIVE ->
          "async-profiler has no such events: its CPU and wall samples hold native code.";
      case ALLOC -> "Record with --alloc, as --alloc 512k.";
      case LOCK, PARK -> "None were long enough, or it ran without --lock, as --lock 1ms.";
      case WAIT, PINNED, IO -> ASYNC_HAS_NONE + ".";
      case EXCEPTION -> ASYNC_HAS_NONE + " and jdk.JavaExceptionThrow on.";
      case LIVE -> "Record with --alloc and --live.";
      case NATIVE_LIVE -> "Record with -e nativemem, without nofree: what is freed counts.";
      case NATIVE_MEMORY -> "Record with -e nativemem.";
    };
  }

  private static String datadog(SampleKind kind) {
    return switch (kind) {
      case CPU -> "Record with -Ddd.profiling.ddprof.cpu.enabled=true.";
      case WALL -> "Record with -Ddd.profiling.ddprof.wall.enabled=true.";
      case NATIVE -> "Datadog's profiler has no such events: its samples hold native code.";
      case ALLOC -> "Record with -Ddd.profiling.allocation.enabled=true.";
      case LIVE -> "Record with -Ddd.profiling.ddprof.liveheap.enabled=true.";
      case LOCK, PARK, WAIT, PINNED, IO, EXCEPTION ->
          "There were none to record, or the JVM's own events for them were off in the agent's"
              + " settings.";
      case NATIVE_LIVE, NATIVE_MEMORY ->
          "This agent recorded none: use async-profiler -e nativemem.";
    };
  }

  private static String nativeImage(SampleKind kind) {
    return switch (kind) {
      case WALL, NATIVE, NATIVE_LIVE, NATIVE_MEMORY -> "A native image has no such events.";
      case CPU, ALLOC, LOCK, PARK, WAIT, PINNED, IO, EXCEPTION, LIVE ->
          "There were none to record, they were off, or this native image's JVM does not have"
              + " such events: newer ones have more.";
    };
  }
}
