package dev.backdraft.replay.run;

import java.util.Map;
import java.util.Set;

/**
 * What a run may do that its plan cannot allow by itself.
 *
 * @param limits when a block is void
 * @param allowedHosts that load may be sent to, besides this machine
 * @param environment that the plan's secrets are taken from
 */
public record ReplayOptions(
    BlockLimits limits, Set<String> allowedHosts, Map<String, String> environment) {
  public ReplayOptions {
    allowedHosts = Set.copyOf(allowedHosts);
    environment = Map.copyOf(environment);
  }

  /** Only this machine, and its own environment. */
  public static ReplayOptions usual() {
    return new ReplayOptions(BlockLimits.usual(), Set.of(), System.getenv());
  }

  public ReplayOptions withLimits(BlockLimits others) {
    return new ReplayOptions(others, allowedHosts, environment);
  }

  public ReplayOptions withAllowedHosts(Set<String> hosts) {
    return new ReplayOptions(limits, hosts, environment);
  }

  public ReplayOptions withEnvironment(Map<String, String> variables) {
    return new ReplayOptions(limits, allowedHosts, variables);
  }
}
