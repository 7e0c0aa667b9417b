package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.EngineResults;
import dev.backdraft.replay.engine.SpilledBodies;
import dev.backdraft.replay.engine.SpilledBody;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.outcome.ResponseHeaders;
import dev.backdraft.replay.outcome.ResponseView;
import dev.backdraft.replay.run.BlockRun.Measured;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first answer to each request of a block: later rounds say the same of a field again. Large
 * bodies stay in their file until they are asked for.
 */
final class BlockAnswers implements AutoCloseable {
  static final BlockAnswers NONE = new BlockAnswers(null);

  private final Map<Integer, ResponseView> answers = new HashMap<>();
  private final Map<Integer, SpilledBody> large = new HashMap<>();
  private final @Nullable SpilledBodies bodies;
  private long headless;

  private BlockAnswers(@Nullable SpilledBodies bodies) {
    this.bodies = bodies;
  }

  /** Of what a target answered while it was measured. */
  static BlockAnswers of(Measured measured) {
    EngineResults results = measured.results();
    BlockAnswers answers = new BlockAnswers(measured.bodies());
    IdentityHashMap<List<String>, ResponseHeaders> known = new IdentityHashMap<>();
    for (int row = 0; row < results.size(); row++) {
      if (!results.outcome(row).notSent() && !answers.answers.containsKey(results.request(row))) {
        List<String> flat = results.headers(row);
        ResponseHeaders headers =
            flat == null
                ? null
                : known.computeIfAbsent(flat, f -> ResponseHeaders.of(f, measured.own()));
        answers.add(results, row, headers);
      }
    }
    return answers;
  }

  private void add(EngineResults results, int row, @Nullable ResponseHeaders headers) {
    byte[] body = results.body(row);
    SpilledBody spilled = bodies == null ? null : results.spilled(row);
    if (spilled != null) {
      large.put(results.request(row), spilled);
    }
    headless += headers == null && results.outcome(row) == Outcome.STATUS ? 1 : 0;
    answers.put(
        results.request(row),
        new ResponseView(
            results.outcome(row),
            results.status(row),
            headers,
            body,
            results.bodyBytes(row),
            results.bodyHash(row)));
  }

  /** The smallest answers first: of many large ones not all may be read. */
  List<Integer> requests() {
    return answers.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<Integer, ResponseView> e) -> e.getValue().bodyBytes())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The answer as far as it is in memory: enough to tell whether bodies are the same. */
  @Nullable ResponseView answer(int request) {
    return answers.get(request);
  }

  /** The answer with its whole body. */
  @Nullable ResponseView whole(int request) {
    ResponseView answer = answers.get(request);
    SpilledBody body = large.get(request);
    SpilledBodies file = bodies;
    if (answer == null || body == null || file == null) {
      return answer;
    }
    try {
      return answer.with(answer.headers(), file.read(body));
    } catch (IOException unreadable) {
      return answer; // compared by what is known of it, as one that was not kept
    }
  }

  int size() {
    return answers.size();
  }

  /** How many came whole, but without headers to compare. */
  long headless() {
    return headless;
  }

  @Override
  public void close() {
    drop(bodies);
  }

  static void drop(@Nullable SpilledBodies bodies) {
    try {
      if (bodies != null) {
        bodies.close();
      }
    } catch (IOException gone) {
      // It was only read, and its name is gone already.
      return;
    }
  }
}
