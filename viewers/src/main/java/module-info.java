import org.jspecify.annotations.NullMarked;

/** JavaFX controls that draw the answers of analysis. */
@NullMarked
module dev.backdraft.viewers {
  requires static transitive org.jspecify;
  requires transitive dev.backdraft.analysis;
  requires transitive javafx.controls;
}
