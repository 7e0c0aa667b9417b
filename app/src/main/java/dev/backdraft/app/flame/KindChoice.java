package dev.backdraft.app.flame;

import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.Arrays;
import java.util.List;

/**
 * A kind of samples in the chooser.
 *
 * @param kind which
 * @param there whether the recording has any
 * @param why if not, what is known about it and what to record; "" if it is there
 */
record KindChoice(SampleKind kind, boolean there, String why) {

  /** All kinds, in the order of the command line. Reads blind spots: not on the UI thread. */
  static List<KindChoice> of(Recording recording) {
    List<BlindSpot> spots = recording.blindSpots();
    return Arrays.stream(SampleKind.values())
        .map(kind ->
            recording.sampleKinds().contains(kind)
                ? new KindChoice(kind, true, "")
                : new KindChoice(kind, false, why(kind, spots)))
        .toList();
  }

  /** The same without reasons, for while they are being found. */
  static List<KindChoice> atOnce(Recording recording) {
    return Arrays.stream(SampleKind.values())
        .map(kind -> new KindChoice(kind, recording.sampleKinds().contains(kind), ""))
        .toList();
  }

  private static String why(SampleKind kind, List<BlindSpot> spots) {
    List<String> known =
        spots.stream()
            .filter(spot -> spot.kinds().contains(kind) && spot.id().startsWith("off:"))
            .map(spot -> spot.what() + " " + spot.remedy())
            .limit(2)
            .toList();
    return known.isEmpty() ? remedy(kind) : String.join(" ", known);
  }

  /** What to record, where the recording itself says nothing of it. */
  private static String remedy(SampleKind kind) {
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
}
