package dev.backdraft.app.plan;

import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.outcome.Endpoints;
import dev.backdraft.replay.plan.CarryRule;
import dev.backdraft.replay.plan.PlanTemplate;
import dev.backdraft.replay.run.Carry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;

/** The commented plan to begin with, filled with what the captures show. */
public final class PlanDraft {
  private static final int ENDPOINTS = 12;

  /** The most used ones; more than a person would look through are seldom meant. */
  private static final int CARRIED = 12;

  /** A file of nothing but damage has hundreds. */
  private static final int DAMAGES = 5;

  private static final double SECOND = 1e9;
  private static final double LEAST_RATE = 1;
  private static final double MOST_RATE = 1_000;

  private PlanDraft() {}

  /** A plan for these captures, whose paths are written as they stand to {@code folder}. */
  public static String of(List<Path> captures, Requests requests, Path folder) {
    List<String> files = captures.stream().map(file -> relative(file, folder)).toList();
    List<CarryRule> carry = Carry.propose(requests).stream().limit(CARRIED).toList();
    String plan = PlanTemplate.of(files, carry);
    plan = plan.replaceFirst("(?m)^  rate: \\d+ ", "  rate: " + rate(requests) + " ");
    return seen(requests) + "\n" + plan;
  }

  /** The same plan for the spans of one service. */
  public static String withService(String plan, String service) {
    String quoted = "service: '" + service.replace("'", "''") + "'";
    return plan.replaceFirst("(?m)^# service: .*$", Matcher.quoteReplacement(quoted));
  }

  private static String relative(Path file, Path folder) {
    Path whole = file.toAbsolutePath().normalize();
    Path base = folder.toAbsolutePath().normalize();
    Path root = whole.getRoot();
    if (root == null || !root.equals(base.getRoot())) {
      return whole.toString();
    }
    Path relative = base.relativize(whole);
    return relative.startsWith(Path.of("..", "..", "..")) ? whole.toString() : relative.toString();
  }

  /** Seconds from the first request to the last. */
  private static double seconds(Requests requests) {
    int last = requests.size() - 1;
    return last < 1 ? 0 : (requests.timeNanos(last) - requests.timeNanos(0)) / SECOND;
  }

  private static long rate(Requests requests) {
    double seconds = seconds(requests);
    double rate = seconds > 0 ? requests.size() / seconds : MOST_RATE;
    return Math.round(Math.clamp(rate, LEAST_RATE, MOST_RATE));
  }

  private static String seen(Requests requests) {
    Map<String, Integer> methods = new TreeMap<>();
    Map<String, Integer> endpoints = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      String method = requests.method(i).isEmpty() ? "?" : requests.method(i);
      methods.merge(method, 1, Integer::sum);
      endpoints.merge(Endpoints.of(method, requests.target(i)), 1, Integer::sum);
    }
    double seconds = seconds(requests);
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "What was captured: %,d requests in %.1f s%s",
            requests.size(),
            seconds,
            seconds > 0
                ? String.format(Locale.ROOT, ", %.1f per second", requests.size() / seconds)
                : ""));
    lines.add(requests.coverage().message());
    methods.forEach((method, count) -> lines.add(String.format("  %7d %s", count, method)));
    lines.add("Endpoints, the busiest first:");
    endpoints.entrySet().stream()
        .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue()))
        .limit(ENDPOINTS)
        .forEach(entry -> lines.add(String.format("  %7d %s", entry.getValue(), entry.getKey())));
    requests.notes().forEach(lines::add);
    List<Problem> problems = requests.problems();
    problems.stream().limit(DAMAGES).forEach(damage -> lines.add("damaged: " + damage.message()));
    if (problems.size() > DAMAGES) {
      lines.add((problems.size() - DAMAGES) + " more damages; --check tells them all");
    }
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(("# " + line.replaceAll("\\p{Cntrl}", " ")).stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
