package dev.backdraft.app.demo.guide;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallShape;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.viewers.scale.Format;

/** What a step's sight comes to in the recordings that are open, counted and not told. */
final class SightCount {
  private static final int SERVER_FAULT = 500;

  private SightCount() {}

  /** As {@code 8 of 20 before, none of 13 after}. */
  static String text(Stop.Sight sight, Recording before, Recording after) {
    return part(sight, before) + " before, " + part(sight, after) + " after";
  }

  private static String part(Stop.Sight sight, Recording recording) {
    SampleKind kind = sight.kind();
    if (!recording.sampleKinds().contains(kind)) {
      return "none";
    }
    CallShape shape = CallShape.of(recording, kind, By.METHOD, Transforms.NONE);
    Selection all = Selection.all(kind);
    long whole = shape.weigh(all, Weighing.COUNT).total();
    long found =
        shape.weigh(all.withFrames(NamePattern.typed(sight.search())), Weighing.COUNT).total();
    return (found == 0 ? "none" : Format.count(found)) + " of " + Format.count(whole) + " samples";
  }

  /** How many were captured, and how many of them failed. */
  static String captured(Requests requests) {
    long failed = 0;
    for (int i = 0; i < requests.size(); i++) {
      failed += requests.status(i) <= 0 || requests.status(i) >= SERVER_FAULT ? 1 : 0;
    }
    return Format.count(requests.size())
        + " requests captured, "
        + (failed == 0 ? "none" : Format.count(failed))
        + " of them failed";
  }
}
