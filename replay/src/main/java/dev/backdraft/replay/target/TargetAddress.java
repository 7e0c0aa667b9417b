package dev.backdraft.replay.target;

/**
 * A target that already runs and is left running: its blocks are no fresh processes on fresh state.
 *
 * @param metrics path of its Prometheus text, or empty
 */
public record TargetAddress(String host, int port, boolean tls, String metrics)
    implements TargetSpec {
  public TargetAddress {
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a host and a port: " + host + ":" + port);
    }
  }

  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + host + ":" + port;
  }
}
