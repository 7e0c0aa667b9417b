package dev.backdraft.app.cli.bench;

import dev.backdraft.app.cli.Refusal;

/** Whether there is something to draw on. */
final class Display {
  private Display() {}

  static void require(String command) throws Refusal {
    boolean there =
        !System.getProperty("os.name", "").startsWith("Linux")
            || System.getProperty("glass.platform") != null
            || System.getenv("DISPLAY") != null;
    if (!there) {
      throw new Refusal(
          "there is no display to draw on",
          "Set DISPLAY, or run it under Xvfb: xvfb-run backdraft " + command);
    }
  }
}
