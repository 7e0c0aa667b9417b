package dev.backdraft.replay.run;

import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import dev.backdraft.replay.engine.ResponseValue;
import dev.backdraft.replay.engine.Substitution;
import dev.backdraft.replay.plan.CarryRule;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds where requests send back values of earlier responses. By value: what a response recorded
 * and a later request holds again, as a whole word. By place: the cookie, header or parameter that
 * a rule names, filled from the latest response before it, of the same session if there is one.
 */
final class CarriedValues {
  /** What separates values in addresses, headers and bodies. */
  static final Pattern WORD = Pattern.compile("[^/?&=;,:\\s\"'{}\\[\\]<>|]+");

  private final List<CarryRule> rules;
  private final Map<String, Origin> recorded = new HashMap<>();
  private final Map<Integer, List<Substitution>> substitutions = new HashMap<>();
  private final List<Map<Integer, Integer>> bySession = new ArrayList<>();
  private final int[] latest;
  private final Set<CarryRule> used = new HashSet<>();

  /** Where a value was recorded. */
  private record Origin(int source, CarryRule rule, boolean encoded) {}

  CarriedValues(List<CarryRule> rules) {
    this.rules = rules;
    this.latest = new int[rules.size()];
    for (int i = 0; i < latest.length; i++) {
      latest[i] = -1;
      bySession.add(new LinkedHashMap<>());
    }
  }

  Map<Integer, List<Substitution>> substitutions() {
    return substitutions;
  }

  long carrying() {
    return substitutions.size();
  }

  /** Rules by which nothing is sent back. */
  List<CarryRule> unused() {
    return rules.stream().filter(rule -> !used.contains(rule)).toList();
  }

  /** The next request in order, as it will be sent, with its recorded response. */
  void add(int row, String endpoint, int session, byte[] message, RequestResponse response) {
    if (rules.isEmpty()) {
      return;
    }
    String text = new String(message, StandardCharsets.ISO_8859_1);
    List<Substitution> found = new ArrayList<>();
    byPlace(found, text, session);
    byValue(found, text);
    found.sort(Comparator.comparingInt(Substitution::offset));
    List<Substitution> apart = new ArrayList<>();
    int end = 0;
    for (Substitution one : found) {
      if (one.offset() >= end) {
        apart.add(one);
        end = one.offset() + one.length();
      }
    }
    if (!apart.isEmpty()) {
      substitutions.put(row, apart);
    }
    learn(row, endpoint, session, response);
  }

  private void learn(int row, String endpoint, int session, RequestResponse response) {
    for (int i = 0; i < rules.size(); i++) {
      CarryRule rule = rules.get(i);
      if (!rule.from().equals(endpoint)) {
        continue;
      }
      latest[i] = row;
      if (session >= 0) {
        bySession.get(i).put(session, row);
      }
      String value = rule.into().isEmpty() ? value(rule.take(), response) : null;
      if (value != null && !value.isEmpty()) {
        recorded.put(value, new Origin(row, rule, false));
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        if (!encoded.equals(value)) {
          recorded.put(encoded, new Origin(row, rule, true));
        }
      }
    }
  }

  static @Nullable String value(String take, RequestResponse response) {
    RequestHeaders headers = response.headers();
    byte[] body = response.body() == null ? new byte[0] : response.body();
    return ResponseValue.of(take, headers.flat(), body);
  }

  private void byValue(List<Substitution> found, String text) {
    if (recorded.isEmpty()) {
      return;
    }
    int body = text.indexOf("\r\n\r\n");
    int firstLine = text.indexOf('\r');
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      Origin origin = recorded.get(words.group());
      boolean shortWord = words.end() - words.start() < 3 && words.start() > firstLine;
      if (origin != null && !shortWord && !ours(text, words.start(), body)) {
        int length = words.end() - words.start();
        used.add(origin.rule());
        found.add(
            new Substitution(
                origin.source(), origin.rule().take(), words.start(), length, origin.encoded()));
      }
    }
  }

  /** Whether the word stands in a line that we made: a length equals an id by accident only. */
  private static boolean ours(String text, int at, int body) {
    if (body >= 0 && at > body) {
      return false;
    }
    String line = text.substring(text.lastIndexOf('\n', at) + 1, at + 1).toLowerCase(Locale.ROOT);
    return line.startsWith("host:")
        || line.startsWith("content-length:")
        || line.startsWith("x-replay-seq:")
        || line.startsWith("traceparent:");
  }

  private void byPlace(List<Substitution> found, String text, int session) {
    for (int i = 0; i < rules.size(); i++) {
      CarryRule rule = rules.get(i);
      int source = bySession.get(i).getOrDefault(session, latest[i]);
      if (rule.into().isEmpty() || source < 0) {
        continue;
      }
      String name = Pattern.quote(rule.into().substring(rule.into().indexOf(':') + 1));
      boolean query = rule.into().startsWith("query:");
      String place =
          query
              ? "(?<=[?&]" + name + "=)[^&\\s]*"
              : rule.into().startsWith("cookie:")
                  ? "(?<=(?:[ ;])" + name + "=)[^;\\r\\n]*"
                  : "(?<=\\r\\n" + name + ": )(?i:Bearer )?([^\\r\\n]*)";
      Matcher matcher = Pattern.compile(place, Pattern.CASE_INSENSITIVE).matcher(text);
      int end = query ? text.indexOf('\r') : text.indexOf("\r\n\r\n");
      matcher.region(0, end < 0 ? text.length() : end);
      matcher.useTransparentBounds(true);
      if (matcher.find()) {
        int group = matcher.groupCount() > 0 ? 1 : 0;
        int length = matcher.end(group) - matcher.start(group);
        used.add(rule);
        found.add(new Substitution(source, rule.take(), matcher.start(group), length, query));
      }
    }
  }
}
