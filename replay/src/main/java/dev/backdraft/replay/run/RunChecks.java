package dev.backdraft.replay.run;

import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.Preflight;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.target.TargetAddress;
import dev.backdraft.replay.target.TargetCommand;
import dev.backdraft.replay.target.TargetException;
import dev.backdraft.replay.target.TargetHosts;
import dev.backdraft.replay.target.TargetSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What keeps a plan from being run that can be known before anything is started. The run asks this
 * list and no other, so that a plan that passes it by itself is one that the run takes.
 */
public final class RunChecks {
  /** Endpoints that a refusal names. */
  private static final int NAMED = 12;

  private final ReplayPlan plan;
  private final Requests requests;
  private final ReplayOptions options;
  private final List<Exception> refusals = new ArrayList<>();
  private final RenderedRequests rendered;
  private SecretValues secrets = SecretValues.none();

  private RunChecks(ReplayPlan plan, Requests requests, ReplayOptions options) {
    this.plan = plan;
    this.requests = requests;
    this.options = options;
    hosts();
    oneProcess();
    secrets();
    folders();
    settings();
    this.rendered =
        RenderedRequests.of(
            requests, plan, secrets, "localhost", BlockRules.unsafe(plan, plan.before()));
    if (enough()) {
      endpoint();
      silence();
    }
    machine();
  }

  /** Looks at everything, whatever is found. */
  public static RunChecks of(ReplayPlan plan, Requests requests, ReplayOptions options) {
    return new RunChecks(plan, requests, options);
  }

  /** Everything that the run would refuse, in its words; empty if it can begin. */
  public List<Exception> refusals() {
    return List.copyOf(refusals);
  }

  /** What is allowed, and may not be what is wanted. */
  public List<String> doubts() {
    List<String> doubts = new ArrayList<>(secrets.remarks());
    doubts.addAll(namesAndGaps());
    doubts.addAll(PlanPower.doubts(plan, requests));
    return doubts;
  }

  /** Names that meet nothing in the capture, and a silence of it that a block runs into. */
  List<String> namesAndGaps() {
    List<String> doubts = new ArrayList<>(DeclaredNames.unknown(plan, requests, rendered));
    RecordedGap gap = RecordedGap.of(plan, requests);
    if (gap.matters(plan)) {
      long measured = RecordedGap.measured(plan, rendered);
      doubts.add(
          gap.words()
              + (measured < 0 ? "" : ", and a block measures " + measured + " requests")
              + ": "
              + gap.remedy());
    }
    return doubts;
  }

  /** Refuses what cannot be run; else there is what was made ready by the way. */
  public static RunChecks passed(ReplayPlan plan, Requests requests, ReplayOptions options)
      throws ReplayException, TargetException {
    RunChecks checks = new RunChecks(plan, requests, options);
    for (Exception refusal : checks.refusals) {
      if (refusal instanceof TargetException target) {
        throw target;
      }
      if (refusal instanceof ReplayException replay) {
        throw replay;
      }
    }
    return checks;
  }

  /** As the first side is sent them. */
  RenderedRequests rendered() {
    return rendered;
  }

  /** What the requests were rendered with. */
  SecretValues secretValues() {
    return secrets;
  }

  private void hosts() {
    for (TargetSpec spec : List.of(plan.before(), plan.after())) {
      if (spec instanceof TargetAddress address) {
        try {
          TargetHosts.check(address.host(), options.allowedHosts());
        } catch (TargetException far) {
          if (refusals.stream().noneMatch(one -> sameWords(one, far))) {
            refusals.add(far);
          }
        }
      }
    }
  }

  /** Two names of one address are told apart by nothing that is measured. */
  private void oneProcess() {
    if (plan.before() instanceof TargetAddress before
        && plan.after() instanceof TargetAddress after
        && before.host().equalsIgnoreCase(after.host())
        && before.port() == after.port()
        && plan.vary().isEmpty()) {
      refuse(
          "\"before\" and \"after\" are one process, "
              + before
              + ": it would be compared with itself",
          "Name another address for one of them, start both by \"command\", or say under"
              + " \"vary\" what is changed on purpose.");
    }
  }

  private static boolean sameWords(Exception one, Exception other) {
    return String.valueOf(one.getMessage()).equals(other.getMessage());
  }

  /** Each variable that is missing, not only the first. */
  private void secrets() {
    boolean all = true;
    for (Map.Entry<String, String> one : new TreeMap<>(plan.secrets()).entrySet()) {
      try {
        SecretValues.of(Map.of(one.getKey(), one.getValue()), options.environment());
      } catch (ReplayException missing) {
        refusals.add(missing);
        all = false;
      }
    }
    try {
      secrets = all ? SecretValues.of(plan.secrets(), options.environment()) : secrets;
    } catch (ReplayException together) {
      refusals.add(together);
    }
  }

  private void folders() {
    folders("before", plan.before());
    folders("after", plan.after());
  }

  private void folders(String side, TargetSpec spec) {
    if (spec instanceof TargetCommand command) {
      Path state = command.state();
      if (state != null && !Files.isDirectory(state)) {
        refuse(
            "the state folder of \"" + side + "\", " + state + ", is not there",
            "Mend \"state\" in the plan: it is looked for from the plan's own folder.");
      }
      if (Files.isDirectory(command.folder())) {
        program(side, command);
      } else {
        refuse(
            "the folder that \""
                + side
                + "\" is started in, "
                + command.folder()
                + ", is not there",
            "Mend \"cwd\" in the plan: it is looked for from the plan's own folder.");
      }
    }
  }

  private void program(String side, TargetCommand command) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin");
    if (!ProgramLookup.finds(command, path)) {
      String program = command.command().getFirst();
      boolean named = program.contains("/");
      refuse(
          "the program that \""
              + side
              + "\" is started by, "
              + program
              + ", is not "
              + (named ? "there, or cannot be run" : "on the path (PATH)"),
          named
              ? "Mend \"command\" in the plan: it is looked for from the folder of \"cwd\","
                  + " which is the plan's own unless it is named."
              : "Mend \"command\" in the plan, or name the program by its whole path.");
    }
  }

  private void settings() {
    if (plan.jfr().endsWith(".jfc") && !Files.isReadable(Path.of(plan.jfr()))) {
      refuse(
          "the settings of recordings, " + plan.jfr() + ", cannot be read",
          "Mend \"jfr\" in the plan, or say profile, default or off.");
    }
  }

  private boolean enough() {
    if (rendered.size() >= 2) {
      return true;
    }
    String sent = rendered.size() == 0 ? "none" : "one";
    List<String> why = new ArrayList<>();
    String remedy =
        requests.size() > 0
            ? "Capture more requests."
            : "Capture some: backdraft capture --listen PORT --to URL -o requests.jsonl";
    long most = 0;
    for (Map.Entry<Outcome, Long> left : rendered.leftOut().entrySet()) {
      why.add(left.getValue() + " " + reason(left.getKey()));
      if (left.getValue() > most) {
        most = left.getValue();
        remedy = remedy(left.getKey());
      }
    }
    if (rendered.beyond() > 0) {
      why.add(rendered.beyond() + " come later in the capture than a block lasts");
      remedy = rendered.beyond() > most ? "Measure longer, or replay at a rate." : remedy;
    }
    refuse(
        "a replay needs two requests at least, to warm up with and to measure, and of the "
            + requests.size()
            + " of this capture "
            + sent
            + " can be sent"
            + (why.isEmpty() ? "" : ": " + String.join("; ", why)),
        remedy);
    return false;
  }

  private String reason(Outcome left) {
    return switch (left) {
      case NOT_SENT_FILTERED -> "are left out by the plan's \"filter\"";
      case NOT_SENT_UNSAFE -> "have methods that change data, which this plan does not send";
      default -> {
        List<String> faults =
            requests.coverage().faults().keySet().stream().map(fault -> fault.meaning()).toList();
        yield "cannot be replayed (" + String.join("; ", faults) + ")";
      }
    };
  }

  private static String remedy(Outcome left) {
    return switch (left) {
      case NOT_SENT_FILTERED -> "Widen \"filter\" in the plan.";
      case NOT_SENT_UNSAFE ->
          "Give both builds a \"state\" folder that is copied for each block, or say"
              + " \"unsafe: true\" if what they change may be changed.";
      default -> "Capture the requests whole: backdraft capture --listen PORT --to URL";
    };
  }

  /** At the recorded pace a block may fall into a silence of the capture. */
  private void silence() {
    RecordedGap gap = RecordedGap.of(plan, requests);
    if (gap.matters(plan) && RecordedGap.measured(plan, rendered) == 1) {
      String remedy = gap.remedy();
      refuse(
          "a block would measure one request at the recorded pace: " + gap.words(),
          remedy.substring(0, 1).toUpperCase(Locale.ROOT) + remedy.substring(1) + ".");
    }
  }

  /** The endpoint that the symptom is about must be asked. */
  private void endpoint() {
    String wanted = plan.rule().endpoint();
    Set<String> asked = new TreeSet<>();
    for (int i = 0; i < rendered.size(); i++) {
      asked.add(rendered.endpoint(i));
    }
    if (!wanted.isEmpty() && !asked.contains(wanted)) {
      refuse(
          "no request of the capture goes to \""
              + wanted
              + "\"; they go to "
              + String.join(", ", asked.stream().limit(NAMED).toList())
              + (asked.size() > NAMED ? " and " + (asked.size() - NAMED) + " more" : ""),
          "Name one of these under \"check\" as \"endpoint\", or none for all of them.");
    }
  }

  private void machine() {
    for (Preflight.Obstacle obstacle : MachineNeeds.obstacles(plan, requests, Preflight.limits())) {
      if (obstacle.fatal()) {
        String remedy = obstacle.remedy();
        refuse(
            obstacle.what(),
            remedy.substring(0, 1).toUpperCase(Locale.ROOT) + remedy.substring(1) + ".");
      }
    }
  }

  private void refuse(String what, String remedy) {
    refusals.add(new ReplayException(what, remedy));
  }
}
