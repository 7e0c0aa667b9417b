package dev.backdraft.sample.server;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Handler {
  /**
   * The answer. A {@link FailedException} becomes an answer of status 500; whatever else is thrown
   * is a bug that leaves the exchange in an unknown state, and its connection is closed.
   */
  Response handle(Request request) throws FailedException;
}
