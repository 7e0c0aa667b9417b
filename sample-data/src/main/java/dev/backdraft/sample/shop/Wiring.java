package dev.backdraft.sample.shop;

import dev.backdraft.sample.server.Routes;

/** A build's own part of the service: which handlers answer which routes. */
@FunctionalInterface
public interface Wiring {
  /** Puts the handlers of this build on their routes. */
  void install(Shop shop, Routes routes);
}
