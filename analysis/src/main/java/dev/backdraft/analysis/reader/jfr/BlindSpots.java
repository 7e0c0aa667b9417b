package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what a recording could not show: events that were off, thresholds and throttles, losses, cut
 * stacks, and samplers that see only part of what happens.
 */
final class BlindSpots {
  private static final String START_WITH =
      "Record with the settings `profile`, or switch the event on with jfr configure.";

  /** From this version on, HotSpot samples threads where they cooperate (JEP 518). */
  private static final int COOPERATIVE = 25;

  private final List<Chunk> chunks;
  private final SampleColumns samples;
  private final Map<String, BlindSpot> found = new LinkedHashMap<>();

  BlindSpots(List<Chunk> chunks, SampleColumns samples) {
    this.chunks = chunks;
    this.samples = samples;
  }

  List<BlindSpot> find() {
    for (SampleRules rule : SampleRules.values()) {
      for (Chunk chunk : chunks) {
        if (chunk.counts.length > 0) {
          settings(rule, chunk);
        }
      }
    }
    doubles();
    samplers();
    nativeCode();
    nativeMemory();
    losses();
    unwinding();
    stacks();
    return new ArrayList<>(found.values());
  }

  private void add(String id, Set<SampleKind> kinds, String what, String remedy) {
    found.putIfAbsent(id, new BlindSpot(id, kinds, what, remedy));
  }

  /** What a chunk's settings say of a type of events, and whether it knows the type at all. */
  private void settings(SampleRules rule, Chunk chunk) {
    TypeInfo type = type(rule, chunk);
    if (type == null || chunk.settings().isEmpty()) {
      return;
    }
    Settings settings = chunk.settings();
    Set<SampleKind> kinds = rule == SampleRules.EXECUTION ? Set.of(SampleKind.CPU) : rule.kinds();
    String name = type.name;
    boolean off = settings.of(type.id, "enabled").equals("false");
    if (off && chunk.count(name) == 0 && !replaced(rule)) {
      add("off:" + name, kinds, name + " was not recorded.", START_WITH);
      return;
    }
    if (off) {
      return;
    }
    String threshold = settings.of(type.id, "threshold");
    if (!threshold.isEmpty() && !threshold.startsWith("0 ") && !threshold.equals("0")) {
      add(
          "threshold:" + name,
          kinds,
          name + " shorter than " + threshold + " was not recorded, so sums are lower bounds.",
          "Lower the threshold of " + name + ".");
    }
    String throttle = settings.of(type.id, "throttle");
    if (!throttle.isEmpty() && !throttle.equals("off")) {
      add(
          "throttle:" + name,
          kinds,
          "At most " + throttle + " of " + name + " were kept; the rest was thinned out.",
          "Raise the throttle of " + name + ".");
    }
    String cutoff = settings.of(type.id, "cutoff");
    if (rule == SampleRules.OLD_OBJECT && (cutoff.startsWith("0 ") || cutoff.equals("0"))) {
      add(
          "cutoff:" + name,
          kinds,
          "What keeps the live objects alive was not looked for.",
          "Record with path-to-gc-roots=true.");
    }
  }

  /** Events that are off because a better one takes their place are no loss. */
  private boolean replaced(SampleRules rule) {
    return switch (rule) {
      case IN_TLAB, OUTSIDE_TLAB ->
          count(SampleRules.ALLOCATION) + count(SampleRules.DD_ALLOCATION) > 0;
      case ALLOCATION ->
          count(SampleRules.IN_TLAB)
                  + count(SampleRules.OUTSIDE_TLAB)
                  + count(SampleRules.DD_ALLOCATION)
              > 0;
      case CPU_TIME -> count(SampleRules.EXECUTION) + count(SampleRules.DD_EXECUTION) > 0;
      case EXECUTION -> count(SampleRules.CPU_TIME) + count(SampleRules.DD_EXECUTION) > 0;
      case ERROR -> count(SampleRules.EXCEPTION) > 0;
      case OLD_OBJECT -> count(SampleRules.LIVE_OBJECT) + count(SampleRules.DD_LIVE) > 0;
      case SOCKET_READ, SOCKET_WRITE -> count(SampleRules.DD_SOCKET) > 0;
      default -> false;
    };
  }

  private static @Nullable TypeInfo type(SampleRules rule, Chunk chunk) {
    Metadata metadata = chunk.metadata;
    TypeInfo type = metadata.byName("jdk." + rule.type());
    if (type == null) {
      type = metadata.byName(rule.type());
    }
    return type == null ? metadata.byName("com.oracle.jdk." + rule.type()) : type;
  }

  private long count(SampleRules rule) {
    long count = 0;
    for (Chunk chunk : chunks) {
      TypeInfo type = type(rule, chunk);
      count += type == null ? 0 : chunk.count(type.name);
    }
    return count;
  }

  /** Events that were left out, and units that had to give way. */
  private void doubles() {
    for (Families.LeftOut one : samples.families().leftOut()) {
      String better = String.join(" or ", one.taken());
      add(
          one.kind().id() + ":two-samplers",
          Set.of(one.kind()),
          "Two samplers ran: "
              + String.join(" and ", one.left())
              + " is left out where "
              + (better.isEmpty() ? "a profiler" : better)
              + " tells of the same time, for it would count double.",
          "Record one of them.");
    }
    for (SampleKind kind : List.of(SampleKind.CPU, SampleKind.WALL, SampleKind.LIVE)) {
      if (samples.hasMixedUnits(kind)) {
        add(
            kind.id() + ":mixed-units",
            Set.of(kind),
            "Not all parts of the recording say what a sample stands for, so samples are counted;"
                + " those of one part need not mean as much as those of another.",
            "Open the parts one by one.");
      }
    }
  }

  private void samplers() {
    Set<SampleKind> cpu = Set.of(SampleKind.CPU);
    for (Chunk chunk : chunks) {
      TypeInfo sampled = type(SampleRules.EXECUTION, chunk);
      if (sampled != null
          && chunk.count(sampled.name) > 0
          && count(SampleRules.CPU_TIME) == 0
          && Producer.name(chunk).equals(Producer.HOTSPOT)) {
        add(
            "cpu:java-only",
            cpu,
            "Only threads that run Java code were sampled, a few at a time: native code and the"
                + " JVM's own threads are not among these, and samples are not CPU time.",
            "Record jdk.CPUTimeSample (JDK 25 on Linux), or use async-profiler.");
        if (version(chunk) >= COOPERATIVE) {
          add(
              "cpu:cooperative",
              cpu,
              "This JDK samples threads where they cooperate: shares differ from those of JDK 24"
                  + " and older, without the program having changed.",
              "Compare recordings of the same JDK only.");
        }
      }
    }
    if (count(SampleRules.ALLOCATION) > 0) {
      add(
          "alloc:first-sample",
          Set.of(SampleKind.ALLOC),
          "A thread's first sample may carry what it allocated before the recording began; of a"
              + " sample, the sum is exact, its class and stack stand for all of it.",
          "Leave out the first seconds.");
    }
  }

  private void nativeCode() {
    long found = count(SampleRules.NATIVE_METHOD);
    if (found == 0) {
      return;
    }
    add(
        "native:waiting",
        Set.of(SampleKind.NATIVE),
        "A thread in native code may run there or wait there, for a socket, a file or a lock:"
            + " these samples do not say which.",
        "Record jdk.CPUTimeSample (JDK 25 on Linux), or use async-profiler.");
    add(
        "cpu:native-apart",
        Set.of(SampleKind.CPU),
        found + " samples of threads in native code, running or waiting, are not among these.",
        "See them as the samples `native`.");
  }

  private void nativeMemory() {
    if (count(SampleRules.MALLOC) == 0) {
      return;
    }
    boolean freed = Unfreed.canTell(chunks);
    add(
        "malloc:freed-too",
        Set.of(SampleKind.NATIVE_MEMORY),
        "All native memory that was taken is counted, also what was freed again.",
        freed
            ? "See what was not freed as the samples `malloc-live`."
            : "Record what is freed too (without nofree) to see what is still held.");
    if (freed) {
      add(
          "malloc-live:late",
          Set.of(SampleKind.NATIVE_LIVE),
          "What was taken near the end may have been freed after it; what was taken before the"
              + " recording is not seen.",
          "Leave the last part out (--to), or record longer: a leak stays and grows.");
    }
  }

  private static int version(Chunk chunk) {
    String version = Producer.jvm(List.of(chunk)).version();
    int open = version.indexOf('(');
    String number = open >= 0 ? version.substring(open + 1) : version;
    int value = 0;
    for (int i = 0; i < number.length() && Character.isDigit(number.charAt(i)); i++) {
      value = Math.min(1000, value * 10 + number.charAt(i) - '0');
    }
    return value;
  }

  private void losses() {
    long lostBytes = sum("DataLoss", "amount");
    if (lostBytes > 0) {
      add(
          "lost:jdk.DataLoss",
          EnumSet.allOf(SampleKind.class),
          "The JVM lost " + lostBytes + " bytes of events because its buffers were full.",
          "Record with more memory (memorysize) or fewer events.");
    }
    long lostSamples = sum("CPUTimeSamplesLost", "lostSamples");
    if (lostSamples > 0) {
      add(
          "lost:jdk.CPUTimeSample",
          Set.of(SampleKind.CPU),
          lostSamples + " samples of CPU time were lost.",
          "Lower the rate of jdk.CPUTimeSample.");
    }
    long failed = sum("CPUTimeSample", "failed");
    if (failed > 0) {
      add(
          "failed:jdk.CPUTimeSample",
          Set.of(SampleKind.CPU),
          failed + " samples of CPU time have no stack: the JVM could not walk it.",
          "None: their time is counted, without a stack.");
    }
  }

  private void unwinding() {
    long biased = sum("CPUTimeSample", "biased");
    if (biased > 0) {
      add(
          "biased:jdk.CPUTimeSample",
          Set.of(SampleKind.CPU),
          biased
              + " of "
              + count(SampleRules.CPU_TIME)
              + " samples of CPU time have the stack of a later safepoint, near the code that ran.",
          "None: their time is right; take their innermost frames with care.");
    }
    long broken = sum("datadog.UnwindFailure", "count");
    if (broken > 0) {
      add(
          "unwind:datadog",
          Set.of(SampleKind.CPU, SampleKind.WALL),
          "The profiler could not walk a stack to its end " + broken + " times.",
          "None: such samples stand under the part of the stack that was found.");
    }
  }

  /** The sum of a number over all events of a type. */
  private long sum(String localName, String field) {
    long sum = 0;
    for (Chunk chunk : chunks) {
      for (int i = 0; i < chunk.counts.length; i++) {
        Places places = chunk.kept[i];
        if (places == null
            || places.size() == 0
            || !SampleRules.local(chunk.metadata.type(i).name).equals(localName)) {
          continue;
        }
        Plan plan = Plan.keeping(chunk.metadata.type(i), !chunk.header.packed(), field);
        Cursor in = chunk.cursor();
        long[] slot = new long[1];
        Places.Walk walk = places.from(0);
        for (int p = 0; p < places.size() && plan != null; p++) {
          slot[0] = 0;
          if (whole(in, walk.next(), plan, slot)) {
            sum += slot[0] == EventTable.MISSING ? 0 : slot[0];
          }
        }
      }
    }
    return sum;
  }

  private static boolean whole(Cursor in, long at, Plan plan, long[] slot) {
    try {
      int stop = EventPlaces.enter(in, at);
      return stop >= 0 && plan.run(in, slot) && in.pos <= stop;
    } catch (IndexOutOfBoundsException e) {
      return false; // fields that reach beyond the file
    }
  }

  private void stacks() {
    long cut = 0;
    long all = 0;
    for (Chunk chunk : chunks) {
      cut += chunk.cutStacks;
      all += chunk.stacks.size();
    }
    if (cut > 0) {
      add(
          "stacks:truncated",
          EnumSet.allOf(SampleKind.class),
          cut
              + " of "
              + all
              + " stacks were cut at their depth limit; they stand under"
              + " [truncated].",
          "Record with a larger stackdepth (-XX:FlightRecorderOptions:stackdepth=512).");
    }
  }
}
