package dev.backdraft.viewers.threads;

import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.ThreadGroups;
import dev.backdraft.analysis.query.ThreadLoad;

/** How much of each group a choice takes in: what the marks of the chooser show. */
final class ChooserMarks {
  /** What stands in the box of a line. */
  enum Mark {
    IN,
    PARTLY,
    OUT
  }

  private final ThreadLoad load;
  private final ThreadChoice choice;
  private final int[] namedInGroup;

  private ChooserMarks(ThreadLoad load, ThreadChoice choice, int[] namedInGroup) {
    this.load = load;
    this.choice = choice;
    this.namedInGroup = namedInGroup;
  }

  static ChooserMarks of(ThreadLoad load, ThreadChoice choice) {
    int[] named = new int[load.groupWeight().length];
    ThreadGroups groups = load.groups();
    if (!choice.threads().isEmpty()) {
      for (int thread = 0; thread < load.table().size(); thread++) {
        if (choice.threads().contains(load.table().name(thread))) {
          named[groups.indexOf(thread)]++;
        }
      }
    }
    for (int group = 0; group < named.length; group++) {
      if (choice.groups().contains(groups.groups().get(group).name())) {
        named[group] = groups.groups().get(group).size();
      }
    }
    return new ChooserMarks(load, choice, named);
  }

  Mark mark(int line) {
    if (!ChooserRows.isGroup(line)) {
      boolean in = choice.has(load.groups().nameOf(line), load.table().name(line));
      return in ? Mark.IN : Mark.OUT;
    }
    int group = ChooserRows.group(line);
    int named = namedInGroup[group];
    if (named == 0) {
      return choice.except() ? Mark.IN : Mark.OUT;
    }
    boolean all = named >= load.groups().groups().get(group).size();
    return !all ? Mark.PARTLY : choice.except() ? Mark.OUT : Mark.IN;
  }
}
