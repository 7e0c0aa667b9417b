package dev.backdraft.app.export;

/** What a flame graph can be written as. */
public enum Form {
  SVG("SVG picture", "svg", "svg"),
  PNG("PNG picture", "png", "png"),
  HTML("HTML page to explore", "html", "html"),
  COLLAPSED("collapsed stacks", "collapsed", "txt"),
  PPROF("pprof profile", "pprof", "pb.gz"),
  SPEEDSCOPE("speedscope profile", "speedscope", "speedscope.json");

  private final String label;
  private final String id;
  private final String extension;

  Form(String label, String id, String extension) {
    this.label = label;
    this.id = id;
    this.extension = extension;
  }

  public String label() {
    return label;
  }

  /** The word of the command line. */
  public String id() {
    return id;
  }

  /** Without the first dot. */
  public String extension() {
    return extension;
  }
}
