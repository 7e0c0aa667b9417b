package dev.backdraft.replay.outcome;

/** McNemar's exact test: of the requests where only one side differs, is it evenly which? */
final class SignTest {
  private SignTest() {}

  /** P(at least k heads in n fair throws). */
  static double atLeast(long k, long n) {
    if (k <= 0) {
      return 1;
    }
    // Term by term from the one at k, each a ratio of the last, in logarithms of the first.
    double logTerm = -n * Math.log(2);
    for (long i = 1; i <= Math.min(k, n - k); i++) {
      logTerm += Math.log((double) (n - i + 1) / i);
    }
    double term = 1;
    double sum = 0;
    for (long i = k; i <= n && term > 1e-18 * Math.max(1, sum); i++) {
      sum += term;
      term *= (double) (n - i) / (i + 1);
    }
    return Math.min(1, Math.exp(logTerm) * sum);
  }
}
