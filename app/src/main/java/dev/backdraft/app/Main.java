package dev.backdraft.app;

/** Starts the command line or the window. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(args.length);
  }
}
