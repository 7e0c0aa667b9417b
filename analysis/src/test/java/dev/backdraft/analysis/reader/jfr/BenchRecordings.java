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
 *     samples   many samples of the processor's time over some thousand stacks, other events between
 *     stacks    as many different stacks as there are samples of them
 *     events    many small events of other types
 * </pre>
 */
public final class BenchRecordings {
  private static final int CHUNK_BYTES = 12 << 20;
  private static final int METHODS = 6000;
  private static final int THREADS = 48;

  private final Random random;
  private final String shape;

  private BenchRecordings(String shape, long seed) {
    this.shape = shape;
    this.random = new Random(seed);
  }

  public static void main(String[] args) throws IOException {
    long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
    write(args[0], Long.parseLong(args[1]) << 20, Path.of(args[2]), seed);
  }

  static void write(String shape, long bytes, Path file, long seed) throws IOException {
    BenchRecordings recordings = new BenchRecordings(shape, seed);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      long written = 0;
      for (int chunk = 0; written < bytes; chunk++) {
        byte[] next = recordings.chunk(chunk);
        out.write(next);
        written += next.length;
      }
    }
  }

  private byte[] chunk(int number) {
    JfrWriter writer = new JfrWriter().usualTypes();
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
    int stacks = shape.equals("stacks") ? 40_000 : shape.equals("samples") ? 20_000 : 4_000;
    long base = (long) number * 1_000_000 + 1;
    int written = 0;
    int sample = 0;
    while (writer.size() < CHUNK_BYTES) {
      int at = writer.beginCheckpoint(1);
      int batch = Math.min(1000, stacks - written);
      writer.pool(26, batch);
      for (int i = 0; i < batch; i++) {
        stack(writer, base + written++, trunks[random.nextInt(trunks.length)]);
      }
      writer.end(at);
      int events = shape.equals("samples") ? 2000 : shape.equals("stacks") ? 700 : 30_000;
      for (int i = 0; i < events; i++) {
        event(writer, sample++, base, written);
      }
      if (written == stacks) {
        stacks += 1000;
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

  private void stack(JfrWriter writer, long id, int[] trunk) {
    int leaves = 4 + random.nextInt(20);
    writer.number(id);
    writer.raw(0);
    writer.number(trunk.length + leaves);
    for (int i = 0; i < leaves; i++) {
      frame(writer, random.nextInt(METHODS));
    }
    for (int i = trunk.length - 1; i >= 0; i--) {
      frame(writer, trunk[i]);
    }
  }

  private static void frame(JfrWriter writer, int method) {
    writer.number(methodId(method));
    writer.number(20 + method % 700);
    writer.number(method % 300);
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
    int kind = shape.equals("events") ? number % 20 : number % 8;
    if (kind == 7) {
      writer.event(
          102, time, thread, stack, 1000 + random.nextInt(600), 1000 + random.nextInt(99999));
    } else if (kind > 7) {
      int at = writer.begin(103);
      writer.number(time);
      writer.number(random.nextInt(100_000));
      writer.number(thread);
      writer.number(number / 1000);
      writer.number(number % 8);
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
      writer.number(1);
    }
    writer.pool(23, METHODS);
    for (int i = 0; i < METHODS; i++) {
      writer.number(methodId(i));
      writer.number(1000 + i / 10);
      writer.number(100_000 + i);
      writer.number(99_999);
      writer.number(1);
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
