package dev.backdraft.app;

import dev.backdraft.app.cli.Cli;
import dev.backdraft.app.shell.WindowProgram;
import java.io.IOException;

/** Starts the command line or the window. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    if (Cli.asksForWindow(args)) {
      System.exit(WindowProgram.open(args));
    }
    System.exit(Cli.run(args));
  }
}
