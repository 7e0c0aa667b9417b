package dev.backdraft.replay.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/**
 * Asks Linux for turns of a tenth of a millisecond for the thread that asks. Since 6.12 the kernel
 * lets a thread with short turns go before those with the usual 3 ms when it wakes, and gives it no
 * more time in all: on two busy cores requests are sent half as late. Nobody needs rights for that.
 * An older kernel, another system, a thread of another class: nothing happens.
 *
 * <pre>
 *   struct sched_attr: 0 size, 4 policy, 8 flags, 16 nice, 20 priority, 24 runtime (ns) ...
 * </pre>
 */
final class ShortSlice {
  private static final long SLICE_NANOS = 100_000;
  private static final long BYTES = 56;
  private static final long POLICY = 4;
  private static final long RUNTIME = 24;
  private static final int USUAL_POLICY = 0;

  /** The first version of the structure, which is all that is written. */
  private static final int WRITTEN = 48;

  /** How the calls are numbered. */
  private record Numbers(long set, long get) {}

  private static final Map<String, Numbers> NUMBERS =
      Map.of("amd64", new Numbers(314, 315), "aarch64", new Numbers(274, 275));

  private ShortSlice() {}

  /** Whether the kernel gave it. */
  static boolean ask() {
    Numbers numbers = NUMBERS.get(System.getProperty("os.arch", ""));
    if (numbers == null
        || !System.getProperty("os.name", "").equals("Linux")
        || !ShortSlice.class.getModule().isNativeAccessEnabled()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      return ask(systemCall(), numbers, arena.allocate(BYTES, 8));
    }
  }

  private static boolean ask(MethodHandle call, Numbers numbers, MemorySegment attributes) {
    if (call(call, numbers.get(), attributes, BYTES) != 0
        || attributes.get(JAVA_INT_UNALIGNED, POLICY) != USUAL_POLICY
        || attributes.get(JAVA_LONG_UNALIGNED, RUNTIME) == 0) {
      return false;
    }
    attributes.set(JAVA_INT_UNALIGNED, 0, WRITTEN);
    attributes.set(JAVA_LONG_UNALIGNED, RUNTIME, SLICE_NANOS);
    return call(call, numbers.set(), attributes, 0) == 0;
  }

  /** Of the thread that asks (0); a size where one is read, flags where one is set. */
  private static long call(MethodHandle call, long number, MemorySegment attributes, long third) {
    try {
      return (long) call.invokeExact(number, 0L, attributes, third, 0L);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @SuppressWarnings("restricted") // allowed in the engine's own process, and asked before
  private static MethodHandle systemCall() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG),
        Linker.Option.firstVariadicArg(1));
  }
}
