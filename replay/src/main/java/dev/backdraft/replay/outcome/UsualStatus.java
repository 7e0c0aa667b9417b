package dev.backdraft.replay.outcome;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The status that each request mostly gets of the old build where it does not fail, found by
 * majority vote: of each request one candidate and by how many answers it leads.
 *
 * <p>A request that has only failed so far is taken to get what those of its endpoint get that fail
 * now and then, if they are no fewer than those that only fail. Requests that never fail have no
 * say in it: what a wrong id is told says nothing of one that broke the build.
 */
final class UsualStatus {
  private static final byte FAILED = 1;
  private static final byte ANSWERED = 2;
  private static final byte BOTH = FAILED | ANSWERED;

  /** Of each request; 0 also stands for "none": no answer has it. */
  private int[] candidates = new int[64];

  private int[] leads = new int[64];
  private byte[] seen = new byte[64];
  private final Map<String, Unsteady> endpoints = new HashMap<>();

  /** What is known of the requests of one endpoint that failed. */
  private static final class Unsteady {
    int onlyFailed;
    int candidate;
    int lead;

    void vote(int status) {
      if (lead == 0) {
        candidate = status;
      }
      lead += candidate == status ? 1 : -1;
    }
  }

  void add(String endpoint, long request, ResponseView answer) {
    int at = Math.toIntExact(request);
    grow(at);
    boolean failed = answer.outcome().failure(answer.status());
    if (failed || answer.outcome() == Outcome.STATUS) {
      if (!failed) {
        vote(at, answer.status());
      }
      see(endpoint, at, failed ? FAILED : ANSWERED);
    }
  }

  private void grow(int at) {
    if (at >= candidates.length) {
      int size = Math.max(at + 1, 2 * candidates.length);
      candidates = Arrays.copyOf(candidates, size);
      leads = Arrays.copyOf(leads, size);
      seen = Arrays.copyOf(seen, size);
    }
  }

  private void vote(int at, int status) {
    if (leads[at] == 0) {
      candidates[at] = status;
    }
    leads[at] += candidates[at] == status ? 1 : -1;
  }

  private void see(String endpoint, int at, byte end) {
    byte before = seen[at];
    seen[at] |= end;
    if (seen[at] == before) {
      return;
    }
    if (seen[at] == BOTH) {
      Unsteady of = endpoints.computeIfAbsent(endpoint, name -> new Unsteady());
      of.onlyFailed -= before == FAILED ? 1 : 0;
      of.vote(candidates[at]);
    } else if (end == FAILED) {
      endpoints.computeIfAbsent(endpoint, name -> new Unsteady()).onlyFailed++;
    }
  }

  /** Or 0 if nothing tells. */
  int of(String endpoint, long request) {
    int own = request < candidates.length ? candidates[(int) request] : 0;
    if (own != 0) {
      return own;
    }
    Unsteady others = endpoints.get(endpoint);
    return others != null && others.lead >= others.onlyFailed ? others.candidate : 0;
  }
}
