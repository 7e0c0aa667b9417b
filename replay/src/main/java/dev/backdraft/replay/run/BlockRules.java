package dev.backdraft.replay.run;

import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.target.TargetCommand;
import dev.backdraft.replay.target.TargetSpec;

/** What a plan lets a block do on this machine. */
final class BlockRules {
  private BlockRules() {}

  /** Whether methods that may change data are sent to a target. */
  static boolean unsafe(ReplayPlan plan, TargetSpec spec) {
    return switch (plan.unsafe()) {
      case YES -> true;
      case NO -> false;
      case SCRATCH -> spec instanceof TargetCommand command && scratch(command);
    };
  }

  /** What it changes lies in a folder that is thrown away. */
  private static boolean scratch(TargetCommand command) {
    return command.state() != null
        || command.command().stream().anyMatch(word -> word.contains("{state}"))
        || command.environment().values().stream().anyMatch(value -> value.contains("{state}"));
  }
}
