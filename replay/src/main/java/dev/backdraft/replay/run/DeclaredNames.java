package dev.backdraft.replay.run;

import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.plan.CarryRule;
import dev.backdraft.replay.plan.Expectation;
import dev.backdraft.replay.plan.ReplayPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names of the plan that meet nothing in the capture: most of them are misspelt. */
final class DeclaredNames {
  private DeclaredNames() {}

  /** Known before anything runs, each with where it stands in the plan. */
  static List<String> unknown(ReplayPlan plan, Requests requests, RenderedRequests rendered) {
    Set<String> asked = new TreeSet<>();
    for (int i = 0; i < rendered.size(); i++) {
      asked.add(rendered.endpoint(i));
    }
    List<String> unknown = new ArrayList<>();
    for (Expectation one : plan.expect()) {
      field(unknown, "expect", one.field(), asked);
    }
    plan.ignore().forEach(field -> field(unknown, "ignore", field, asked));
    for (CarryRule rule : plan.carry()) {
      if (!asked.contains(rule.from())) {
        unknown.add(nobody("carry", rule.from()));
      } else if (rendered.unusedCarry().contains(rule)) {
        unknown.add(
            "\"carry\": no request sends back \"" + rule.take() + "\" of \"" + rule.from() + "\"");
      }
    }
    String service = plan.reading().service();
    // A reader of spans says how they were sampled, or that they do not tell.
    boolean spans =
        requests.sampledOneIn() > 0
            || requests.notes().stream().anyMatch(note -> note.contains("spans"));
    if (!service.isEmpty() && !spans) {
      unknown.add(
          "\"service\": " + service + " chooses among captured spans, and this capture holds none");
    }
    return unknown;
  }

  private static void field(List<String> unknown, String where, String field, Set<String> asked) {
    boolean known = asked.stream().anyMatch(endpoint -> field.startsWith(endpoint + " "));
    if (!known) {
      unknown.add(nobody(where, field));
    }
  }

  private static String nobody(String where, String name) {
    return "\"" + where + "\": no request that is sent goes to the endpoint of \"" + name + "\"";
  }
}
