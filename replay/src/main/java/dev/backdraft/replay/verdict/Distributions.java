package dev.backdraft.replay.verdict;

/** The few distributions that the verdict needs, by continued fractions and bisection. */
final class Distributions {
  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };

  private Distributions() {}

  static double logGamma(double x) {
    if (x < 0.5) {
      return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
    }
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double t = x + 6.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }

  /** The regularised incomplete beta function. */
  static double beta(double x, double a, double b) {
    if (x <= 0) {
      return 0;
    }
    if (x >= 1) {
      return 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  /** Lentz's way through the continued fraction of the incomplete beta function. */
  private static double fraction(double x, double a, double b) {
    double tiny = 1e-300;
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1), tiny);
    double value = d;
    for (int m = 1; m <= 500; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d, tiny);
      c = nonZero(1 + even / c, tiny);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d, tiny);
      c = nonZero(1 + odd / c, tiny);
      double step = d * c;
      value *= step;
      if (Math.abs(step - 1) < 1e-14) {
        break;
      }
    }
    return value;
  }

  private static double nonZero(double value, double tiny) {
    return Math.abs(value) < tiny ? tiny : value;
  }

  /** P(T &lt;= t) of Student's t. */
  static double tCdf(double t, double degrees) {
    double tail = beta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
    return t > 0 ? 1 - tail : tail;
  }

  /** The t whose probability below is {@code p}. */
  static double tQuantile(double p, double degrees) {
    if (p < 0.5) {
      return -tQuantile(1 - p, degrees);
    }
    double high = 1;
    while (tCdf(high, degrees) < p && high < 1e9) {
      high *= 2;
    }
    double low = 0;
    double middle = high / 2;
    // Until two neighbouring numbers are left.
    while (middle > low && middle < high) {
      if (tCdf(middle, degrees) < p) {
        low = middle;
      } else {
        high = middle;
      }
      middle = (low + high) / 2;
    }
    return middle;
  }

  /** P(X &lt;= k) of so many draws, fractional counts allowed. */
  static double binomialAtMost(double k, double n, double p) {
    if (k < 0) {
      return 0;
    }
    return k >= n ? 1 : 1 - beta(p, k + 1, n - k);
  }

  /** The largest p under which k or fewer of n are not yet as rare as {@code alpha}. */
  static double binomialUpper(double k, double n, double alpha) {
    if (k >= n) {
      return 1;
    }
    double low = 0;
    double high = 1;
    while (high - low > 1e-12 * high) {
      double middle = (low + high) / 2;
      if (binomialAtMost(k, n, middle) > alpha) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The smallest p under which k or more of n are not yet as rare as {@code alpha}. */
  static double binomialLower(double k, double n, double alpha) {
    return k <= 0 ? 0 : 1 - binomialUpper(n - k, n, alpha);
  }
}
