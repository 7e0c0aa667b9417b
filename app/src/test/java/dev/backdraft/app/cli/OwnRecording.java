package dev.backdraft.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Recording;

/** A small recording of this very JVM, with events of a known number and content. */
public final class OwnRecording {
  static final int EVENTS = 5;

  private OwnRecording() {}

  @Name("backdraft.test.Cart")
  @Label("Cart")
  static final class Cart extends Event {
    @Label("Lines")
    int lines;

    @Label("Customer")
    String customer = "";
  }

  /** Makes it anew; its carts have 1 to {@link #EVENTS} lines. */
  public static Path in(Path folder) throws Exception {
    Path file = folder.resolve("own.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
      recording.enable("backdraft.test.Cart");
      recording.start();
      for (int i = 1; i <= EVENTS; i++) {
        Cart cart = new Cart();
        cart.lines = i;
        cart.customer = "customer " + i;
        cart.commit();
      }
      recording.stop();
      recording.dump(file);
    }
    return file;
  }
}
