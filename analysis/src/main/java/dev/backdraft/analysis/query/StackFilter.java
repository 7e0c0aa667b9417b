package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.FrameTable;
import dev.backdraft.analysis.recording.MethodTable;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.StackTable;

/** Which stacks hold a frame whose name matches: one pass over methods and one over stacks. */
final class StackFilter {
  private StackFilter() {}

  /** One flag a stack id, shifted by one: the first is for samples without a stack. */
  static boolean[] holding(Recording recording, NamePattern wanted) {
    MethodTable methods = recording.methods();
    boolean[] method = new boolean[methods.size()];
    for (int id = 0; id < method.length; id++) {
      method[id] = wanted.matches(methods.display(id));
    }
    FrameTable frames = recording.frames();
    StackTable stacks = recording.stacks();
    boolean[] found = new boolean[stacks.size() + 1];
    for (int stack = 0; stack < stacks.size(); stack++) {
      found[stack + 1] =
          found[stacks.parent(stack) + 1] || method[frames.method(stacks.frame(stack))];
    }
    return found;
  }
}
