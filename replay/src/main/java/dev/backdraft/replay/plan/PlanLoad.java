package dev.backdraft.replay.plan;

import static dev.backdraft.replay.plan.PlanValues.choice;
import static dev.backdraft.replay.plan.PlanValues.names;
import static dev.backdraft.replay.plan.PlanValues.number;
import static dev.backdraft.replay.plan.PlanValues.whole;

import dev.backdraft.replay.pace.Pace;
import java.util.List;
import java.util.Map;

/** How a plan sends. */
final class PlanLoad {
  static final List<String> LOAD =
      List.of(
          "mode",
          "rate",
          "factor",
          "inflight",
          "ramp",
          "warmup",
          "steadyCap",
          "measure",
          "loop",
          "connections",
          "reuse",
          "http",
          "timeout",
          "countLost");

  /** How fast it goes is said by one name in each mode. */
  private static final Map<String, String> PACES =
      Map.of("rate", "rate", "factor", "recorded", "inflight", "inflight");

  private PlanLoad() {}

  static ReplayPlan.Load read(YamlNode node, boolean full, boolean soak) throws PlanException {
    names(node, LOAD);
    String mode = mode(node);
    Pace pace =
        switch (mode) {
          case "recorded" -> new Pace.Recorded(number(node.get("factor"), 1, 1e-3, 1e5));
          case "inflight" -> new Pace.InFlight((int) whole(node.get("inflight"), 100, 1, 1e6));
          default -> new Pace.Rate(number(node.get("rate"), full ? 200 : 1_000, 1e-3, 1e7));
        };
    boolean steady = node.get("warmup").text().equals("steady");
    double usualWarmUp = full || soak ? 10 : 3;
    double warmUp = steady ? usualWarmUp : number(node.get("warmup"), usualWarmUp, 0, 3_600);
    String http = choice(node.get("http"), "1.1", List.of("1.1", "2"));
    return new ReplayPlan.Load(
        pace,
        new ReplayPlan.WarmUp(warmUp, steady, number(node.get("steadyCap"), 120, 1, 3_600)),
        number(node.get("measure"), soak ? 60 : full ? 15 : 6, 0.1, 86_400),
        number(node.get("ramp"), Math.min(1, warmUp / 3), 0, 3_600),
        choice(node.get("loop"), "true", List.of("true", "false")).equals("true"),
        (int) whole(node.get("connections"), 10_000, 1, 1e6),
        choice(node.get("reuse"), "recorded", List.of("recorded", "pooled")).equals("pooled"),
        http.equals("2"),
        number(node.get("timeout"), 30, 0.01, 3_600),
        choice(node.get("countLost"), "true", List.of("true", "false")).equals("true"));
  }

  private static String mode(YamlNode node) throws PlanException {
    String mode = choice(node.get("mode"), "rate", List.of("rate", "recorded", "inflight"));
    for (Map.Entry<String, YamlNode> member : node.members().entrySet()) {
      String wanted = PACES.getOrDefault(member.getKey(), mode);
      if (!wanted.equals(mode) && !member.getValue().isEmpty()) {
        throw new PlanException(
            member.getValue().line(),
            "\""
                + member.getKey()
                + "\" is the pace of \"mode: "
                + wanted
                + "\", and the mode is "
                + mode
                + "; leave one of them out");
      }
    }
    return mode;
  }

  /** A target that is to start again once all is measured never would. */
  static void restarts(YamlNode target, ReplayPlan.Load load) throws PlanException {
    YamlNode at = target.get("restartAt");
    double seconds = number(at, 0, 0, 86_400);
    if (seconds >= load.measureSeconds()) {
      throw new PlanException(
          at.line(),
          "\"restartAt\" is not within the "
              + PlanValues.plain(load.measureSeconds())
              + " seconds that are measured; restart earlier, or raise \"measure\"");
    }
  }
}
