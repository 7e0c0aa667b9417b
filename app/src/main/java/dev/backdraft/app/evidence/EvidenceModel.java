package dev.backdraft.app.evidence;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.work.Activity;
import dev.backdraft.app.work.Ending;
import dev.backdraft.app.work.Work;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What is open, what is being opened, and which one is looked at. */
public final class EvidenceModel {
  /** How a file becomes a recording; {@code early} may be told of a first part of it. */
  @FunctionalInterface
  public interface Opener {
    Recording open(List<Path> files, Progress progress, Consumer<Recording> early)
        throws EvidenceException;
  }

  /** Nobody would look at a first part for less than this. */
  private static final long SOON_NANOS = 300_000_000L;

  /** Of files that tell no time, in the order in which they were opened. */
  private static final Comparator<Evidence> RECORDED_FIRST =
      Comparator.comparingLong(one -> {
        Recording recording = one.recording().get();
        return recording == null || recording.startNanos() <= 0
            ? Long.MAX_VALUE
            : recording.startNanos();
      });

  private final Work work;
  private final Opener opener;
  private final Consumer<Evidence> opened;
  private final Consumer<Evidence> closed;
  private final Consumer<Remedy> refused;
  private @Nullable Consumer<EvidenceException> unknown;
  private final ObservableList<Evidence> all = FXCollections.observableArrayList();

  /** Kept, for it holds on to the list only weakly: one made per call would fall silent. */
  private final ObservableList<Evidence> allShown = FXCollections.unmodifiableObservableList(all);

  private final ObjectProperty<@Nullable Evidence> selected = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<List<Evidence>> pair = new ReadOnlyObjectWrapper<>(List.of());
  private final Map<Evidence, Activity> reading = new HashMap<>();

  /**
   * @param opened told of every file that could be read
   * @param closed told of every file that is no longer open
   * @param refused told why a file could not be read
   */
  public EvidenceModel(
      Work work,
      Opener opener,
      Consumer<Evidence> opened,
      Consumer<Evidence> closed,
      Consumer<Remedy> refused) {
    this.work = work;
    this.opener = opener;
    this.opened = opened;
    this.closed = closed;
    this.refused = refused;
  }

  /** Who is asked about a file or folder that is no recording, before it is refused. */
  public void offerUnknown(Consumer<EvidenceException> taker) {
    unknown = taker;
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
  }

  /** Says what a file is evidence of; the list stays in the order of roles. */
  public void play(Evidence evidence, Role role) {
    if (evidence.role().get() == role) {
      return;
    }
    Evidence looked = selected.get();
    evidence.play(role);
    List<Evidence> ordered = new ArrayList<>(all);
    ordered.sort(Comparator.comparing(one -> one.role().get()));
    all.setAll(ordered);
    selected.set(looked);
    pair.set(findPair());
  }

  /** One recording before and one after, or nothing; of several in a role, the first. */
  public ReadOnlyObjectProperty<List<Evidence>> pair() {
    return pair.getReadOnlyProperty();
  }

  /**
   * Whether two can be laid side by side: by their roles, or because it is plain which are meant.
   */
  public boolean canPair() {
    return !pair.get().isEmpty() || !meant().isEmpty();
  }

  /** Gives the two that are meant the roles that they lack. */
  public void makePair() {
    List<Evidence> meant = pair.get().isEmpty() ? meant() : List.of();
    if (!meant.isEmpty()) {
      play(meant.getFirst(), Role.BEFORE);
      play(meant.getLast(), Role.AFTER);
    }
  }

  /**
   * Of two files without a role the one that was recorded first is before; beside one with a role
   * the only other file is meant, or the one that is looked at.
   */
  private List<Evidence> meant() {
    List<Evidence> free =
        all.stream().filter(one -> one.role().get() == Role.NONE).sorted(RECORDED_FIRST).toList();
    Evidence before = first(Role.BEFORE);
    Evidence after = first(Role.AFTER);
    if (before == null && after == null) {
      return free.size() == 2 ? free : List.of();
    }
    Evidence looked = selected.get();
    Evidence other = free.size() == 1 ? free.getFirst() : free.contains(looked) ? looked : null;
    Evidence one = before == null ? other : before;
    Evidence two = after == null ? other : after;
    return one == null || two == null ? List.of() : List.of(one, two);
  }

  private List<Evidence> findPair() {
    Evidence before = first(Role.BEFORE);
    Evidence after = first(Role.AFTER);
    return before == null || after == null ? List.of() : List.of(before, after);
  }

  private @Nullable Evidence first(Role role) {
    return all.stream().filter(one -> one.role().get() == role).findFirst().orElse(null);
  }

  private void read(Evidence evidence) {
    all.add(evidence);
    if (selected.get() == null) {
      selected.set(evidence);
    }
    Activity begun =
        work.start(
            "open " + evidence.file(),
            "Reading " + evidence.name(),
            activity ->
                opener.open(
                    List.of(evidence.file()),
                    activity,
                    part -> {
                      if (isWorthShowing(activity)) {
                        activity.early(() -> evidence.showFirst(part));
                      }
                    }),
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
                  refuse(expected);
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
            });
    reading.put(evidence, begun);
    evidence.follow(begun);
  }

  /** A part that is soon replaced only takes the processors away from the whole. */
  private static boolean isWorthShowing(Activity reading) {
    long remaining = reading.remainingNanos();
    return remaining < 0 || remaining > SOON_NANOS;
  }

  private void refuse(EvidenceException expected) {
    boolean other =
        expected instanceof EvidenceException.Unknown
            || expected instanceof EvidenceException.Folder;
    if (other && unknown != null) {
      unknown.accept(expected);
    } else {
      refused.accept(Remedy.of(expected));
    }
  }

  private void remove(Evidence evidence) {
    int at = all.indexOf(evidence);
    if (at < 0) {
      return;
    }
    all.remove(at);
    evidence.close();
    pair.set(findPair());
    closed.accept(evidence);
    if (selected.get() == evidence) {
      selected.set(all.isEmpty() ? null : all.get(Math.min(at, all.size() - 1)));
    }
  }
}
