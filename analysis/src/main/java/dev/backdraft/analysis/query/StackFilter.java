package dev.backdraft.analysis.query;

import dev.backdraft.analysis.recording.FrameTable;
import dev.backdraft.analysis.recording.MethodTable;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.StackTable;

/** Which stacks hold a frame whose name matches: one pass over methods and one over stacks. */
final class StackFilter {
  private StackFilter() {}

  /** -1 or 0 a stack id, shifted by one: the first is for samples without a stack. */
  static byte[] holding(Recording recording, NamePattern wanted) {
    MethodTable methods = recording.methods();
    byte[] method = new byte[methods.size()];
    for (int id = 0; id < method.length; id++) {
      method[id] = (byte) (wanted.matches(methods.display(id)) ? -1 : 0);
    }
    FrameTable frames = recording.frames();
    StackTable stacks = recording.stacks();
    byte[] found = new byte[stacks.size() + 1];
    for (int stack = 0; stack < stacks.size(); stack++) {
      byte own = method[frames.method(stacks.frame(stack))];
      found[stack + 1] = (byte) (found[stacks.parent(stack) + 1] | own);
    }
    return found;
  }
}
