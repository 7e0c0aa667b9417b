package dev.backdraft.analysis.reader.jfr;

/**
 * The samples that one job decodes: part of those of one kind in one chunk. Time, thread and stack
 * go straight to where they will stay.
 */
final class ChunkSamples {
  final long[] timeNanos;
  final int[] thread;
  final int[] stack;

  /** The row of the three columns above that the first sample goes to. */
  final int start;

  final GrowingNumbers weight;
  final GrowingNumbers count;

  /** Ids of the table of strings, or what {@link NewTexts#add} gave. */
  final GrowingNumbers tag;

  int size;
  NewTexts texts = new NewTexts();

  /** Events that hold no stack because the JVM could not walk it. */
  long failed;

  /** Events that turned out not to be whole. */
  int broken;

  ChunkSamples(long[] timeNanos, int[] thread, int[] stack, int start, int capacity) {
    this.timeNanos = timeNanos;
    this.thread = thread;
    this.stack = stack;
    this.start = start;
    this.weight = new GrowingNumbers(capacity);
    this.count = new GrowingNumbers(capacity);
    this.tag = new GrowingNumbers(capacity);
  }

  /** With columns of its own. */
  ChunkSamples(int capacity) {
    this(new long[capacity], new int[capacity], new int[capacity], 0, capacity);
  }

  /** Forgets the samples, to take those of another job. */
  void clear() {
    size = 0;
    failed = 0;
    broken = 0;
    weight.clear();
    count.clear();
    tag.clear();
    texts = new NewTexts();
  }
}
