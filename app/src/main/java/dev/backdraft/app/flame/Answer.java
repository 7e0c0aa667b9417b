package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.app.selection.Look;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a recording gives.
 *
 * @param look what was asked
 * @param selection the same, as analysis takes it
 * @param tree the flame graph
 * @param top the table, or null where it is not shown
 * @param sandwich the sandwich, or null where it is not shown
 * @param lacking what memory did not suffice for, or ""
 */
record Answer(
    Look look,
    Selection selection,
    CallTree tree,
    @Nullable TopMethods top,
    @Nullable Sandwich sandwich,
    String lacking) {

  /** Why nothing is left of what is selected, or "" if something is or nothing was selected. */
  String emptied() {
    CallTree shown = sandwich == null ? tree : sandwich.callees();
    if (!shown.isEmpty() || shown.selectedTotal() == 0) {
      return "";
    }
    String left = "Nothing is left of " + look.kind().label() + ": ";
    List<Transform> idle = shown.shape().idle();
    if (idle.isEmpty()) {
      return left + "remove a chip above.";
    }
    String names = String.join(", ", idle.stream().map(Transform::describe).toList());
    String what =
        "no stack by " + look.by().label().toLowerCase(Locale.ROOT) + " has what these ask for.\n";
    boolean only = sandwich != null && !tree.isEmpty();
    return left + what + names + (only ? "\nChoose another function." : "\nRemove the chip above.");
  }
}
