package dev.backdraft.app.cli.demo;

import dev.backdraft.replay.verdict.Verdict;
import dev.backdraft.sample.Incident;
import java.nio.file.Path;

/** Replays incidents, one after another. */
interface Replaying {
  /** Replays one, and says on the terminal what came of it. */
  Verdict.Answer replay(Incident incident, Path folder) throws Exception;

  /** True once somebody asked to stop: nothing more is to be replayed. */
  boolean stopped();
}
