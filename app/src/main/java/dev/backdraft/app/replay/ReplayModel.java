package dev.backdraft.app.replay;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.capture.CaptureFormat;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.app.plan.PlanDraft;
import dev.backdraft.app.plan.TokenKey;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.result.ResultException;
import dev.backdraft.app.result.ResultReader;
import dev.backdraft.app.result.VerdictPage;
import dev.backdraft.app.work.Activity;
import dev.backdraft.app.work.Ending;
import dev.backdraft.app.work.Work;
import dev.backdraft.replay.plan.PlanException;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.BlockLimits;
import dev.backdraft.replay.run.PlanPower;
import dev.backdraft.replay.run.ReplayException;
import dev.backdraft.replay.run.ReplayOptions;
import dev.backdraft.replay.run.RunChecks;
import dev.backdraft.replay.target.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** What the view "Confirm" shows: a plan, a run or a verdict. Slow things go through Work. */
public final class ReplayModel {
  /** Which page is looked at. */
  enum Page {
    PLAN,
    RUN,
    VERDICT
  }

  /**
   * What is known of the plan's text.
   *
   * @param line that is wrong, from 1, or 0
   * @param message what is wrong, or what the captures hold
   */
  record Check(int line, String message) {
    static final Check UNKNOWN = new Check(0, "");

    boolean wrong() {
      return line > 0;
    }
  }

  private final Work work;
  private final Executor ui;
  private final Consumer<Remedy> tell;
  private final ObjectProperty<Page> page = new SimpleObjectProperty<>(Page.PLAN);
  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Check> check = new ReadOnlyObjectWrapper<>(Check.UNKNOWN);
  private final ReadOnlyObjectWrapper<@Nullable LiveRun> live = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable VerdictPage> verdict =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<String> forbidden = new ReadOnlyObjectWrapper<>("");
  private final List<Path> captures = new ArrayList<>();
  private final Set<String> allowed = new TreeSet<>();
  private Runnable shown = () -> {};
  private BlockLimits limits = BlockLimits.usual();
  private @Nullable Activity run;

  public ReplayModel(Work work, Executor ui, Consumer<Remedy> tell) {
    this.work = work;
    this.ui = ui;
    this.tell = tell;
    text.addListener((property, old, now) -> read(now));
  }

  /** Told when there is something new to look at. */
  public void onShown(Runnable action) {
    shown = action;
  }

  ObjectProperty<Page> page() {
    return page;
  }

  StringProperty text() {
    return text;
  }

  /** Where the plan is or would be saved. */
  ReadOnlyObjectProperty<@Nullable Path> file() {
    return file.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Check> check() {
    return check.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable LiveRun> live() {
    return live.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<@Nullable VerdictPage> verdict() {
    return verdict.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty running() {
    return running.getReadOnlyProperty();
  }

  /** The host that the last run wanted to send to and may not, or "". */
  ReadOnlyObjectProperty<String> forbidden() {
    return forbidden.getReadOnlyProperty();
  }

  /** A file that is no recording: a capture, a plan or a result is taken, anything else told. */
  public void offer(EvidenceException unknown) {
    Path given = unknown.file();
    work.start(
        "recognise " + given,
        "",
        activity -> kind(given),
        kind -> {
          switch (kind) {
            case RESULT -> openResult(given);
            case PLAN -> openPlan(given);
            case CAPTURE -> draft(given);
            case NOTHING -> tell.accept(Remedy.of(unknown));
          }
        });
  }

  private enum Kind {
    RESULT,
    PLAN,
    CAPTURE,
    NOTHING
  }

  private static Kind kind(Path given) throws IOException {
    if (ResultReader.isResult(given)) {
      return Kind.RESULT;
    }
    if (!Files.isRegularFile(given)) {
      return Kind.NOTHING;
    }
    String start;
    try (var in = Files.newInputStream(given)) {
      start = new String(in.readNBytes(64 << 10), java.nio.charset.StandardCharsets.UTF_8);
    }
    if (start.matches("(?s)(.*\n)?captures:.*") && start.matches("(?s)(.*\n)?before:.*")) {
      return Kind.PLAN;
    }
    try {
      return CaptureReader.formatOf(given) == CaptureFormat.UNKNOWN ? Kind.NOTHING : Kind.CAPTURE;
    } catch (EvidenceException none) {
      return Kind.NOTHING;
    }
  }

  private void draft(Path capture) {
    captures.add(capture);
    List<Path> all = List.copyOf(captures);
    Path parent = capture.toAbsolutePath().getParent();
    Path folder = parent == null ? Path.of("") : parent;
    start(
        "plan draft",
        "Reading " + capture.getFileName(),
        activity -> {
          try (Requests requests = CaptureReader.open(all, CaptureOptions.usual(1), activity)) {
            return new Drafted(
                free(folder), PlanDraft.of(all, requests, folder), requests.coverage().message());
          }
        },
        drafted -> {
          limits = BlockLimits.usual();
          show(drafted.file(), drafted.text());
          shown.run();
          check.set(new Check(0, drafted.coverage()));
        });
  }

  private record Drafted(Path file, String text, String coverage) {}

  /** A name that is not taken. */
  private static Path free(Path folder) {
    Path file = folder.resolve("replay.yaml");
    for (int i = 2; Files.exists(file); i++) {
      file = folder.resolve("replay-" + i + ".yaml");
    }
    return file;
  }

  private void openPlan(Path plan) {
    openPlan(plan, BlockLimits.usual(), shown);
  }

  /**
   * Takes a plan without bringing it into sight.
   *
   * @param voidBeyond when a block of its run is void
   */
  public void prepare(Path plan, BlockLimits voidBeyond) {
    openPlan(plan, voidBeyond, () -> {});
  }

  /** Brings the plan into sight, or the run that is under way. */
  public void lookAtPlan() {
    page.set(running.get() ? Page.RUN : Page.PLAN);
    shown.run();
  }

  /** Brings the last verdict into sight, or the plan while there is none. */
  public void lookAtVerdict() {
    if (verdict.get() == null) {
      lookAtPlan();
    } else {
      page.set(Page.VERDICT);
      shown.run();
    }
  }

  private void openPlan(Path plan, BlockLimits voidBeyond, Runnable then) {
    start(
        "plan open",
        "Reading " + plan.getFileName(),
        activity -> Files.readString(plan),
        read -> {
          captures.clear();
          limits = voidBeyond;
          show(plan, read);
          then.run();
        });
  }

  private void openResult(Path folder) {
    start(
        "result open",
        "Reading the result",
        activity -> ResultReader.read(folder),
        this::showVerdict);
  }

  private void show(Path plan, String content) {
    file.set(plan);
    text.set(content);
    page.set(Page.PLAN);
  }

  private void showVerdict(VerdictPage read) {
    verdict.set(read);
    page.set(Page.VERDICT);
    shown.run();
  }

  private Path folder() {
    Path plan = file.get();
    Path parent = plan == null ? null : plan.toAbsolutePath().getParent();
    return parent == null ? Path.of("").toAbsolutePath() : parent;
  }

  /** As it is typed: what is wrong with the text, not yet whether its captures can be read. */
  private void read(String content) {
    Path base = folder();
    work.start(
        "plan read",
        "",
        activity -> {
          try {
            PlanReader.read(content, base);
            return Check.UNKNOWN;
          } catch (PlanException wrong) {
            return new Check(wrong.line(), String.valueOf(wrong.getMessage()));
          }
        },
        found -> {
          if (found.wrong() || check.get().wrong()) {
            check.set(found);
          }
        });
  }

  /** Reads the plan and its captures. */
  void checkAll() {
    String content = text.get();
    Path base = folder();
    ReplayOptions options = ReplayOptions.usual().withAllowedHosts(Set.copyOf(allowed));
    start(
        "plan check",
        "Checking the plan",
        activity -> {
          ReplayPlan plan = PlanReader.read(content, base);
          try (Requests requests =
              CaptureReader.open(
                  plan.captures(), plan.captureOptions(TokenKey.ofThisUser()), activity)) {
            RunChecks.passed(plan, requests, options);
            List<String> said = new ArrayList<>(List.of(requests.coverage().message()));
            said.addAll(requests.notes());
            said.addAll(PlanPower.doubts(plan, requests));
            return new Check(0, "The plan can be run: " + String.join(" · ", said));
          }
        },
        check::set);
  }

  void save() {
    Path target = file.get();
    String content = text.get();
    if (target != null) {
      start(
          "plan save",
          "Saving the plan",
          activity -> Files.writeString(target, content),
          saved -> check.set(new Check(0, "Saved: " + saved)));
    }
  }

  /** Runs the plan as it stands. */
  public void run() {
    if (running.get()) {
      return;
    }
    forbidden.set("");
    LiveRun shownRun = new LiveRun();
    live.set(shownRun);
    running.set(true);
    page.set(Page.RUN);
    ReplayOptions options =
        ReplayOptions.usual().withAllowedHosts(Set.copyOf(allowed)).withLimits(limits);
    WindowRun job = new WindowRun(text.get(), folder(), name(), options, shownRun, ui);
    run =
        work.start(
            "replay",
            "Replaying",
            job::run,
            new Ending<VerdictPage>() {
              @Override
              public void done(VerdictPage result) {
                running.set(false);
                showVerdict(result);
              }

              @Override
              public boolean failed(Exception failure) {
                running.set(false);
                page.set(Page.PLAN);
                return explained(failure);
              }

              @Override
              public void cancelled() {
                running.set(false);
                if (page.get() == Page.RUN && verdict.get() == null) {
                  page.set(Page.PLAN);
                }
              }

              @Override
              public void dropped(VerdictPage stopped) {
                // Stopped by the person: what was measured is kept and shown.
                running.set(false);
                showVerdict(stopped);
              }
            });
  }

  private String name() {
    Path plan = file.get();
    return plan == null
        ? "replay"
        : String.valueOf(plan.getFileName()).replaceFirst("\\.ya?ml$", "");
  }

  /** What was measured until now is judged and kept. */
  void stop() {
    if (run != null) {
      run.cancel();
    }
  }

  /** The person lets load go to the host that was refused. */
  void allow() {
    allowed.add(forbidden.get());
    run();
  }

  private <T> void start(String slot, String title, Work.Job<T> job, Consumer<T> done) {
    work.start(
        slot,
        title,
        job,
        new Ending<T>() {
          @Override
          public void done(T result) {
            done.accept(result);
          }

          @Override
          public boolean failed(Exception failure) {
            return explained(failure);
          }
        });
  }

  private boolean explained(Exception failure) {
    switch (failure) {
      case PlanException wrong -> {
        check.set(new Check(wrong.line(), String.valueOf(wrong.getMessage())));
        page.set(Page.PLAN);
      }
      case TargetException.Forbidden far -> {
        String message = String.valueOf(far.getMessage());
        forbidden.set(message.substring(0, Math.max(0, message.indexOf(" is not "))));
        tell.accept(Remedy.of(far));
      }
      case TargetException broken -> tell.accept(Remedy.of(broken));
      case EvidenceException unread -> tell.accept(Remedy.of(unread));
      case ReplayException impossible ->
          tell.accept(new Remedy(String.valueOf(impossible.getMessage()), impossible.remedy()));
      case ResultException lost ->
          tell.accept(
              new Remedy(
                  String.valueOf(lost.getMessage()), "Open the folder that a replay wrote."));
      case IOException full ->
          tell.accept(
              new Remedy(
                  "The replay could not be read or written: " + full.getMessage(),
                  "Check the disk, and the rights of the plan's folder."));
      default -> {
        return false;
      }
    }
    return true;
  }
}
