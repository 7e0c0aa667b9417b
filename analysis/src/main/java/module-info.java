import org.jspecify.annotations.NullMarked;

/** Reads any evidence into one columnar Recording and answers questions of it. Uses nobody. */
@NullMarked
module dev.backdraft.analysis {
  requires static transitive org.jspecify;

  exports dev.backdraft.analysis.recording;
  exports dev.backdraft.analysis.reader;
  exports dev.backdraft.analysis.reader.cache;
  exports dev.backdraft.analysis.reader.capture;
  exports dev.backdraft.analysis.query;
}
