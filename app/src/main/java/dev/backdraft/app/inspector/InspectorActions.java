package dev.backdraft.app.inspector;

import dev.backdraft.analysis.query.SourcePlace;
import dev.backdraft.analysis.query.Transform;

/** What can be done about the frame that is shown. */
public interface InspectorActions {
  void apply(Transform transform);

  void sandwich(String function);

  void goTo(String function);

  void openSource(SourcePlace place);

  void copy(String text);
}
