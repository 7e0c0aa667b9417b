import org.jspecify.annotations.NullMarked;

/** JavaFX controls that draw the answers of analysis. */
@NullMarked
module dev.backdraft.viewers {
  requires static transitive org.jspecify;
  requires transitive dev.backdraft.analysis;
  requires transitive javafx.controls;
  requires java.desktop;

  exports dev.backdraft.viewers.scale;
  exports dev.backdraft.viewers.layout;
  exports dev.backdraft.viewers.paint;
  exports dev.backdraft.viewers.surface;
  exports dev.backdraft.viewers.export;
  exports dev.backdraft.viewers.flame;
  exports dev.backdraft.viewers.timeline;
  exports dev.backdraft.viewers.table;
  exports dev.backdraft.viewers.threads;
  exports dev.backdraft.viewers.sandwich;
}
