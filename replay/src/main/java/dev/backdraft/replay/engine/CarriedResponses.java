package dev.backdraft.replay.engine;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.outcome.ResponseView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values of responses that later requests send back, per round of a looped slice. One thread's. */
final class CarriedResponses {
  /** Whether a request can be sent. */
  enum State {
    READY,
    WAITING,
    FAILED
  }

  /** The round of sources that lie before the slice: they are asked once, before it. */
  static final long BEFORE = -1;

  /** Of older rounds everything is due by now; what nobody needs of them is forgotten. */
  private static final long ROUNDS = 4;

  private final EngineRequests requests;
  private final int from;
  private final int end;
  private final CarriedTally tally = new CarriedTally();
  private final Map<Integer, Set<String>> takes = new HashMap<>();

  /** By round, then by source: the values, or an empty map if the source failed. */
  private final Map<Long, Map<Integer, Map<String, String>>> values = new HashMap<>();

  /** How many requests of a round are due and not yet sent and ended. */
  private final Map<Long, Integer> needing = new HashMap<>();

  CarriedResponses(EngineRequests requests, int from, int end) {
    this.requests = requests;
    this.from = from;
    this.end = end;
    for (int request = 0; request < requests.size(); request++) {
      for (Substitution one : requests.substitutions(request)) {
        takes.computeIfAbsent(one.source(), k -> new TreeSet<>()).add(one.take());
      }
    }
  }

  CarriedTally tally() {
    return tally;
  }

  boolean isSource(int request) {
    return takes.containsKey(request);
  }

  /** Sources that the slice needs and does not hold, with what those need in turn. */
  Set<Integer> before() {
    Set<Integer> before = new TreeSet<>();
    for (int request = from; request < end; request++) {
      before(request, before);
    }
    return before;
  }

  private void before(int request, Set<Integer> before) {
    for (Substitution one : requests.substitutions(request)) {
      if (!within(one.source()) && before.add(one.source())) {
        before(one.source(), before);
      }
    }
  }

  private boolean within(int request) {
    return request >= from && request < end;
  }

  private @Nullable Map<String, String> found(Substitution one, long round) {
    Map<Integer, Map<String, String>> ofRound = values.get(within(one.source()) ? round : BEFORE);
    return ofRound == null ? null : ofRound.get(one.source());
  }

  State state(int request, long round) {
    State state = State.READY;
    for (Substitution one : requests.substitutions(request)) {
      Map<String, String> found = found(one, round);
      if (found == null) {
        state = State.WAITING;
      } else if (!found.containsKey(one.take())) {
        return State.FAILED;
      }
    }
    return state;
  }

  /** A request of this round will be filled with its values. */
  void needed(long round) {
    needing.merge(round, 1, Integer::sum);
  }

  /** One that was needed has ended. */
  void needless(long round) {
    needing.computeIfPresent(round, (key, left) -> left > 1 ? left - 1 : null);
  }

  void ended(int source, long round, Outcome outcome, ResponseParser parser) {
    Map<String, String> found = new HashMap<>();
    if (outcome == Outcome.STATUS) {
      byte[] body = ResponseView.unpacked(parser.body().kept());
      for (String take : takes.getOrDefault(source, Set.of())) {
        String value = ResponseValue.of(take, parser.headers(), body);
        tally.add(source, take, value != null);
        if (value != null) {
          found.put(take, value);
        }
      }
    }
    values.computeIfAbsent(round, k -> new HashMap<>()).put(source, found);
    // A slow target answers many rounds at once: theirs must wait until it is filled in.
    values
        .keySet()
        .removeIf(old -> old != BEFORE && old < round - ROUNDS && !needing.containsKey(old));
  }

  /** The request's bytes with its values filled in, and the length of its body put right. */
  byte[] fill(int request, long round, byte[] bytes) {
    List<Substitution> all = requests.substitutions(request);
    if (all.isEmpty()) {
      return bytes;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    StringBuilder filled = new StringBuilder(text.length() + 64);
    int copied = 0;
    for (Substitution one : all) {
      Map<String, String> found = found(one, round);
      String value = found == null ? "" : found.getOrDefault(one.take(), "");
      filled.append(text, copied, one.offset());
      // Bytes as characters one to one, as the rest of the message is.
      String plain =
          new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      filled.append(one.encoded() ? URLEncoder.encode(value, StandardCharsets.UTF_8) : plain);
      copied = one.offset() + one.length();
    }
    filled.append(text, copied, text.length());
    return measured(filled).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String measured(StringBuilder message) {
    String name = "\r\nContent-Length: ";
    int body = message.indexOf("\r\n\r\n") + 4;
    int at = message.indexOf(name);
    if (at >= 0 && at < body) {
      int digits = at + name.length();
      message.replace(
          digits, message.indexOf("\r", digits), Integer.toString(message.length() - body));
    }
    return message.toString();
  }
}
