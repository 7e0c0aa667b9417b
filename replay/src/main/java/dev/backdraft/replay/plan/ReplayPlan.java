package dev.backdraft.replay.plan;

import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.RedactionRules;
import dev.backdraft.analysis.reader.capture.Redactor;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.target.TargetSpec;
import dev.backdraft.replay.verdict.VerdictRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A checked plan.
 *
 * @param captures files, against the plan's own folder
 * @param reading how they are read
 * @param filter which of the captured requests take part
 * @param before the build that shows the symptom
 * @param after the build with the fix
 * @param soak one long block on each side, cut into as many parts as there would be pairs, after
 *     some in which it settles
 * @param seed draws the order of blocks
 * @param unsafe methods that change data may be sent: yes, no, or only where it does no harm
 * @param unordered arrays in responses are compared as bags
 * @param headers of responses that are compared, in lower case
 * @param ignore fields whose changes are never held against the fix
 * @param expect fields that are meant to change
 * @param vary what differs between the builds on purpose
 * @param carry values carried from responses to later requests
 * @param secrets environment variables by the token (or the header, cookie or field) whose secret
 *     they hold
 * @param jfr settings of the recordings of JVM targets: a name, a file, or {@code off}
 */
public record ReplayPlan(
    List<Path> captures,
    Reading reading,
    RequestFilter filter,
    TargetSpec before,
    TargetSpec after,
    Load load,
    VerdictRule rule,
    boolean soak,
    long seed,
    Unsafe unsafe,
    boolean unordered,
    List<String> headers,
    List<String> ignore,
    List<Expectation> expect,
    List<String> vary,
    List<CarryRule> carry,
    Map<String, String> secrets,
    String jfr) {
  /**
   * Parts at the beginning of a soak that are measured and not judged: what a process keeps or
   * frees once it does in its first parts, and all parts share that process.
   */
  public static final int SETTLING_PARTS = 2;

  /** No recordings are made. */
  public static final String NO_JFR = "off";

  /** What may differ between the builds on purpose. */
  public static final List<String> VARY =
      List.of("jdk", "flags", "env", "command", "state", "config");

  /** Whether requests that may change data are sent. */
  public enum Unsafe {
    /** Never. */
    NO,
    /** To any target. */
    YES,
    /** Only to targets that we start, on a state folder of their own. */
    SCRATCH
  }

  /**
   * How captures are read.
   *
   * @param redact what counts as a secret
   * @param service whose spans are replayed; empty takes the one that most requests enter
   */
  public record Reading(RedactionRules redact, String service) {}

  /**
   * How this plan's captures are read.
   *
   * @param key of the tokens that stand for secrets: the same key gives the same tokens
   */
  public CaptureOptions captureOptions(byte[] key) {
    return CaptureOptions.usual(seed)
        .withRedactor(new Redactor(reading.redact(), key))
        .withService(reading.service());
  }

  /**
   * How to send; times in seconds.
   *
   * @param rampSeconds the rate rises evenly from nothing at the start of warming up
   * @param loop begins again after the last request; else the block ends with it
   * @param connections at most
   * @param pooled any idle connection is used; else requests that shared one share one again
   * @param timeoutSeconds until the first byte of a response, and again until its last
   * @param countLost keeps sending while the target is stopped, and counts what is lost
   */
  public record Load(
      Pace pace,
      WarmUp warmUp,
      double measureSeconds,
      double rampSeconds,
      boolean loop,
      int connections,
      boolean pooled,
      boolean http2,
      double timeoutSeconds,
      boolean countLost) {
    public double warmUpSeconds() {
      return warmUp.seconds();
    }
  }

  /**
   * How long a target is warmed up.
   *
   * @param seconds at least
   * @param steady goes on until latency no longer falls
   * @param capSeconds at most, where it never does
   */
  public record WarmUp(double seconds, boolean steady, double capSeconds) {}

  public ReplayPlan {
    captures = List.copyOf(captures);
    headers = List.copyOf(headers);
    ignore = List.copyOf(ignore);
    expect = List.copyOf(expect);
    vary = List.copyOf(vary);
    carry = List.copyOf(carry);
    secrets = Map.copyOf(secrets);
  }

  /** How long each side of a soak settles, on top of what is judged; 0 of any other run. */
  public double settlingSeconds() {
    return soak ? SETTLING_PARTS * load.measureSeconds() / rule.looks().getFirst() : 0;
  }

  /** The same, judged by another rule. */
  public ReplayPlan withRule(VerdictRule other) {
    return new ReplayPlan(
        captures, reading, filter, before, after, load, other, soak, seed, unsafe, unordered,
        headers, ignore, expect, vary, carry, secrets, jfr);
  }
}
