package dev.backdraft.replay.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/** Which hosts load may be sent to. */
public final class TargetHosts {
  private TargetHosts() {}

  /** Passes only a host whose every address is this machine's loopback, or one allowed by name. */
  public static void check(String host, Set<String> allowed) throws TargetException {
    if (allowed.contains(host)) {
      return;
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          throw new TargetException.Forbidden(host);
        }
      }
    } catch (UnknownHostException unresolved) {
      throw new TargetException.Forbidden(host);
    }
  }
}
