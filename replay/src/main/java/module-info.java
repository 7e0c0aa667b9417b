import org.jspecify.annotations.NullMarked;

/** Replays captured requests against a local build and gives a verdict. */
@NullMarked
module dev.backdraft.replay {
  requires static transitive org.jspecify;
  requires dev.backdraft.analysis;
}
