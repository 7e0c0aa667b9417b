package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.Preflight;
import dev.backdraft.replay.evidence.JvmControl;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.RunFacts.Differing;
import dev.backdraft.replay.target.TargetCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers what surrounds a run, and tells the person each thing once. */
final class RunFactsBuilder {
  private final ReplayPlan plan;
  private final ReplayListener listener;
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Long> leftOut = new TreeMap<>();
  private final Map<String, Differing> differs = new LinkedHashMap<>();
  private final Map<Boolean, String> versions = new TreeMap<>();
  private final Map<Boolean, List<String>> arguments = new TreeMap<>();

  /** Before a plan's secrets are known nothing that they could stand in is told. */
  private ShownSettings shown = new ShownSettings(text -> ShownSettings.HIDDEN);

  RunFactsBuilder(ReplayPlan plan, ReplayListener listener) {
    this.plan = plan;
    this.listener = listener;
  }

  ReplayListener listener() {
    return listener;
  }

  void note(String note) {
    notes.add(note);
    listener.note(note);
  }

  /** What may not be told of settings. */
  void secrets(SecretValues secrets) {
    shown = new ShownSettings(secrets::hidden);
  }

  void leftOut(RenderedRequests rendered, SecretValues secrets) {
    rendered
        .leftOut()
        .forEach((why, count) -> {
          leftOut.put(why.id(), count);
          note(count + " requests: " + why.meaning());
        });
    if (rendered.beyond() > 0) {
      note(
          rendered.beyond()
              + " requests come later in the capture than a block lasts; the first "
              + rendered.size()
              + " are used");
    }
    if (rendered.carrying() > 0) {
      note(rendered.carrying() + " requests send back values of earlier responses");
    }
    if (secrets.left() > 0 && rendered.carrying() == 0) {
      note(
          secrets.left()
              + " requests are sent with a token where a secret was; name what to send instead"
              + " under \"secrets\", or carry it over from a response");
    }
    secrets.remarks().forEach(this::note);
  }

  /** What the plan itself gives the two sides differently. */
  void differences() {
    if (!(plan.before() instanceof TargetCommand before)
        || !(plan.after() instanceof TargetCommand after)) {
      return;
    }
    TreeSet<String> names = new TreeSet<>(before.environment().keySet());
    names.addAll(after.environment().keySet());
    for (String name : names) {
      String left = before.environment().getOrDefault(name, "");
      String right = after.environment().getOrDefault(name, "");
      if (!left.equals(right)) {
        differ("env", shown.variable(name, left), shown.variable(name, right));
      }
    }
    if (!Objects.equals(before.state(), after.state())) {
      differ("state", String.valueOf(before.state()), String.valueOf(after.state()));
    }
    if (!before.folder().equals(after.folder())) {
      differ("command", "cwd " + before.folder(), "cwd " + after.folder());
    }
  }

  /** What the JVMs themselves say, asked once on each side. */
  void jvm(boolean before, BlockRun block) {
    JvmControl.Identity identity = block.identity();
    if (identity == null || versions.containsKey(before)) {
      return;
    }
    versions.put(before, identity.version());
    arguments.put(before, identity.arguments());
    if (versions.size() < 2) {
      return;
    }
    String left = versions.getOrDefault(true, "");
    String right = versions.getOrDefault(false, "");
    if (!left.equals(right)) {
      differ("jdk", left, right);
    }
    List<String> flagsBefore = new ArrayList<>(arguments.getOrDefault(true, List.of()));
    List<String> flagsAfter = new ArrayList<>(arguments.getOrDefault(false, List.of()));
    List<String> both = new ArrayList<>(flagsBefore);
    both.retainAll(flagsAfter);
    flagsBefore.removeAll(both);
    flagsAfter.removeAll(both);
    if (!flagsBefore.isEmpty() || !flagsAfter.isEmpty()) {
      differ("flags", shown.flags(flagsBefore), shown.flags(flagsAfter));
    }
  }

  private void differ(String kind, String before, String after) {
    boolean meant =
        plan.vary().contains(kind) || (kind.equals("env") && plan.vary().contains("config"));
    differs.put(kind + before, new Differing(kind, before, after, meant));
    if (!meant) {
      note(
          "before and after differ in more than the build: "
              + kind
              + " \""
              + before
              + "\" against \""
              + after
              + "\"; say \"vary: ["
              + kind
              + "]\" if that is meant");
    }
  }

  RunFacts build() {
    Map<String, String> machine = new LinkedHashMap<>();
    Preflight.Limits limits = Preflight.limits();
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("architecture", System.getProperty("os.arch"));
    machine.put("cores", Integer.toString(limits.cores()));
    machine.put("openFiles", Long.toString(limits.files()));
    machine.put("java", Runtime.version().toString());
    machine.put("load", load());
    machine.put("jdkBefore", versions.getOrDefault(true, ""));
    machine.put("jdkAfter", versions.getOrDefault(false, ""));
    machine.values().removeIf(String::isBlank);
    return new RunFacts(
        machine, List.copyOf(differs.values()), leftOut, List.copyOf(notes), List.of());
  }

  /** The averages of one, five and fifteen minutes; what follows them is of no use later. */
  private static String load() {
    try {
      List<String> parts = List.of(Files.readString(Path.of("/proc/loadavg")).split(" ", -1));
      return String.join(" ", parts.subList(0, Math.min(3, parts.size()))).strip();
    } catch (IOException notLinux) {
      return "";
    }
  }
}
