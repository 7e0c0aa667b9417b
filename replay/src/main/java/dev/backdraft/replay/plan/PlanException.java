package dev.backdraft.replay.plan;

/** A plan that cannot be used, with the line that is wrong and what may have been meant. */
public final class PlanException extends Exception {
  private static final long serialVersionUID = 1;

  /** A file that is no plan may be one line of megabytes, with secrets in it. */
  private static final int MOST_SHOWN = 60;

  private static final int MOST = 600;

  private final int line;

  PlanException(int line, String message) {
    super("line " + line + ": " + cut(message, MOST));
    this.line = line;
  }

  /** As much of the plan's text as tells where to look, on one line. */
  static String shown(String text) {
    return cut(text, MOST_SHOWN).replaceAll("\\p{Cntrl}", " ");
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  /** From 1. */
  public int line() {
    return line;
  }
}
