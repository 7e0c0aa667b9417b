import org.jspecify.annotations.NullMarked;

/** The window and the command line: the one place that sees every module. */
@NullMarked
module dev.backdraft.app {
  requires static transitive org.jspecify;
  requires dev.backdraft.analysis;
  requires dev.backdraft.viewers;
  requires dev.backdraft.persistence;
  requires dev.backdraft.replay;
  requires dev.backdraft.sample;
  requires javafx.controls;
  requires javafx.fxml;
  requires org.controlsfx.controls;
  requires atlantafx.base;
  requires org.kordamp.ikonli.javafx;
  requires org.kordamp.ikonli.materialdesign2;
  requires info.picocli;

  opens dev.backdraft.app.cli to
      info.picocli;
  opens dev.backdraft.app.cli.bench to
      info.picocli;
  opens dev.backdraft.app.cli.demo to
      info.picocli;
  opens dev.backdraft.app.cli.replay to
      info.picocli;
  opens dev.backdraft.app.shell to
      javafx.fxml,
      javafx.graphics;
  opens dev.backdraft.app.demo.guide to
      javafx.fxml;
  opens dev.backdraft.app.flame to
      javafx.fxml;
  opens dev.backdraft.app.inspector to
      javafx.fxml;
  opens dev.backdraft.app.overview to
      javafx.fxml;
  opens dev.backdraft.app.palette to
      javafx.fxml;
  opens dev.backdraft.app.replay to
      javafx.fxml;
  opens dev.backdraft.app.shortcuts to
      javafx.fxml;
  opens dev.backdraft.app.source to
      javafx.fxml;
}
