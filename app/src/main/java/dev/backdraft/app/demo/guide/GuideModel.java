package dev.backdraft.app.demo.guide;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.app.demo.DemoPlan;
import dev.backdraft.app.demo.DemoRun;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.evidence.EvidenceModel;
import dev.backdraft.app.evidence.Role;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.replay.ReplayModel;
import dev.backdraft.app.result.VerdictPage;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.LookModel;
import dev.backdraft.app.work.Activity;
import dev.backdraft.app.work.Ending;
import dev.backdraft.app.work.Work;
import dev.backdraft.replay.plan.PlanException;
import dev.backdraft.sample.Incident;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody is in the tour of an incident, and what the window has to show there. Opens the
 * sample's files as evidence and its plan in the view "Confirm". UI thread.
 */
public final class GuideModel {
  private final Work work;
  private final EvidenceModel evidence;
  private final LookModel looks;
  private final ReplayModel replay;
  private final Path cache;
  private final Runnable revealFlame;
  private final Consumer<Remedy> tell;
  private final ReadOnlyObjectWrapper<@Nullable Incident> incident = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyIntegerWrapper step = new ReadOnlyIntegerWrapper();
  private final ReadOnlyStringWrapper fact = new ReadOnlyStringWrapper("");
  private final List<Evidence> opened = new ArrayList<>();
  private @Nullable DemoPlan plan;

  /**
   * @param cache where the sample's files are unpacked
   * @param revealFlame brings the flame view into sight
   * @param tell why something did not work
   */
  public GuideModel(
      Work work,
      EvidenceModel evidence,
      LookModel looks,
      ReplayModel replay,
      Path cache,
      Runnable revealFlame,
      Consumer<Remedy> tell) {
    this.work = work;
    this.evidence = evidence;
    this.looks = looks;
    this.replay = replay;
    this.cache = cache;
    this.revealFlame = revealFlame;
    this.tell = tell;
    replay.verdict().addListener((property, old, now) -> judged(now));
  }

  /** The incident that is shown, or null while there is no guide. */
  ReadOnlyObjectProperty<@Nullable Incident> incident() {
    return incident.getReadOnlyProperty();
  }

  /** From 0. */
  ReadOnlyIntegerProperty step() {
    return step.getReadOnlyProperty();
  }

  /** What the evidence itself says at this step, or "". */
  ReadOnlyStringProperty fact() {
    return fact.getReadOnlyProperty();
  }

  ReplayModel replay() {
    return replay;
  }

  /** The steps of the incident that is shown. */
  List<Stop> stops() {
    Incident now = incident.get();
    DemoPlan laid = plan;
    return now == null || laid == null ? List.of() : Tour.of(now, laid.plan());
  }

  /** True while there is a guide. */
  public boolean leads() {
    return incident.get() != null;
  }

  /** Opens the first incident. */
  public void startFirst() {
    start(Incident.CAPACITY);
  }

  /** Opens the incident of this name; the first one if there is none. */
  public void start(String id) {
    start(Incident.of(id).orElse(Incident.CAPACITY));
  }

  void start(Incident one) {
    work.start(
        "demo",
        "Unpacking the sample " + one.id(),
        activity -> DemoPlan.unpacked(cache, one),
        new Ending<DemoPlan>() {
          @Override
          public void done(DemoPlan laid) {
            show(laid);
          }

          @Override
          public boolean failed(Exception failure) {
            if (failure instanceof IOException || failure instanceof PlanException) {
              tell.accept(
                  new Remedy(
                      "The sample could not be unpacked: " + failure.getMessage(),
                      "Check the disk, and the rights of " + cache + "."));
              return true;
            }
            return false;
          }
        });
  }

  private void show(DemoPlan laid) {
    opened.forEach(evidence::close);
    opened.clear();
    plan = laid;
    evidence.open(List.of(laid.recording("before"), laid.recording("after")));
    play(laid.recording("before"), Role.BEFORE);
    play(laid.recording("after"), Role.AFTER);
    opened.forEach(one ->
        one.recording()
            .addListener((property, old, now) ->
                work.start("guide read", "", activity -> now, read -> arrive())));
    evidence.selected().set(opened.getFirst());
    replay.prepare(laid.file(), DemoRun.LIMITS);
    looks.style("Inspector", style -> style.withInspector(false));
    if (!looks.now().get().sideBySide()) {
      looks.sideBySide(true);
    }
    incident.set(laid.incident());
    step.set(0);
    arrive();
  }

  private void play(Path file, Role role) {
    Path normal = file.toAbsolutePath().normalize();
    for (Evidence one : List.copyOf(evidence.all())) {
      if (one.file().equals(normal)) {
        evidence.play(one, role);
        opened.add(one);
      } else if (one.role().get() == role) {
        evidence.play(one, Role.NONE);
      }
    }
  }

  /** The guide goes; what it opened stays. */
  public void close() {
    incident.set(null);
  }

  public void next() {
    go(step.get() + 1);
  }

  public void back() {
    go(step.get() - 1);
  }

  /** Goes to a step and shows what it speaks of. */
  void go(int wanted) {
    if (wanted >= 0 && wanted < stops().size()) {
      step.set(wanted);
      arrive();
    }
  }

  /** Starts the replay of the plan as it stands in "Confirm". */
  public void run() {
    if (!leads() || replay.running().get()) {
      return;
    }
    for (int i = 0; i < stops().size(); i++) {
      if (stops().get(i).place() == Stop.Place.REPLAY) {
        go(i);
      }
    }
    replay.run();
  }

  private void judged(@Nullable VerdictPage page) {
    if (leads() && page != null) {
      step.set(stops().size() - 1);
      fact.set(page.headline());
    }
  }

  private void arrive() {
    if (!leads()) {
      return;
    }
    Stop stop = stops().get(step.get());
    fact.set("");
    switch (stop.place()) {
      case FLAME -> {
        revealFlame.run();
        look(stop.sight());
      }
      case PLAN -> {
        replay.lookAtPlan();
        tellCaptured();
      }
      case REPLAY -> replay.lookAtPlan();
      case VERDICT -> {
        VerdictPage page = replay.verdict().get();
        fact.set(page == null ? "Not replayed yet." : page.headline());
        replay.lookAtVerdict();
      }
    }
  }

  /** Shows it once both recordings are read. */
  private void look(Stop.@Nullable Sight sight) {
    List<Recording> read = new ArrayList<>();
    for (Evidence one : opened) {
      Recording recording = one.recording().get();
      if (recording != null && one.whole().get()) {
        read.add(recording);
      }
    }
    if (sight == null || read.size() < 2) {
      return;
    }
    looks.linked(true);
    for (Evidence one : opened) {
      looks.begin(one.id(), Look.at(sight.kind()));
      looks.change(one.id(), "Guide", now -> Look.at(sight.kind()).withSearch(sight.search()));
    }
    if (!sight.search().isEmpty()) {
      ask(activity -> SightCount.text(sight, read.getFirst(), read.getLast()));
    }
  }

  private void tellCaptured() {
    DemoPlan laid = plan;
    if (laid != null) {
      ask(activity -> captured(laid, activity));
    }
  }

  private static String captured(DemoPlan laid, Activity activity)
      throws IOException, EvidenceException {
    try (Requests requests =
        CaptureReader.open(
            laid.plan().captures(), CaptureOptions.usual(laid.plan().seed()), activity)) {
      return SightCount.captured(requests);
    }
  }

  private void ask(Work.Job<String> question) {
    int asked = step.get();
    work.start(
        "guide fact",
        "",
        question,
        new Ending<String>() {
          @Override
          public void done(String answer) {
            if (step.get() == asked) {
              fact.set(answer);
            }
          }

          @Override
          public boolean failed(Exception failure) {
            // A fact is missing; the step can be read without it.
            return failure instanceof IOException || failure instanceof EvidenceException;
          }
        });
  }
}
