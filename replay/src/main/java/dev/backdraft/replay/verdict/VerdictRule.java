package dev.backdraft.replay.verdict;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is asked of a fix, all of it fixed before the first block runs.
 *
 * @param name quick or full
 * @param looks after how many pairs it may be judged: the first, and at most one more
 * @param alphas the one-sided level at each look
 * @param symptom what must change
 * @param guards what must not get worse
 */
public record VerdictRule(
    String name, List<Integer> looks, List<Double> alphas, Symptom symptom, List<Guard> guards) {
  /** Bytes per request that stay reachable; may be below 0, so that it has no ratio of its own. */
  public static final String LEAK = "leak";

  /** A single look spends all of it. */
  static final double ONE_LOOK = 0.025;

  public VerdictRule {
    looks = List.copyOf(looks);
    alphas = List.copyOf(alphas);
    guards = List.copyOf(guards);
    if (looks.isEmpty() || looks.size() > 2 || looks.size() != alphas.size()) {
      throw new IllegalArgumentException("one look or two, each with its level");
    }
  }

  /**
   * Which requests are looked at.
   *
   * @param endpoint the only one, as {@code GET /carts/{id}}, or empty for all
   * @param outcomes which ends are meant, as {@code status_429}; empty for all failures
   */
  public record Scope(String endpoint, List<String> outcomes) {
    public static final Scope ALL = new Scope("", List.of());

    public Scope {
      outcomes = List.copyOf(outcomes);
    }

    /** For people: {@code failures of GET /carts/{id}, status_429}. */
    public String text() {
      return (endpoint.isEmpty() ? "failures" : "failures of " + endpoint)
          + (outcomes.isEmpty() ? "" : ", " + String.join(", ", outcomes));
    }
  }

  /**
   * What is asked for, in a line: {@code p99 below 0.8 of before; guards p50 0.15, failures 0.001}.
   */
  public String asked() {
    String what =
        switch (symptom) {
          case Symptom.Failures failures ->
              failures.scope().text() + " at most " + failures.atMost() + " of before";
          case Symptom.Figure figure ->
              figure.name()
                  + " below "
                  + figure.atMost()
                  + " of before"
                  + (figure.present() > 0 ? ", which is above " + figure.present() : "");
          case Symptom.Responses ignored -> "responses as declared";
        };
    return what
        + (guards.isEmpty()
            ? "; no guards"
            : guards.stream()
                .map(guard -> guard.metric() + " " + guard.margin())
                .collect(Collectors.joining(", ", "; guards ", "")));
  }

  /** The endpoint that the symptom is about, or empty. */
  public String endpoint() {
    return switch (symptom) {
      case Symptom.Failures failures -> failures.scope().endpoint();
      case Symptom.Figure figure -> figure.endpoint();
      case Symptom.Responses ignored -> "";
    };
  }

  /** What shows the defect. */
  public sealed interface Symptom {
    /**
     * Requests fail.
     *
     * @param atMost the rate after may be at most this part of the rate before
     * @param scope which requests and which ends are meant
     */
    record Failures(double atMost, Scope scope) implements Symptom {
      public Failures(double atMost) {
        this(atMost, Scope.ALL);
      }

      public static Failures usual() {
        return new Failures(0.2);
      }
    }

    /**
     * A figure is too high.
     *
     * @param metric as the blocks name it
     * @param atMost after to before must be below this: 0.8 asks for a fifth less
     * @param present before must be above this for the symptom to show; 0 if its change alone tells
     * @param endpoint the only one that is meant, as {@code GET /carts/{id}}, or empty
     */
    record Figure(String metric, double atMost, double present, String endpoint)
        implements Symptom {
      public Figure(String metric, double atMost, double present) {
        this(metric, atMost, present, "");
      }

      /** As blocks name what they measured of that endpoint alone. */
      public String name() {
        return endpoint.isEmpty() ? metric : metric + " of " + endpoint;
      }
    }

    /** Responses differ from what they were; {@link ResponseFindings} tell. */
    record Responses() implements Symptom {}
  }

  /**
   * What must not get worse.
   *
   * @param metric a figure, or {@code failures}
   * @param margin as a ratio (0.15 allows 15 % more); for failures as a difference of rates
   *     (0.001), for leaked bytes as a difference of bytes per request
   */
  public record Guard(String metric, double margin) {
    public static final String FAILURES = "failures";
  }

  /** The same with other guards. */
  public VerdictRule withGuards(List<Guard> others) {
    return new VerdictRule(name, looks, alphas, symptom, others);
  }

  /** The same with more pairs at the first look, and twice as many at a second. */
  public VerdictRule withPairs(int pairs) {
    return new VerdictRule(
        name,
        looks.size() == 1 ? List.of(pairs) : List.of(pairs, 2 * pairs),
        alphas,
        symptom,
        guards);
  }

  /** Whether a figure is asked for, by the symptom or by a guard. */
  public boolean asks(String metric) {
    return (symptom instanceof Symptom.Figure figure && figure.metric().equals(metric))
        || guards.stream().anyMatch(guard -> guard.metric().equals(metric));
  }

  /** Whether how long answers took is asked for. */
  public boolean asksLatency() {
    return asks("p50") || asks("p99");
  }

  /** Six pairs, for a first look; twelve if more are asked for, as declared here. */
  public static VerdictRule quick(Symptom symptom, boolean mayExtend) {
    return new VerdictRule(
        "quick",
        mayExtend ? List.of(6, 12) : List.of(6),
        mayExtend ? List.of(0.016, 0.009) : List.of(ONE_LOOK),
        symptom,
        List.of(new Guard("p50", 0.15), new Guard("p99", 0.5), new Guard(Guard.FAILURES, 0.001)));
  }

  /** Ten pairs, or twenty. */
  public static VerdictRule full(Symptom symptom, boolean mayExtend) {
    return new VerdictRule(
        "full",
        mayExtend ? List.of(10, 20) : List.of(10),
        mayExtend ? List.of(0.016, 0.009) : List.of(ONE_LOOK),
        symptom,
        List.of(new Guard("p50", 0.1), new Guard("p99", 0.3), new Guard(Guard.FAILURES, 0.001)));
  }
}
