package dev.backdraft.replay.outcome;

import dev.backdraft.analysis.reader.capture.JsonNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Tells whether two arrays hold the same elements in another order, by hashes of what the elements
 * mean. Arrays within arrays are hashed again on each level, so that all together are bounded.
 */
final class JsonHash {
  /** So many values are hashed for one pair of answers; some seconds at the very most. */
  private static final long MOST_VALUES = 16_000_000;

  /** A tree with so many values was not read any further. */
  private static final long MOST_READ = 2_000_000;

  private long left = MOST_VALUES;

  /** How many values were hashed so far. */
  long hashed() {
    return MOST_VALUES - left;
  }

  /** False as well where there is too much to hash: then items are compared one by one. */
  boolean sameElements(List<JsonNode> one, List<JsonNode> other) {
    if (left <= 0) {
      return false;
    }
    long[] first = sorted(one);
    long[] second = sorted(other);
    return left > 0 && Arrays.equals(first, second);
  }

  private long[] sorted(List<JsonNode> items) {
    long[] hashes = new long[items.size()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = of(items.get(i));
    }
    Arrays.sort(hashes);
    return hashes;
  }

  /** Equal for values that mean the same: members in any order, numbers however written. */
  private long of(JsonNode node) {
    if (--left <= 0) {
      return 0;
    }
    return switch (node.kind()) {
      case OBJECT -> {
        long sum = node.members().size();
        for (Map.Entry<String, JsonNode> member : node.members().entrySet()) {
          sum += mixed(text(member.getKey(), 17) ^ Long.rotateLeft(of(member.getValue()), 21));
        }
        yield mixed(sum + 1);
      }
      case ARRAY -> {
        long hash = 2;
        for (JsonNode item : node.items()) {
          hash = mixed(hash * 31 + of(item));
        }
        yield hash;
      }
      case NUMBER -> text(number(node.asText()), 3);
      case TEXT -> text(node.asText(), 4);
      case BOOLEAN -> text(node.asText(), 5);
      case NULL, MISSING -> mixed(6);
    };
  }

  private static String number(String text) {
    BigDecimal value = ResponseDiff.decimal(text);
    return value == null ? text : value.stripTrailingZeros().toString();
  }

  private static long text(String text, long seed) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mixed(hash + text.length());
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** Something of it was left out when it was read, as far as can be told. */
  static boolean isCut(JsonNode node) {
    return values(node) >= MOST_READ;
  }

  private static long values(JsonNode node) {
    long values = node.isCut() ? MOST_READ : 1;
    for (JsonNode item : node.items()) {
      values += values(item);
    }
    for (JsonNode member : node.members().values()) {
      values += values(member);
    }
    return values;
  }
}
