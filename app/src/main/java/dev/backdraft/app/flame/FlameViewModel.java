package dev.backdraft.app.flame;

import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.evidence.EvidenceModel;
import dev.backdraft.app.selection.LookModel;
import dev.backdraft.app.selection.Looks;
import dev.backdraft.app.work.Work;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Which recordings the flame view shows: the selected one, or before and after side by side; and
 * which of the two the tools speak of.
 */
public final class FlameViewModel {
  private final EvidenceModel evidence;
  private final LookModel looks;
  private final SideModel left;
  private final SideModel right;
  private final ReadOnlyBooleanWrapper two = new ReadOnlyBooleanWrapper();
  private int restored;
  private final ReadOnlyObjectWrapper<SideModel> active;

  public FlameViewModel(EvidenceModel evidence, LookModel looks, Work work) {
    this.evidence = evidence;
    this.looks = looks;
    this.left = new SideModel("left", looks, work);
    this.right = new SideModel("right", looks, work);
    this.active = new ReadOnlyObjectWrapper<>(left);
    evidence.selected().addListener((property, old, now) -> arrange());
    evidence.pair().addListener((property, old, now) -> arrange());
    looks
        .now()
        .addListener((property, old, now) -> {
          if (looks.restored().get() != restored) {
            restored = looks.restored().get();
            reveal(old, now);
          }
          if (old.sideBySide() != now.sideBySide()) {
            arrange();
          }
        });
    arrange();
  }

  private void arrange() {
    List<Evidence> pair = evidence.pair().get();
    Evidence selected = evidence.selected().get();
    boolean both =
        looks.now().get().sideBySide()
            && !pair.isEmpty()
            && (selected == null || pair.contains(selected));
    looks.pair(both ? pair.stream().map(Evidence::id).toList() : List.of());
    if (both) {
      left.show(pair.getFirst());
      right.show(pair.getLast());
      active.set(selected == pair.getLast() ? right : left);
    } else {
      active.set(left);
      left.show(selected);
      right.show(null);
    }
    two.set(both);
  }

  /** What was undone or done again is shown, if it was of a recording that is not in sight. */
  private void reveal(Looks old, Looks now) {
    if (now.sideBySide() && !old.sideBySide()) {
      revealPair();
    }
    List<Evidence> changed =
        evidence.all().stream()
            .filter(one -> !Objects.equals(old.of().get(one.id()), now.of().get(one.id())))
            .toList();
    boolean inSight =
        changed.stream().anyMatch(one -> Set.of(left.id(), right.id()).contains(one.id()));
    if (!changed.isEmpty() && !inSight) {
      evidence.selected().set(changed.getFirst());
    }
  }

  private void revealPair() {
    List<Evidence> pair = evidence.pair().get();
    Evidence selected = evidence.selected().get();
    if (!pair.isEmpty() && (selected == null || !pair.contains(selected))) {
      evidence.selected().set(pair.getFirst());
    }
  }

  /** Shows before and after together, or one of them if they are. */
  void toggleSideBySide() {
    if (two.get()) {
      looks.sideBySide(false);
    } else {
      evidence.makePair();
      revealPair();
      if (!looks.now().get().sideBySide()) {
        looks.sideBySide(true);
      }
    }
  }

  SideModel left() {
    return left;
  }

  SideModel right() {
    return right;
  }

  /** True if before and after stand side by side. */
  ReadOnlyBooleanProperty two() {
    return two.getReadOnlyProperty();
  }

  /** The side that tools, keys and commands speak of. */
  ReadOnlyObjectProperty<SideModel> active() {
    return active.getReadOnlyProperty();
  }

  /** The keyboard or a hand has gone to a side. */
  void activate(SideModel side) {
    Evidence shown = side.evidence().get();
    if (two.get() && shown != null) {
      evidence.selected().set(shown);
    }
  }

  LookModel looks() {
    return looks;
  }

  /** True if there are recordings in both roles. */
  boolean canPair() {
    return evidence.canPair();
  }

  @Nullable SideModel other(SideModel side) {
    return two.get() ? (side == left ? right : left) : null;
  }
}
