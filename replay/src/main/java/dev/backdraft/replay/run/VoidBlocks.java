package dev.backdraft.replay.run;

import dev.backdraft.replay.verdict.VerdictRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What happened to blocks that are void, and what helps. */
final class VoidBlocks {
  /** Latency is guarded, but what the plan is about is not latency. */
  private static final String UNTIMED =
      String.format(
          "; if latency is not in question, \"guards: {p50: none, p99: none}\" allows %d ms",
          BlockLimits.UNTIMED_LAG_NANOS / 1_000_000);

  private static final String LATE = "late";

  /** By a word of the fault. */
  private static final Map<String, String> HELP = help();

  private VoidBlocks() {}

  private static Map<String, String> help() {
    Map<String, String> help = new LinkedHashMap<>();
    help.put(
        LATE,
        "the generator had to wait for a processor: run it where little else runs, give the"
            + " targets fewer cores, or lower the rate or the number in flight");
    help.put("CPU", "lower the rate or the number in flight, or split the load");
    help.put("could not be sent", "allow more open files (ulimit -n), or fewer in flight");
    help.put("nothing was sent", "measure longer, or replay at a rate");
    help.put("recording", "record less (jfr: default), or do not ask for allocation");
    return help;
  }

  /** One line for each kind of fault, with one of its blocks and what helps. */
  static List<String> reasons(List<BlockReport> blocks, VerdictRule rule) {
    boolean guardedOnly = rule.asksLatency() && !rule.withGuards(List.of()).asksLatency();
    List<String> reasons = new ArrayList<>();
    HELP.forEach((word, help) -> {
      List<BlockReport> met = blocks.stream().filter(b -> kind(b.fault()).equals(word)).toList();
      if (!met.isEmpty()) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "%d of %d blocks are void, as that of pair %d, %s: %s; %s",
                met.size(),
                blocks.size(),
                met.getFirst().pair(),
                met.getFirst().side(),
                met.getFirst().fault(),
                word.equals(LATE) && guardedOnly ? help + UNTIMED : help));
      }
    });
    return reasons;
  }

  private static String kind(String fault) {
    return HELP.keySet().stream().filter(fault::contains).findFirst().orElse("");
  }
}
