package dev.backdraft.analysis.query;

/** What a thread was doing when it was sampled. The id is the word of the command line. */
public enum ThreadState {
  RUNNABLE("runnable", "Running"),
  SLEEPING("sleeping", "Sleeping"),
  WAITING("waiting", "Waiting"),
  PARKED("parked", "Parked"),
  BLOCKED("blocked", "Blocked"),
  /** The recording says nothing of it, or something that means none of the others. */
  UNKNOWN("unknown", "Not known");

  private final String id;
  private final String label;

  ThreadState(String id, String label) {
    this.id = id;
    this.label = label;
  }

  public String id() {
    return id;
  }

  public String label() {
    return label;
  }

  /**
   * From the words of HotSpot, async-profiler ({@code STATE_DEFAULT} is what the clock of the
   * processor saw) and Datadog.
   */
  static ThreadState of(String word) {
    return switch (word) {
      case "STATE_RUNNABLE", "STATE_DEFAULT", "RUNNABLE", "RUNNING" -> RUNNABLE;
      case "STATE_SLEEPING", "SLEEPING" -> SLEEPING;
      case "STATE_IN_OBJECT_WAIT",
          "STATE_IN_OBJECT_WAIT_TIMED",
          "OBJECT_WAIT",
          "CONDVAR_WAIT",
          "WAITING",
          "TIMED_WAITING" ->
          WAITING;
      case "STATE_PARKED", "STATE_PARKED_TIMED", "PARKED" -> PARKED;
      case "STATE_BLOCKED_ON_MONITOR_ENTER", "MONITOR_WAIT", "CONTENDED", "BLOCKED" -> BLOCKED;
      default -> UNKNOWN;
    };
  }
}
