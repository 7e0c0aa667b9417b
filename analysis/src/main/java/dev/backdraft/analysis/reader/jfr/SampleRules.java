package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events are samples, of what, and which of their fields say how much. */
enum SampleRules {
  CPU_TIME(SampleKind.CPU, "CPUTimeSample", Weigh.SPAN, "samplingPeriod", ""),
  EXECUTION(SampleKind.CPU, "ExecutionSample", Weigh.PERIOD, "", ""),
  DD_EXECUTION(SampleKind.CPU, "datadog.ExecutionSample", Weigh.PERIOD, "weight", ""),
  WALL_CLOCK(SampleKind.WALL, "profiler.WallClockSample", Weigh.PERIOD, "timeSpan", ""),
  DD_METHOD(SampleKind.WALL, "datadog.MethodSample", Weigh.PERIOD, "weight", ""),
  ALLOCATION(SampleKind.ALLOC, "ObjectAllocationSample", Weigh.BYTES, "weight", "objectClass"),
  IN_TLAB(SampleKind.ALLOC, "ObjectAllocationInNewTLAB", Weigh.BYTES, "tlabSize", "objectClass"),
  OUTSIDE_TLAB(
      SampleKind.ALLOC,
      "ObjectAllocationOutsideTLAB",
      Weigh.BYTES,
      "allocationSize",
      "objectClass"),
  DD_ALLOCATION(SampleKind.ALLOC, "datadog.ObjectSample", Weigh.BYTES, "size", "objectClass"),
  MONITOR(SampleKind.LOCK, "JavaMonitorEnter", Weigh.DURATION, "", "monitorClass"),
  PARK(SampleKind.PARK, "ThreadPark", Weigh.DURATION, "", "parkedClass"),
  MONITOR_WAIT(SampleKind.WAIT, "JavaMonitorWait", Weigh.DURATION, "", "monitorClass"),
  SLEEP(SampleKind.WAIT, "ThreadSleep", Weigh.DURATION, "", ""),
  VIRTUAL_PINNED(SampleKind.PINNED, "VirtualThreadPinned", Weigh.DURATION, "", "blockingOperation"),
  NATIVE_METHOD(SampleKind.NATIVE, "NativeMethodSample", Weigh.PERIOD, "", ""),
  FILE_READ(SampleKind.IO, "FileRead", Weigh.DURATION, "", "path"),
  FILE_WRITE(SampleKind.IO, "FileWrite", Weigh.DURATION, "", "path"),
  FILE_FORCE(SampleKind.IO, "FileForce", Weigh.DURATION, "", "path"),
  SOCKET_READ(SampleKind.IO, "SocketRead", Weigh.DURATION, "", "host"),
  SOCKET_WRITE(SampleKind.IO, "SocketWrite", Weigh.DURATION, "", "host"),
  DD_SOCKET(SampleKind.IO, "datadog.NativeSocketEvent", Weigh.DURATION, "", "remoteAddress"),
  EXCEPTION(SampleKind.EXCEPTION, "JavaExceptionThrow", Weigh.ONE, "", "thrownClass"),
  ERROR(SampleKind.EXCEPTION, "JavaErrorThrow", Weigh.ONE, "", "thrownClass"),
  OLD_OBJECT(SampleKind.LIVE, "OldObjectSample", Weigh.BYTES, "objectSize", "object"),
  LIVE_OBJECT(SampleKind.LIVE, "profiler.LiveObject", Weigh.BYTES, "allocationSize", "objectClass"),
  DD_LIVE(SampleKind.LIVE, "datadog.HeapLiveObject", Weigh.BYTES, "size", "objectClass"),
  MALLOC(SampleKind.NATIVE_MEMORY, "profiler.Malloc", Weigh.BYTES, "size", ""),
  DD_MALLOC(SampleKind.NATIVE_MEMORY, "datadog.NativeMemoryAllocation", Weigh.BYTES, "size", "");

  /** What was given back of what {@link #MALLOC} took. */
  static final String FREE = "profiler.Free";

  /** Where the weight comes from. */
  enum Weigh {
    /** Each event counts as one. */
    ONE,
    /** How long the event lasted. */
    DURATION,
    /** A field in bytes. */
    BYTES,
    /** A field that is a span of time. */
    SPAN,
    /** The period that the chunk was sampled with, if it is known; else as many samples. */
    PERIOD
  }

  private static final SampleRules[] ALL = values();

  private final SampleKind kind;
  private final String type;
  private final Weigh weigh;
  private final String weightField;
  private final String tagField;

  SampleRules(SampleKind kind, String type, Weigh weigh, String weightField, String tagField) {
    this.kind = kind;
    this.type = type;
    this.weigh = weigh;
    this.weightField = weightField;
    this.tagField = tagField;
  }

  SampleKind kind() {
    return kind;
  }

  Weigh weigh() {
    return weigh;
  }

  String weightField() {
    return weightField;
  }

  String tagField() {
    return tagField;
  }

  String type() {
    return type;
  }

  /** The name without HotSpot's package. */
  static String local(String typeName) {
    return EventType.localName(typeName);
  }

  static @Nullable SampleRules of(String typeName) {
    String local = local(typeName);
    for (SampleRules rule : ALL) {
      if (rule.type.equals(local)) {
        return rule;
      }
    }
    return null;
  }

  /** All kinds that events of this type can be samples of. */
  Set<SampleKind> kinds() {
    return switch (this) {
      case EXECUTION -> Set.of(kind, SampleKind.WALL); // some profilers mean the wall clock
      case MALLOC -> Set.of(kind, SampleKind.NATIVE_LIVE);
      default -> Set.of(kind);
    };
  }

  /** True if an event's field {@code weight} says for how many it stands. */
  boolean isFactored() {
    return switch (this) {
      case DD_ALLOCATION, DD_LIVE, DD_SOCKET, DD_MALLOC -> true;
      default -> false;
    };
  }

  /** True for the events whose places are kept: they will be asked for. */
  static boolean isKept(TypeInfo type) {
    if (!type.isEvent()) {
      return false;
    }
    return of(type.name) != null
        || switch (local(type.name)) {
          case "ActiveSetting", "JVMInformation", "DataLoss", "CPUTimeSamplesLost" -> true;
          case "datadog.DatadogProfilerConfig", "datadog.UnwindFailure", FREE -> true;
          default -> false;
        };
  }
}
