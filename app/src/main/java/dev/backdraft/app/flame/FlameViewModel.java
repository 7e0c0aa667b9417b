package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallShape;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.work.Work;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * Which tree the flame view shows. Trees are made off the UI thread; the old one stays meanwhile.
 */
public final class FlameViewModel {
  private static final String SLOT = "flame tree";

  private final ObservableValue<@Nullable Recording> recording;
  private final Work work;
  private final ObjectProperty<SampleKind> kind = new SimpleObjectProperty<>(SampleKind.CPU);
  private final ObjectProperty<Transforms> transforms = new SimpleObjectProperty<>(Transforms.NONE);
  private final ReadOnlyObjectWrapper<@Nullable CallTree> tree = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<SampleKind>> kinds =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper emptyMessage = new ReadOnlyStringWrapper("");

  public FlameViewModel(ObservableValue<@Nullable Recording> recording, Work work) {
    this.recording = recording;
    this.work = work;
    recording.addListener((property, old, now) -> begin(now));
    kind.addListener((property, old, now) -> ask());
    transforms.addListener((property, old, now) -> ask());
    begin(recording.getValue());
  }

  /** Which samples are shown. */
  ObjectProperty<SampleKind> kind() {
    return kind;
  }

  /** The kinds that the recording has, in the order of the command line. */
  ReadOnlyObjectProperty<List<SampleKind>> kinds() {
    return kinds.getReadOnlyProperty();
  }

  ObjectProperty<Transforms> transforms() {
    return transforms;
  }

  ReadOnlyObjectProperty<@Nullable CallTree> tree() {
    return tree.getReadOnlyProperty();
  }

  /** Why there is nothing to see, and what to record to see it. */
  ReadOnlyStringProperty emptyMessage() {
    return emptyMessage.getReadOnlyProperty();
  }

  void apply(Transform transform) {
    transforms.set(
        transform.kind() == Transform.Kind.INVERT
            ? transforms.get().toggleInverted()
            : transforms.get().with(transform));
  }

  private void begin(@Nullable Recording now) {
    tree.set(null);
    if (now == null) {
      kinds.set(List.of());
      emptyMessage.set("Reading…");
      return;
    }
    kinds.set(Arrays.stream(SampleKind.values()).filter(now.sampleKinds()::contains).toList());
    SampleKind wanted = kind.get();
    if (!kinds.get().contains(wanted) && !kinds.get().isEmpty()) {
      wanted = kinds.get().getFirst();
    }
    boolean unchanged = wanted == kind.get() && transforms.get().isEmpty();
    transforms.set(Transforms.NONE);
    kind.set(wanted);
    if (unchanged) {
      ask();
    }
  }

  private void ask() {
    Recording asked = recording.getValue();
    if (asked == null) {
      return;
    }
    SampleKind samples = kind.get();
    Transforms steps = transforms.get();
    if (!asked.sampleKinds().contains(samples)) {
      tree.set(null);
      emptyMessage.set(whyEmpty(asked, samples));
      return;
    }
    work.start(
        SLOT,
        "Adding up " + samples.label() + " samples",
        activity -> CallShape.of(asked, samples, By.METHOD, steps).weigh(Selection.all(samples)),
        result -> {
          emptyMessage.set("Nothing is left of " + samples.label() + ": remove a transform above.");
          tree.set(result);
        });
  }

  private static String whyEmpty(Recording recording, SampleKind kind) {
    String why =
        recording.blindSpots().stream()
            .filter(spot -> spot.kinds().contains(kind))
            .map(FlameViewModel::sentence)
            .collect(Collectors.joining("\n"));
    return "The recording holds no "
        + kind.label()
        + " samples."
        + (why.isEmpty() ? "\nRecord with: jcmd PID JFR.start settings=profile" : "\n" + why);
  }

  private static String sentence(BlindSpot spot) {
    return spot.what() + " " + spot.remedy();
  }
}
