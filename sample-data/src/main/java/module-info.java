import org.jspecify.annotations.NullMarked;

/** The checkout service and its incidents; knows none of the other modules. */
@NullMarked
module dev.backdraft.sample {
  requires static transitive org.jspecify;
}
