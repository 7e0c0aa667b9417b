package dev.backdraft.replay.plan;

import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.target.TargetCommand;
import dev.backdraft.replay.verdict.VerdictRule;
import java.nio.file.Path;
import java.util.List;

/**
 * A checked plan.
 *
 * @param captures files, against the plan's own folder
 * @param before the build that shows the symptom
 * @param after the build with the fix
 * @param seed draws the order of blocks
 * @param unsafe methods that change data may be sent
 * @param unordered arrays in responses are compared as bags
 * @param ignore fields whose changes are never held against the fix
 * @param expect fields that are meant to change
 * @param vary what differs between the builds on purpose
 */
public record ReplayPlan(
    List<Path> captures,
    TargetCommand before,
    TargetCommand after,
    Load load,
    VerdictRule rule,
    long seed,
    boolean unsafe,
    boolean unordered,
    List<String> ignore,
    List<String> expect,
    List<String> vary) {
  /** How to send; times in seconds. */
  public record Load(Pace pace, double warmUpSeconds, double measureSeconds, int connections) {}

  public ReplayPlan {
    captures = List.copyOf(captures);
    ignore = List.copyOf(ignore);
    expect = List.copyOf(expect);
    vary = List.copyOf(vary);
  }
}
