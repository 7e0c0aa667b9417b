package dev.backdraft.viewers.flame;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.FrameDetail;
import java.util.function.Consumer;

/** Gives the threads and lines of a frame: a pass over the samples, so never on the UI thread. */
public interface FlameDetails {
  /** Returns at once; the answer may come from any thread, late, or never. */
  void ask(CallTree tree, int node, Consumer<FrameDetail> answer);
}
