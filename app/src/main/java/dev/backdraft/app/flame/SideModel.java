package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.SampleStates;
import dev.backdraft.analysis.query.SubsecondHeatmap;
import dev.backdraft.analysis.query.ThreadLoad;
import dev.backdraft.analysis.query.ThreadState;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.LookModel;
import dev.backdraft.app.selection.Looks;
import dev.backdraft.app.selection.Show;
import dev.backdraft.app.selection.Step;
import dev.backdraft.app.work.Ending;
import dev.backdraft.app.work.Work;
import dev.backdraft.viewers.flame.FlameView;
import dev.backdraft.viewers.timeline.StripData;
import dev.backdraft.viewers.timeline.TimeRange;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * One recording in the flame view: its look, and what the look gives. Answers are made off the UI
 * thread; the old ones stay meanwhile.
 */
final class SideModel {
  private static final List<SampleKind> FIRST =
      List.of(SampleKind.CPU, SampleKind.WALL, SampleKind.ALLOC);

  private final String name;
  private final LookModel looks;
  private final Work work;
  private final ReadOnlyObjectWrapper<@Nullable Evidence> evidence = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Look> look = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Answer> answer = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable StripData> strip = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable SubsecondHeatmap> heatmap =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<KindChoice>> kinds =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper emptyMessage = new ReadOnlyStringWrapper("");
  private final ObservableValue<@Nullable Recording> recording;
  private @Nullable Questions questions;
  private @Nullable Look asked;
  private @Nullable Look askedStrip;
  private @Nullable Look askedHeatmap;
  private boolean untouched = true;

  /** The first flame graph of a recording has come; until then nothing else may take its time. */
  private boolean begun;

  /**
   * @param name tells the work of two sides apart
   */
  SideModel(String name, LookModel looks, Work work) {
    this.name = name;
    this.looks = looks;
    this.work = work;
    recording = evidence.flatMap(now -> Objects.requireNonNull(now).recording());
    recording.addListener((property, old, now) -> begin(now));
    looks.now().addListener((property, old, now) -> follow(now));
  }

  ReadOnlyObjectProperty<@Nullable Evidence> evidence() {
    return evidence.getReadOnlyProperty();
  }

  void show(@Nullable Evidence now) {
    if (evidence.get() != now) {
      untouched = true;
      answer.set(null); // the picture of another recording would mislead
      evidence.set(now);
    }
  }

  ReadOnlyObjectProperty<@Nullable Look> look() {
    return look.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable Answer> answer() {
    return answer.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<@Nullable StripData> strip() {
    return strip.getReadOnlyProperty();
  }

  /** Null where it is not shown. */
  ReadOnlyObjectProperty<@Nullable SubsecondHeatmap> heatmap() {
    return heatmap.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<List<KindChoice>> kinds() {
    return kinds.getReadOnlyProperty();
  }

  /** Why there is nothing to see, and what to record to see it. */
  ReadOnlyStringProperty emptyMessage() {
    return emptyMessage.getReadOnlyProperty();
  }

  /** What the window knows the recording by; "" for none. */
  String id() {
    Evidence now = evidence.get();
    return now == null ? "" : now.id();
  }

  void change(String what, UnaryOperator<Look> change) {
    change(Step.SINGLE, "", what, change);
  }

  void change(Step step, Object detail, String what, UnaryOperator<Look> change) {
    untouched = false;
    looks.change(id(), step, detail, what, change);
  }

  /** Where the pictures came to stand by themselves. */
  void settle(FlameView view, FlameView callers, FlameView callees) {
    looks.settle(
        id(),
        now ->
            now.withZoom(view).withPlaces(now.places().withCallers(callers).withCallees(callees)));
  }

  /** How much each thread weighs in the selected time; a pass over the samples. */
  void askLoad(Consumer<ThreadLoad> then) {
    Questions now = questions;
    Look here = look.get();
    if (now != null && here != null && has(here.kind())) {
      work.start("threads " + name, "", activity -> now.load(here), then::accept);
    }
  }

  /** How much was sampled in which state of its thread; nothing where states are not recorded. */
  void askStates(Consumer<Map<ThreadState, Long>> then) {
    Questions now = questions;
    Look here = look.get();
    if (now != null && here != null && has(here.kind())) {
      work.start(
          "states " + name,
          "",
          activity -> SampleStates.weights(now.recording(), here.kind()),
          then::accept);
    } else {
      then.accept(Map.of());
    }
  }

  private void begin(@Nullable Recording recorded) {
    asked = null;
    askedStrip = null;
    askedHeatmap = null;
    begun = false;
    if (recorded == null) {
      questions = null;
      answer.set(null);
      strip.set(null);
      heatmap.set(null);
      look.set(null);
      kinds.set(List.of());
      emptyMessage.set(evidence.get() == null ? "" : "Reading…");
      return;
    }
    Questions now = new Questions(recorded);
    questions = now;
    SampleKind first = firstKind(recorded);
    kinds.set(KindChoice.atOnce(recorded));
    boolean known = looks.now().get().look(id()).isPresent();
    looks.extent(id(), now.range());
    looks.begin(id(), Look.at(first));
    Look here = looks.now().get().of().get(id());
    if (known && untouched && here != null && !recorded.sampleKinds().contains(here.kind())) {
      // The first part of the recording had other samples than the whole.
      looks.settle(id(), old -> Look.at(first));
    }
    follow(looks.now().get());
  }

  /** The first flame graph has been painted: now for what stands around it. */
  void painted() {
    Questions of = questions;
    if (of != null && answer.get() != null) {
      askTheRest(of);
    }
  }

  /** What stands around the flame graph: the kinds there are, the strip, the heatmap. */
  private void askTheRest(Questions of) {
    Look here = look.get();
    if (begun || questions != of || here == null) {
      return;
    }
    begun = true;
    askStrip(here);
    askHeatmap(here, looks.now().get().style().heatmap());
    work.start(
        "kinds " + name,
        "",
        activity -> KindChoice.of(of.recording()),
        choices -> {
          if (questions == of) {
            kinds.set(choices);
            explain();
          }
        });
  }

  private static SampleKind firstKind(Recording recording) {
    for (SampleKind kind : FIRST) {
      if (recording.sampleKinds().contains(kind)) {
        return kind;
      }
    }
    return recording.sampleKinds().stream().sorted().findFirst().orElse(SampleKind.CPU);
  }

  private boolean has(SampleKind kind) {
    Questions now = questions;
    return now != null && now.recording().sampleKinds().contains(kind);
  }

  private void follow(Looks now) {
    Look here = now.of().get(id());
    if (here == null || questions == null) {
      return;
    }
    look.set(here);
    ask(here);
    if (begun) {
      askStrip(here);
      askHeatmap(here, now.style().heatmap());
    }
  }

  private void ask(Look here) {
    Look before = asked;
    if (before != null && before.sameQuestion(here)) {
      return;
    }
    asked = here;
    Questions of = questions;
    if (of == null) {
      return;
    }
    if (!has(here.kind())) {
      answer.set(null);
      explain();
      askTheRest(of);
      return;
    }
    boolean shapeIsNew =
        before == null
            || before.kind() != here.kind()
            || before.by() != here.by()
            || !before.transforms().equals(here.transforms());
    work.start(
        "look " + name,
        shapeIsNew ? "Adding up " + here.kind().label() + " samples" : "",
        activity -> of.answer(here),
        new Ending<>() {
          @Override
          public void done(Answer result) {
            if (questions == of) {
              answer.set(result);
              explain();
            }
          }

          @Override
          public void cancelled() {
            askTheRest(of);
          }
        });
  }

  private void askStrip(Look here) {
    Look wanted =
        Look.at(here.kind())
            .withThreads(here.threads())
            .withStates(here.states())
            .withFrames(here.frames())
            .withWeighing(here.weighing());
    Questions of = questions;
    if (of == null || wanted.equals(askedStrip)) {
      return;
    }
    askedStrip = wanted;
    work.start(
        "strip " + name,
        "",
        activity -> of.strip(wanted),
        data -> {
          if (questions == of) {
            strip.set(data);
          }
        });
  }

  private void askHeatmap(Look here, boolean shown) {
    Questions of = questions;
    if (!shown || of == null || !has(here.kind())) {
      askedHeatmap = null;
      heatmap.set(null);
      return;
    }
    Look wanted =
        Look.at(here.kind())
            .withThreads(here.threads())
            .withStates(here.states())
            .withFrames(here.frames());
    if (wanted.equals(askedHeatmap)) {
      return;
    }
    askedHeatmap = wanted;
    work.start(
        "heatmap " + name,
        "",
        activity -> of.heatmap(wanted),
        map -> {
          if (questions == of && askedHeatmap != null) {
            heatmap.set(map);
          }
        });
  }

  /** True for a time that a linked recording has and this one has not. */
  private boolean isBeyond(@Nullable TimeRange time) {
    Questions of = questions;
    return time != null && of != null && time.fromNanos() >= of.range().toNanos();
  }

  private void explain() {
    Look here = look.get();
    if (here == null) {
      return;
    }
    Answer last = answer.get();
    if (last != null && !last.lacking().isEmpty()) {
      emptyMessage.set(
          "There is not enough "
              + last.lacking()
              + ".\nThe program may take "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB: start it with more, as with BACKDRAFT_JAVA_OPTS=-Xmx8g.");
    } else if (!has(here.kind())) {
      String why =
          kinds.get().stream()
              .filter(choice -> choice.kind() == here.kind())
              .map(KindChoice::why)
              .findFirst()
              .orElse("");
      emptyMessage.set("The recording holds no " + here.kind().label() + " samples.\n" + why);
    } else if (here.show() == Show.SANDWICH && here.function().isEmpty()) {
      emptyMessage.set(
          "Choose a function: double-click it in the table, or press Ctrl+Enter on a frame.");
    } else if (isBeyond(here.time())) {
      emptyMessage.set(
          "The recording had ended before this time.\nChoose another time on the strip, or unlink"
              + " the two sides.");
    } else if (last != null && !last.emptied().isEmpty()) {
      emptyMessage.set(last.emptied());
    } else if (here.time() != null
        || !here.threads().isAll()
        || !here.states().isEmpty()
        || !here.frames().isEmpty()) {
      emptyMessage.set(
          "No "
              + here.kind().label()
              + " samples are in this selection.\nRemove a chip above, or press Escape on the"
              + " time strip for all of the time.");
    } else {
      emptyMessage.set("Nothing is left of " + here.kind().label() + ": remove a chip above.");
    }
  }
}
