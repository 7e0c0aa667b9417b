package dev.backdraft.app.evidence;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.work.Activity;
import dev.backdraft.app.work.Ending;
import dev.backdraft.app.work.Work;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What is open, what is being opened, and which one is looked at. */
public final class EvidenceModel {
  /** How a file becomes a recording. */
  @FunctionalInterface
  public interface Opener {
    Recording open(List<Path> files, Progress progress) throws EvidenceException;
  }

  private final Work work;
  private final Opener opener;
  private final Consumer<Evidence> opened;
  private final Consumer<Remedy> refused;
  private final ObservableList<Evidence> all = FXCollections.observableArrayList();

  /** Kept, for it holds on to the list only weakly: one made per call would fall silent. */
  private final ObservableList<Evidence> allShown = FXCollections.unmodifiableObservableList(all);

  private final ObjectProperty<@Nullable Evidence> selected = new SimpleObjectProperty<>();
  private final Map<Evidence, Activity> reading = new HashMap<>();

  /**
   * @param opened told of every file that could be read
   * @param refused told why a file could not be read
   */
  public EvidenceModel(
      Work work, Opener opener, Consumer<Evidence> opened, Consumer<Remedy> refused) {
    this.work = work;
    this.opener = opener;
    this.opened = opened;
    this.refused = refused;
  }

  public ObservableList<Evidence> all() {
    return allShown;
  }

  public ObjectProperty<@Nullable Evidence> selected() {
    return selected;
  }

  /** Opens each file; one that is open already is only looked at. */
  public void open(List<Path> files) {
    for (Path given : files) {
      Path file = given.toAbsolutePath().normalize();
      Evidence known =
          all.stream().filter(evidence -> evidence.file().equals(file)).findFirst().orElse(null);
      if (known != null) {
        selected.set(known);
      } else {
        read(new Evidence(file));
      }
    }
  }

  /** Closes a file, or stops reading it. */
  public void close(Evidence evidence) {
    Activity activity = reading.remove(evidence);
    if (activity != null) {
      activity.cancel();
    }
    remove(evidence);
    Recording recording = evidence.recording().get();
    if (recording != null) {
      recording.close();
    }
  }

  private void read(Evidence evidence) {
    all.add(evidence);
    if (selected.get() == null) {
      selected.set(evidence);
    }
    reading.put(
        evidence,
        work.start(
            "open " + evidence.file(),
            "Reading " + evidence.name(),
            activity -> opener.open(List.of(evidence.file()), activity),
            new Ending<>() {
              @Override
              public void done(Recording recording) {
                reading.remove(evidence);
                evidence.show(recording);
                opened.accept(evidence);
              }

              @Override
              public boolean failed(Exception failure) {
                if (failure instanceof EvidenceException expected) {
                  cancelled();
                  refused.accept(Remedy.of(expected));
                  return true;
                }
                return false;
              }

              @Override
              public void cancelled() {
                reading.remove(evidence);
                remove(evidence);
              }

              @Override
              public void dropped(Recording late) {
                late.close();
              }
            }));
  }

  private void remove(Evidence evidence) {
    int at = all.indexOf(evidence);
    if (at < 0) {
      return;
    }
    all.remove(at);
    if (selected.get() == evidence) {
      selected.set(all.isEmpty() ? null : all.get(Math.min(at, all.size() - 1)));
    }
  }
}
