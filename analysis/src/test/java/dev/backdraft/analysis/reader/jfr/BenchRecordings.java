package dev.backdraft.analysis.reader.jfr;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Makes recordings for measuring, each chunk different from the others, in the shape of HotSpot's.
 *
 * <pre>
 *   BenchRecordings samples|stacks|events MEGABYTES FILE [SEED]
 *     samples   many samples over 20,000 stacks that every chunk repeats, and as many other events
 *     stacks    nearly as many different stacks as there are samples of them
 *     events    many small events of other types
 * </pre>
 */
public final class BenchRecordings {
  private static final int CHUNK_BYTES = 12 << 20;
  private static final int BATCH = 1000;
  private static final int METHODS = 6000;
  private static final int THREADS = 48;
  private static final int UNIVERSE = 20_000;

  private final Random random;
  private final String shape;
  private final boolean fullWidth;

  /** The stacks that every chunk has, each leaf first; empty where each chunk has its own. */
  private final int[][] universe;

  private BenchRecordings(String shape, long seed, boolean fullWidth) {
    this.shape = shape;
    this.fullWidth = fullWidth;
    this.random = new Random(seed);
    this.universe = new int[shape.equals("stacks") ? 0 : UNIVERSE][];
    int[][] trunks = trunks();
    for (int i = 0; i < universe.length; i++) {
      universe[i] = stack(trunks[random.nextInt(trunks.length)]);
    }
  }

  public static void main(String[] args) throws IOException {
    long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
    write(args[0], Long.parseLong(args[1]) << 20, Path.of(args[2]), seed);
  }

  public static void write(String shape, long bytes, Path file, long seed) throws IOException {
    write(new BenchRecordings(shape, seed, false), bytes, file);
  }

  /** The same recording with its numbers written in all their bytes. */
  static void writeFullWidth(String shape, long bytes, Path file, long seed) throws IOException {
    write(new BenchRecordings(shape, seed, true), bytes, file);
  }

  private static void write(BenchRecordings recordings, long bytes, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      long written = 0;
      for (int chunk = 0; written < bytes; chunk++) {
        byte[] next = recordings.chunk(chunk, (int) Math.min(CHUNK_BYTES, bytes));
        out.write(next);
        written += next.length;
      }
    }
  }

  private byte[] chunk(int number, int chunkBytes) {
    JfrWriter writer = new JfrWriter(fullWidth).usualTypes();
    writer.type(
        102,
        "jdk.ObjectAllocationSample",
        "jdk.jfr.Event",
        "startTime 6 @10",
        "eventThread 20 id",
        "stackTrace 26 id",
        "objectClass 21 id",
        "weight 6");
    writer.type(
        103,
        "jdk.GCPhaseParallel",
        "jdk.jfr.Event",
        "startTime 6 @10",
        "duration 6 @11",
        "eventThread 20 id",
        "gcId 5",
        "gcWorkerId 5",
        "name 7");
    int[][] trunks = trunks();
    long base = (long) number * 1_000_000 + 1;
    int stacks = 0;
    int events = 0;
    int perBatch = shape.equals("samples") ? 6000 : shape.equals("stacks") ? 700 : 30_000;
    while (writer.size() < chunkBytes) {
      if (universe.length == 0 || stacks < universe.length) {
        int at = writer.beginCheckpoint(1);
        writer.pool(26, BATCH);
        for (int i = 0; i < BATCH; i++) {
          int[] stack =
              universe.length == 0 ? stack(trunks[random.nextInt(400)]) : universe[stacks];
          write(writer, base + stacks++, stack);
        }
        writer.end(at);
      }
      for (int i = 0; i < perBatch; i++) {
        event(writer, events++, base, stacks);
      }
    }
    names(writer);
    writer.metadata();
    return writer.chunk(JfrWriter.START_NANOS + number * 60_000_000_000L, writer.size());
  }

  private int[][] trunks() {
    int[][] trunks = new int[400][];
    for (int i = 0; i < trunks.length; i++) {
      trunks[i] = new int[10 + random.nextInt(30)];
      for (int d = 0; d < trunks[i].length; d++) {
        trunks[i][d] = d < 6 ? d * 3 + i % 3 : random.nextInt(METHODS);
      }
    }
    return trunks;
  }

  /** A stack, leaf first. */
  private int[] stack(int[] trunk) {
    int leaves = 4 + random.nextInt(20);
    int[] frames = new int[leaves + trunk.length];
    for (int i = 0; i < leaves; i++) {
      frames[i] = random.nextInt(METHODS);
    }
    for (int i = 0; i < trunk.length; i++) {
      frames[leaves + i] = trunk[trunk.length - 1 - i];
    }
    return frames;
  }

  private static void write(JfrWriter writer, long id, int[] stack) {
    writer.number(id);
    writer.raw(0);
    writer.integer(stack.length);
    for (int method : stack) {
      frame(writer, method);
    }
  }

  private static void frame(JfrWriter writer, int method) {
    writer.number(methodId(method));
    writer.integer(20 + method % 700);
    writer.integer(method % 300);
    writer.number(1 + method % 3);
  }

  /** As HotSpot's: the class's id and the method's place in it. */
  private static long methodId(int method) {
    return (long) (1000 + method / 10) << 16 | method % 10;
  }

  private void event(JfrWriter writer, int number, long base, int stacks) {
    long time = number * 2_000L + random.nextInt(1000);
    long stack = base + random.nextInt(stacks);
    long thread = 1L + random.nextInt(THREADS);
    int kind = number % (shape.equals("stacks") ? 8 : shape.equals("samples") ? 16 : 20);
    if (kind == 7) {
      writer.event(
          102, time, thread, stack, 1000 + random.nextInt(600), 1000 + random.nextInt(99999));
    } else if (kind > 7) {
      int at = writer.begin(103);
      writer.number(time);
      writer.number(random.nextInt(100_000));
      writer.number(thread);
      writer.integer(number / 1000);
      writer.integer(number % 8);
      writer.text("ObjCopy");
      writer.end(at);
    } else {
      writer.event(101, time, thread, stack, 1);
    }
  }

  private static void names(JfrWriter writer) {
    int at = writer.beginCheckpoint(6);
    int classes = METHODS / 10;
    writer.pool(22, classes + METHODS + 1);
    for (int i = 0; i < classes; i++) {
      writer.number(1 + i);
      writer.text("com/example/shop/part" + i % 40 + "/Service" + i);
    }
    for (int i = 0; i < METHODS; i++) {
      writer.number(100_000 + i);
      writer.text("handleRequest" + i);
    }
    writer.number(99_999);
    writer.text("(Ljava/lang/String;I)V");
    writer.pool(21, classes);
    for (int i = 0; i < classes; i++) {
      writer.number(1000 + i);
      writer.number(0);
      writer.number(1 + i);
      writer.number(0);
      writer.integer(1);
    }
    writer.pool(23, METHODS);
    for (int i = 0; i < METHODS; i++) {
      writer.number(methodId(i));
      writer.number(1000 + i / 10);
      writer.number(100_000 + i);
      writer.number(99_999);
      writer.integer(1);
      writer.raw(0);
    }
    writer.pool(24, 3);
    String[] kinds = {"Interpreted", "JIT compiled", "Inlined"};
    for (int i = 0; i < 3; i++) {
      writer.number(1 + i);
      writer.text(kinds[i]);
    }
    writer.pool(27, 1);
    writer.number(1);
    writer.text("STATE_RUNNABLE");
    writer.pool(20, THREADS);
    for (int i = 0; i < THREADS; i++) {
      writer.number(1 + i);
      writer.text("worker-" + i);
      writer.number(5000 + i);
      writer.text("worker-" + i);
      writer.number(30 + i);
    }
    writer.end(at);
  }
}
