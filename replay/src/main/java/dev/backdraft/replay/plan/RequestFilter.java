package dev.backdraft.replay.plan;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of the captured requests take part; what is left out is counted as filtered.
 *
 * @param methods empty for any
 * @param path found in path and query, or null for any
 * @param exclude found in path and query of what is left out, or null
 * @param statuses as recorded: exact (503), or a class (5xx); empty for any
 * @param fromSeconds from the first request of the capture
 * @param toSeconds without, from the first request
 */
public record RequestFilter(
    Set<String> methods,
    @Nullable Pattern path,
    @Nullable Pattern exclude,
    List<String> statuses,
    double fromSeconds,
    double toSeconds) {
  /** Everything takes part. */
  public static final RequestFilter ALL =
      new RequestFilter(Set.of(), null, null, List.of(), 0, Double.POSITIVE_INFINITY);

  public RequestFilter {
    methods = Set.copyOf(methods);
    statuses = List.copyOf(statuses);
  }

  /** Whether a request takes part. */
  public boolean passes(String method, String target, int status, double atSeconds) {
    return atSeconds >= fromSeconds
        && atSeconds < toSeconds
        && (methods.isEmpty() || methods.contains(method))
        && (path == null || path.matcher(target).find())
        && (exclude == null || !exclude.matcher(target).find())
        && (statuses.isEmpty() || statuses.stream().anyMatch(wanted -> fits(wanted, status)));
  }

  private static boolean fits(String wanted, int status) {
    return wanted.endsWith("xx")
        ? status / 100 == wanted.charAt(0) - '0'
        : wanted.equals(Integer.toString(status));
  }
}
