package dev.backdraft.sample.shop;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Tells whoever listens that an order was called off while it was still being placed. */
public final class Cancellations {
  private final Queue<Listener> listeners = new ConcurrentLinkedQueue<>();

  public Cancellations() {}

  /** Is told of each order that is called off. */
  @FunctionalInterface
  public interface Listener {
    void calledOff(String reference);
  }

  public void add(Listener listener) {
    listeners.add(listener);
  }

  public void remove(Listener listener) {
    listeners.remove(listener);
  }

  /** An order is called off. */
  public void publish(String reference) {
    listeners.forEach(listener -> listener.calledOff(reference));
  }

  /** How many listen now. */
  public int size() {
    return listeners.size();
  }
}
