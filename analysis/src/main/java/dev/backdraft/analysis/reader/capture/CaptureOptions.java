package dev.backdraft.analysis.reader.capture;

/**
 * How captures are read.
 *
 * @param redactor what hides secrets
 * @param seed places requests whose time is known to the second only
 * @param service whose spans are replayed; empty takes the service with the most entry spans
 * @param maxBodyBytes a larger body is not kept, and its request cannot be replayed
 */
public record CaptureOptions(Redactor redactor, long seed, String service, int maxBodyBytes) {
  /** Larger bodies are rare enough to be asked for. */
  public static final int USUAL_BODY_BYTES = 32 << 20;

  public static CaptureOptions usual(long seed) {
    return new CaptureOptions(Redactor.fresh(RedactionRules.usual()), seed, "", USUAL_BODY_BYTES);
  }

  public CaptureOptions withRedactor(Redactor other) {
    return new CaptureOptions(other, seed, service, maxBodyBytes);
  }

  public CaptureOptions withService(String name) {
    return new CaptureOptions(redactor, seed, name, maxBodyBytes);
  }
}
