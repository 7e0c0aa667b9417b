package dev.backdraft.sample.leak;

import dev.backdraft.sample.shop.Cancellations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An order that is being placed, until it is placed or called off. */
final class Draft implements Cancellations.Listener {
  private static final int LONGEST_REFERENCE = 64;

  private final byte[] reference;
  private volatile boolean calledOff;

  Draft(String reference) {
    byte[] bytes = reference.getBytes(StandardCharsets.UTF_8);
    // A fixed length, so that drafts can be written to the journal as they are.
    this.reference = Arrays.copyOf(bytes, LONGEST_REFERENCE);
  }

  @Override
  public void calledOff(String other) {
    byte[] bytes = other.getBytes(StandardCharsets.UTF_8);
    if (Arrays.equals(reference, Arrays.copyOf(bytes, LONGEST_REFERENCE))) {
      calledOff = true;
    }
  }

  boolean wasCalledOff() {
    return calledOff;
  }
}
