package dev.backdraft.replay.run;

import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.analysis.reader.capture.JsonReader;
import dev.backdraft.analysis.reader.capture.JsonSyntaxException;
import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.outcome.Endpoints;
import dev.backdraft.replay.plan.CarryRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/** Proposes which values to carry on: those of a response that a later request sends back. */
public final class Carry {
  /** What repeats in a capture shows early. */
  private static final int MOST_REQUESTS = 20_000;

  private static final int MOST_VALUES = 500_000;
  private static final int MOST_BODY = 256 << 10;
  private static final int MOST_ITEMS = 20;

  /** Shorter ones stand in later requests by accident. */
  private static final int SHORTEST = 6;

  private static final Set<String> STATIC_HEADERS =
      Set.of(
          "accept",
          "accept-language",
          "accept-encoding",
          "user-agent",
          "host",
          "origin",
          "referer",
          "content-type",
          "content-length",
          "connection",
          "cache-control");

  private final Map<String, CarryRule> origins = new HashMap<>();
  private final Set<String> sentBefore = new HashSet<>();
  private final Map<CarryRule, Integer> uses = new HashMap<>();

  private Carry() {}

  /** Rules, the one with the most uses first; empty if the capture holds no responses. */
  public static List<CarryRule> propose(Requests requests) {
    Carry carry = new Carry();
    for (int i = 0; i < Math.min(MOST_REQUESTS, requests.size()); i++) {
      carry.look(requests.entry(i));
    }
    List<CarryRule> rules = new ArrayList<>(carry.uses.keySet());
    rules.sort(
        Comparator.comparingInt((CarryRule rule) -> -carry.uses.getOrDefault(rule, 0))
            .thenComparing(CarryRule::from)
            .thenComparing(CarryRule::take));
    return rules;
  }

  private void look(RequestEntry entry) {
    words(entry.target());
    RequestHeaders headers = entry.headers();
    for (int i = 0; i < headers.size(); i++) {
      if (!STATIC_HEADERS.contains(headers.name(i).toLowerCase(Locale.ROOT))) {
        words(headers.value(i));
      }
    }
    byte[] body = entry.body();
    if (body != null && body.length <= MOST_BODY) {
      words(new String(body, StandardCharsets.UTF_8));
    }
    String endpoint = Endpoints.of(entry.method(), entry.target());
    RequestHeaders answered = entry.response().headers();
    for (int i = 0; i < answered.size(); i++) {
      header(endpoint, answered.name(i), answered.value(i));
    }
    byte[] answer = entry.response().body();
    if (answer != null && answer.length > 0 && answer.length <= MOST_BODY) {
      try {
        json(endpoint, "$", JsonReader.parse(answer, 0, answer.length));
      } catch (JsonSyntaxException notJson) {
        return;
      }
    }
  }

  /** What a request sends: of an earlier response, or the client's own from now on. */
  private void words(String text) {
    Matcher words = CarriedValues.WORD.matcher(text);
    while (words.find()) {
      String word = words.group();
      CarryRule rule = origins.get(word);
      if (rule != null) {
        uses.merge(rule, 1, Integer::sum);
      } else if (word.length() >= SHORTEST && sentBefore.size() < MOST_VALUES) {
        sentBefore.add(word);
      }
    }
  }

  private void header(String endpoint, String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("set-cookie")) {
      int equals = value.indexOf('=');
      int end = value.indexOf(';');
      if (equals > 0 && (end < 0 || end > equals)) {
        String cookie = value.substring(equals + 1, end < 0 ? value.length() : end).strip();
        origin(cookie, endpoint, "cookie:" + value.substring(0, equals).strip());
      }
    } else if (lower.contains("csrf") || lower.contains("token") || lower.equals("etag")) {
      origin(value.strip(), endpoint, "header:" + name);
    }
  }

  private void json(String endpoint, String path, JsonNode node) {
    switch (node.kind()) {
      case OBJECT ->
          node.members()
              .forEach((name, value) -> {
                if (name.matches("[^.\\[\\]]+")) {
                  json(endpoint, path + "." + name, value);
                }
              });
      case ARRAY -> {
        for (int i = 0; i < Math.min(MOST_ITEMS, node.items().size()); i++) {
          json(endpoint, path + "[" + i + "]", node.items().get(i));
        }
      }
      case TEXT, NUMBER -> origin(node.asText(), endpoint, path);
      case BOOLEAN, NULL, MISSING -> {}
    }
  }

  /** A value that looks made for this answer: long enough, with a digit, never sent before. */
  private void origin(String value, String endpoint, String take) {
    boolean made = value.length() >= SHORTEST && value.chars().anyMatch(c -> c >= '0' && c <= '9');
    if (made && !sentBefore.contains(value) && origins.size() < MOST_VALUES) {
      origins.putIfAbsent(value, new CarryRule(endpoint, take, ""));
    }
  }
}
