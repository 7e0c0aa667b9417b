package dev.backdraft.app.cli;

/** A command that cannot answer, with the reason and the remedy in its message. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  Refusal(String what, String remedy) {
    super(what + System.lineSeparator() + "  " + remedy);
  }
}
