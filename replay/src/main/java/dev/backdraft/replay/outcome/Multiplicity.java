package dev.backdraft.replay.outcome;

import java.util.Arrays;
import java.util.Comparator;

/** Corrections for asking many questions at once. */
final class Multiplicity {
  private Multiplicity() {}

  private static Integer[] ascending(double[] p) {
    Integer[] order = new Integer[p.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
    return order;
  }

  /** Those that stay when at most the share {@code q} of them may be false. */
  static boolean[] benjaminiHochberg(double[] p, double q) {
    Integer[] order = ascending(p);
    int last = -1;
    for (int rank = 0; rank < order.length; rank++) {
      if (p[order[rank]] <= q * (rank + 1) / p.length) {
        last = rank;
      }
    }
    boolean[] stays = new boolean[p.length];
    for (int rank = 0; rank <= last; rank++) {
      stays[order[rank]] = true;
    }
    return stays;
  }

  /** Those that stay when the chance of even one false one must be at most {@code alpha}. */
  static boolean[] holm(double[] p, double alpha) {
    Integer[] order = ascending(p);
    boolean[] stays = new boolean[p.length];
    for (int rank = 0; rank < order.length; rank++) {
      if (p[order[rank]] > alpha / (p.length - rank)) {
        break;
      }
      stays[order[rank]] = true;
    }
    return stays;
  }
}
