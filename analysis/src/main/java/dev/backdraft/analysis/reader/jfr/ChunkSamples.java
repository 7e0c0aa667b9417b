package dev.backdraft.analysis.reader.jfr;

/** The samples that one job decodes: part of those of one kind in one chunk. */
final class ChunkSamples {
  final long[] timeNanos;
  final int[] thread;
  final int[] stack;
  final long[] weight;
  final int[] count;

  /** Ids of the table of strings, or what {@link NewTexts#add} gave. */
  final int[] tag;

  int size;
  final NewTexts texts = new NewTexts();

  /** Events that hold no stack because the JVM could not walk it. */
  long failed;

  /** Events that turned out not to be whole. */
  int broken;

  ChunkSamples(int capacity) {
    timeNanos = new long[capacity];
    thread = new int[capacity];
    stack = new int[capacity];
    weight = new long[capacity];
    count = new int[capacity];
    tag = new int[capacity];
  }
}
