package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.EngineResults;
import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.outcome.ResponseView;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.verdict.ResponseFindings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the answers of pairs; two blocks of the old build in a row teach what differs anyway.
 */
final class ResponseComparison {
  private final ReplayPlan plan;
  private final FieldComparison fields;
  private Map<Integer, ResponseView> lastBefore = Map.of();
  private @Nullable RenderedRequests names;

  ResponseComparison(ReplayPlan plan) {
    this.plan = plan;
    this.fields = new FieldComparison(plan.unordered());
  }

  /** Whose names the fields go by. */
  void endpoints(RenderedRequests rendered) {
    names = rendered;
  }

  void add(EngineResults before, EngineResults after) {
    Map<Integer, ResponseView> left = views(before);
    Map<Integer, ResponseView> right = views(after);
    RenderedRequests rendered = names;
    left.forEach((request, answer) -> {
      ResponseView again = lastBefore.get(request);
      ResponseView changed = right.get(request);
      if (again != null && changed != null && rendered != null) {
        fields.add(rendered.endpoint(request), request, answer, again, changed);
      }
    });
    lastBefore = left;
  }

  /** The first answer to each request: later rounds say the same of a field again. */
  private static Map<Integer, ResponseView> views(EngineResults results) {
    Map<Integer, ResponseView> views = new HashMap<>();
    for (int row = 0; row < results.size(); row++) {
      if (!results.outcome(row).notSent()) {
        views.putIfAbsent(
            results.request(row),
            new ResponseView(
                results.outcome(row),
                results.status(row),
                results.body(row),
                results.bodyBytes(row),
                results.bodyHash(row)));
      }
    }
    return views;
  }

  List<FieldComparison.Field> fields() {
    return fields.fields();
  }

  ResponseFindings findings() {
    List<String> undeclared = new ArrayList<>();
    boolean expected = false;
    for (FieldComparison.Field field : fields.fields()) {
      String name = field.endpoint() + " " + field.path();
      if (plan.expect().contains(name)) {
        expected |= field.listed();
      } else if (field.certain() && !plan.ignore().contains(name) && !outcomeField(field)) {
        undeclared.add(field.label());
      }
    }
    return new ResponseFindings(undeclared, expected, expected);
  }

  /** Failures are judged as such; that they went away is no change to declare. */
  private static boolean outcomeField(FieldComparison.Field field) {
    return field.path().equals("outcome")
        || (field.path().equals("status")
            && field.samples().stream().allMatch(sample -> sample.before().startsWith("5")));
  }
}
