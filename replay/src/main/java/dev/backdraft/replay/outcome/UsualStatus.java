package dev.backdraft.replay.outcome;

import java.util.Arrays;

/**
 * The status that each request mostly gets of the old build where it does not fail, found by
 * majority vote: of each request one candidate and by how many answers it leads.
 */
final class UsualStatus {
  /** Also stands for "none": no answer has it. */
  private int[] candidates = new int[64];

  private int[] leads = new int[64];

  void add(long request, ResponseView answer) {
    if (answer.outcome() != Outcome.STATUS || answer.outcome().failure(answer.status())) {
      return;
    }
    int at = Math.toIntExact(request);
    if (at >= candidates.length) {
      int size = Math.max(at + 1, 2 * candidates.length);
      candidates = Arrays.copyOf(candidates, size);
      leads = Arrays.copyOf(leads, size);
    }
    if (leads[at] == 0) {
      candidates[at] = answer.status();
    }
    leads[at] += candidates[at] == answer.status() ? 1 : -1;
  }

  /** Or 0 if it always failed so far. */
  int of(long request) {
    return request < candidates.length ? candidates[(int) request] : 0;
  }
}
