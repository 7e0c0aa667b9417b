package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.app.selection.Look;
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
    String lacking) {}
