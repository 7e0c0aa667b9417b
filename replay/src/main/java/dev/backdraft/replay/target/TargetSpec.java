package dev.backdraft.replay.target;

/** Where load is sent: a build that we start, or an address that already runs. */
public sealed interface TargetSpec permits TargetCommand, TargetAddress {
  /** Speaks TLS. */
  boolean tls();

  /** Where it gives its metrics as Prometheus text, or empty. */
  String metrics();
}
