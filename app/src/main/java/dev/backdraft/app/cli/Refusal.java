package dev.backdraft.app.cli;

/** A command that cannot answer, with the reason and the remedy in its message. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  public Refusal(String what, String remedy) {
    super(what + System.lineSeparator() + "  " + remedy);
  }
}
