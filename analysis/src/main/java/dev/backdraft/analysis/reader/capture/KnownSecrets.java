package dev.backdraft.analysis.reader.capture;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that were hidden once, so that they are found again under names that tell nothing. Only
 * those that no word, number or date is mistaken for are kept, the oldest are given up first, and
 * only whole values are found: no letter and no digit stands beside one. One pass over a text looks
 * for all of them. For one thread.
 */
final class KnownSecrets {
  /** What is shorter stands somewhere else by accident. */
  static final int SHORTEST = 12;

  static final int MOST = 20_000;
  private static final int LONGEST = 4_096;
  private static final int MOST_CHARS = 4 << 20;

  /** Letters beside digits so often are no name with a number. */
  private static final int MIXED = 3;

  private static final Pattern DATE = Pattern.compile("\\d{4}-?\\d\\d-?\\d\\d.*");
  private static final int FACTOR = 31;
  private static final int FIRST_FACTOR = power();
  private static final int SIEVE_BITS = 16;

  private final Deque<String> order = new ArrayDeque<>();
  private final Set<String> secrets = new HashSet<>();
  private final Map<Integer, List<Spelling>> byStart = new HashMap<>();

  /** Most places of a text begin no secret, and this tells so fast. */
  private long[] sieve = new long[1 << (SIEVE_BITS - 6)];

  private int chars;

  private record Spelling(String text, String secret) {}

  private static int power() {
    int power = 1;
    for (int i = 0; i < SHORTEST; i++) {
      power *= FACTOR;
    }
    return power;
  }

  int size() {
    return secrets.size();
  }

  /** Keeps a secret that a name told, or that looks like one by itself. */
  void add(String secret) {
    if (isKept(secret) && isMade(secret)) {
      keep(secret);
    }
  }

  /** Keeps a cookie's value: most are hidden, and few of them are secrets. */
  void addCookie(String value) {
    if (isKept(value) && mixed(value) >= MIXED) {
      keep(value);
    }
  }

  private void keep(String secret) {
    if (!secrets.add(secret)) {
      return;
    }
    order.add(secret);
    chars += secret.length();
    spell(secret);
    if (secrets.size() > MOST || chars > MOST_CHARS) {
      forgetHalf();
    }
  }

  private void forgetHalf() {
    int left = order.size() / 2;
    while (order.size() > left) {
      String oldest = order.remove();
      secrets.remove(oldest);
      chars -= oldest.length();
    }
    byStart.clear();
    sieve = new long[sieve.length];
    order.forEach(this::spell);
  }

  private void spell(String secret) {
    Set<String> spellings = new HashSet<>();
    spellings.add(secret);
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    spellings.add(encoded);
    spellings.add(smallHex(encoded));
    spellings.add(secret.replace("/", "\\/"));
    for (String text : spellings) {
      int start = 0;
      for (int i = 0; i < SHORTEST; i++) {
        start = start * FACTOR + text.charAt(i);
      }
      sieve[word(start)] |= 1L << bit(start);
      byStart.computeIfAbsent(start, s -> new ArrayList<>(1)).add(new Spelling(text, secret));
    }
  }

  private static String smallHex(String encoded) {
    StringBuilder text = new StringBuilder(encoded);
    for (int i = 0; i + 2 < text.length(); i++) {
      if (text.charAt(i) == '%') {
        text.setCharAt(i + 1, Character.toLowerCase(text.charAt(i + 1)));
        text.setCharAt(i + 2, Character.toLowerCase(text.charAt(i + 2)));
      }
    }
    return text.toString();
  }

  private static int word(int start) {
    return spread(start) >>> 6;
  }

  private static int bit(int start) {
    return spread(start) & 63;
  }

  private static int spread(int start) {
    return (start * 0x9e3779b9) >>> (Integer.SIZE - SIEVE_BITS);
  }

  /** The text with tokens for all secrets that are known. */
  String hidden(String text, Redactor redactor) {
    if (byStart.isEmpty() || text.length() < SHORTEST) {
      return text;
    }
    StringBuilder out = null;
    int copied = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      start = start * FACTOR + text.charAt(i);
      int from = i - SHORTEST + 1;
      if (from > 0) {
        start -= text.charAt(from - 1) * FIRST_FACTOR;
      }
      if (from >= copied && (sieve[word(start)] >>> bit(start) & 1) != 0) {
        Spelling found = at(text, from, start);
        if (found != null) {
          out = out == null ? new StringBuilder(text.length() + 32) : out;
          out.append(text, copied, from).append(redactor.token(found.secret()));
          copied = from + found.text().length();
        }
      }
    }
    return out == null ? text : out.append(text, copied, text.length()).toString();
  }

  /** The longest one that stands there as a whole. */
  private @Nullable Spelling at(String text, int from, int start) {
    List<Spelling> candidates = byStart.get(start);
    if (candidates == null || !begins(text, from)) {
      return null;
    }
    Spelling longest = null;
    for (Spelling candidate : candidates) {
      int end = from + candidate.text().length();
      boolean whole = end == text.length() || (end < text.length() && !isMark(text.charAt(end)));
      boolean longer = longest == null || candidate.text().length() > longest.text().length();
      if (whole && longer && text.startsWith(candidate.text(), from)) {
        longest = candidate;
      }
    }
    return longest;
  }

  /** A letter or digit before it may be the end of a character that is percent-encoded. */
  private static boolean begins(String text, int from) {
    return from == 0
        || !isMark(text.charAt(from - 1))
        || (from >= 3 && text.charAt(from - 3) == '%' && isMark(text.charAt(from - 2)));
  }

  private static boolean isMark(char c) {
    return isLetter(c) || isDigit(c);
  }

  private static boolean isKept(String secret) {
    if (secret.length() < SHORTEST || secret.length() > LONGEST || secret.startsWith("/")) {
      return false;
    }
    for (int i = 0; i < secret.length(); i++) {
      char c = secret.charAt(i);
      if (c <= ' ' || c > '~' || c == '"') {
        return false;
      }
    }
    return !secret.contains("://") && !DATE.matcher(secret).matches();
  }

  /** Letters and digits, or small and large letters as no word has them. */
  private static boolean isMade(String secret) {
    boolean digits = false;
    boolean letters = false;
    int turns = 0;
    for (int i = 0; i < secret.length(); i++) {
      char c = secret.charAt(i);
      digits |= isDigit(c);
      letters |= isLetter(c);
      boolean small = i > 0 && isLetter(secret.charAt(i - 1)) && secret.charAt(i - 1) >= 'a';
      turns += small && c >= 'A' && c <= 'Z' ? 1 : 0;
    }
    return letters && (digits || turns >= MIXED);
  }

  private static int mixed(String value) {
    int mixed = 0;
    for (int i = 1; i < value.length(); i++) {
      char last = value.charAt(i - 1);
      char c = value.charAt(i);
      mixed += (isDigit(c) && isLetter(last)) || (isLetter(c) && isDigit(last)) ? 1 : 0;
    }
    return mixed;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
