package dev.backdraft.replay.run;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * What a run may do that its plan cannot allow by itself.
 *
 * @param limits when a block is void
 * @param allowedHosts that load may be sent to, besides this machine
 * @param environment that the plan's secrets are taken from
 * @param comparingBytes parsed to compare the answers of one pair; beyond, hashes must do
 * @param clock of the day, by which recordings are cut; what is measured goes by another
 */
public record ReplayOptions(
    BlockLimits limits,
    Set<String> allowedHosts,
    Map<String, String> environment,
    long comparingBytes,
    InstantSource clock) {
  /** Some ten seconds, about as long as a block takes. */
  private static final long COMPARING_BYTES = 1L << 30;

  public ReplayOptions {
    allowedHosts = Set.copyOf(allowedHosts);
    environment = Map.copyOf(environment);
  }

  /** Only this machine, and its own environment. */
  public static ReplayOptions usual() {
    return new ReplayOptions(
        BlockLimits.usual(), Set.of(), System.getenv(), COMPARING_BYTES, InstantSource.system());
  }

  public ReplayOptions withLimits(BlockLimits others) {
    return new ReplayOptions(others, allowedHosts, environment, comparingBytes, clock);
  }

  public ReplayOptions withAllowedHosts(Set<String> hosts) {
    return new ReplayOptions(limits, hosts, environment, comparingBytes, clock);
  }

  public ReplayOptions withEnvironment(Map<String, String> variables) {
    return new ReplayOptions(limits, allowedHosts, variables, comparingBytes, clock);
  }

  ReplayOptions withClock(InstantSource other) {
    return new ReplayOptions(limits, allowedHosts, environment, comparingBytes, other);
  }

  ReplayOptions withComparingBytes(long bytes) {
    return new ReplayOptions(limits, allowedHosts, environment, bytes, clock);
  }
}
