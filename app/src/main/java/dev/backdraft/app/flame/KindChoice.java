package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.MissingKind;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.Arrays;
import java.util.List;

/**
 * A kind of samples in the chooser.
 *
 * @param kind which
 * @param there whether the recording has any
 * @param why if not, what is known about it and what to record; "" if it is there
 */
record KindChoice(SampleKind kind, boolean there, String why) {

  /** All kinds, in the order of the command line. Reads blind spots: not on the UI thread. */
  static List<KindChoice> of(Recording recording) {
    return Arrays.stream(SampleKind.values())
        .map(kind ->
            recording.sampleKinds().contains(kind)
                ? new KindChoice(kind, true, "")
                : new KindChoice(kind, false, MissingKind.why(recording, kind)))
        .toList();
  }

  /** The same without reasons, for while they are being found. */
  static List<KindChoice> atOnce(Recording recording) {
    return Arrays.stream(SampleKind.values())
        .map(kind -> new KindChoice(kind, recording.sampleKinds().contains(kind), ""))
        .toList();
  }
}
