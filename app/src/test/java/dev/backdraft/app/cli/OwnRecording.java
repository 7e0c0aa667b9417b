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
  private static final int NOISE = 2_000;

  private OwnRecording() {}

  @Name("backdraft.test.Cart")
  @Label("Cart")
  static final class Cart extends Event {
    @Label("Lines")
    int lines;

    @Label("Customer")
    String customer = "";

    @Label("Type")
    String type = "basket";
  }

  @Name("backdraft.test.Noise")
  @Label("Noise")
  static final class Noise extends Event {
    @Label("Number")
    int number;
  }

  /** Makes it anew; its carts have 1 to {@link #EVENTS} lines. */
  public static Path in(Path folder) throws Exception {
    Path file = folder.resolve("own.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
      recording.enable("backdraft.test.Cart");
      recording.enable("backdraft.test.Noise").withoutStackTrace();
      recording.start();
      for (int i = 1; i <= EVENTS; i++) {
        Cart cart = new Cart();
        cart.lines = i;
        cart.customer = "customer " + i;
        cart.commit();
      }
      for (int i = 0; i < NOISE; i++) {
        Noise noise = new Noise();
        noise.number = i;
        noise.commit();
      }
      recording.stop();
      recording.dump(file);
    }
    return file;
  }
}
