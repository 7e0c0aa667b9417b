package dev.backdraft.replay.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Metrics in Prometheus' text format: one value a line, with its labels as they stand. */
public final class PrometheusText {
  private PrometheusText() {}

  /** Values by name with labels; lines that are no metric are passed over. */
  public static Map<String, Double> read(String text) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String line : text.split("\\R", -1)) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int name = nameEnd(line);
      String[] rest = line.substring(name).strip().split("\\s+");
      if (name == 0 || rest[0].isEmpty()) {
        continue;
      }
      double value = value(rest[0]);
      if (!Double.isNaN(value)) {
        values.put(line.substring(0, name), value);
      }
    }
    return values;
  }

  /** NaN says nothing either, whether the target wrote it or something that is no number. */
  private static double value(String text) {
    try {
      return switch (text) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException noMetric) {
      return Double.NaN;
    }
  }

  /** Labels may hold blanks and braces in quotes. */
  private static int nameEnd(String line) {
    boolean labels = false;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        labels = true;
      } else if (c == '}') {
        labels = false;
      } else if (!labels && (c == ' ' || c == '\t')) {
        return i;
      }
    }
    return 0;
  }

  /** How much each counter rose; one that fell was started anew and counts from 0. */
  public static Map<String, Double> rise(Map<String, Double> first, Map<String, Double> last) {
    Map<String, Double> rise = new TreeMap<>();
    last.forEach((name, value) -> {
      int labels = name.indexOf('{');
      String bare = labels < 0 ? name : name.substring(0, labels);
      boolean counter = bare.endsWith("_total") || bare.endsWith("_count") || bare.endsWith("_sum");
      double from = first.getOrDefault(name, 0.0);
      if (counter && Double.isFinite(value) && value != from) {
        rise.put(name, value >= from ? value - from : value);
      }
    });
    return rise;
  }
}
