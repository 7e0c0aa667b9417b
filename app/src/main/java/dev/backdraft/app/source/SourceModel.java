package dev.backdraft.app.source;

import dev.backdraft.analysis.query.SourcePlace;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.work.Ending;
import dev.backdraft.app.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Finds the source of a frame and shows it here or in the person's editor. UI thread. */
public final class SourceModel {
  /** Settings by these names stand in the store and never change. */
  public static final String FOLDERS_KEY = "source.folders";

  public static final String EDITOR_KEY = "source.editor";

  /** Starts the editor; a test only writes down what would be started. */
  @FunctionalInterface
  public interface Starter {
    void start(List<String> words) throws IOException;
  }

  private final Work work;
  private final Starter starter;
  private final BiConsumer<String, String> keeper;
  private final Consumer<Remedy> troubles;
  private final ObjectProperty<SourceFolders> folders =
      new SimpleObjectProperty<>(SourceFolders.NONE);
  private final ObjectProperty<EditorCommand> editor =
      new SimpleObjectProperty<>(EditorCommand.NONE);
  private Consumer<SourceText> shown = text -> {};

  @FunctionalInterface
  private interface Found {
    void use(Path file, int line);
  }

  /**
   * @param keeper keeps a setting for the next start
   * @param troubles told why a source cannot be shown
   */
  public SourceModel(
      Work work, Starter starter, BiConsumer<String, String> keeper, Consumer<Remedy> troubles) {
    this.work = work;
    this.starter = starter;
    this.keeper = keeper;
    this.troubles = troubles;
  }

  /** As the store remembers them. */
  public void remembered(String folderText, String editorText) {
    folders.set(SourceFolders.parse(folderText));
    editor.set(new EditorCommand(editorText));
  }

  public ReadOnlyObjectProperty<SourceFolders> folders() {
    return folders;
  }

  public ReadOnlyObjectProperty<EditorCommand> editor() {
    return editor;
  }

  /** Who shows the files that are opened. */
  public void onShown(Consumer<SourceText> listener) {
    shown = listener;
  }

  public void use(SourceFolders now) {
    folders.set(now);
    keeper.accept(FOLDERS_KEY, now.text());
  }

  public void use(EditorCommand now) {
    editor.set(now);
    keeper.accept(EDITOR_KEY, now.template());
  }

  /** Reads the source of a place and shows it at the line. */
  public void open(SourcePlace place) {
    find(place, this::read);
  }

  /** Starts the person's editor at the source of a place. */
  public void edit(SourcePlace place) {
    if (editor.get().isSet()) {
      find(place, this::edit);
    } else {
      troubles.accept(
          new Remedy(
              "No editor is set",
              "Settings (Ctrl+comma): say how yours is started, as  code -g {file}:{line}"));
    }
  }

  /** Starts the person's editor at a line of a file. */
  public void edit(Path file, int line) {
    List<String> words = editor.get().words(file, line);
    work.start(
        "editor",
        "",
        activity -> {
          starter.start(words);
          return words;
        },
        new Ending<List<String>>() {
          @Override
          public void done(List<String> started) {}

          @Override
          public boolean failed(Exception failure) {
            return expected(
                failure,
                words.getFirst() + " did not start",
                "Settings (Ctrl+comma): check the command of the editor.");
          }
        });
  }

  private void find(SourcePlace place, Found then) {
    if (folders.get().folders().isEmpty()) {
      troubles.accept(
          new Remedy(
              "The source of " + place.type() + " is not known",
              "Settings (Ctrl+comma): name the folder of your project, or of its sources."));
      return;
    }
    SourceFolders where = folders.get();
    work.start(
        "source",
        "",
        activity -> where.find(place),
        found -> {
          if (found.isPresent()) {
            then.use(found.get(), place.line());
          } else {
            troubles.accept(
                new Remedy(
                    place.candidates().getFirst() + " is in none of the source folders",
                    "Settings (Ctrl+comma): add the folder that holds it."));
          }
        });
  }

  private void read(Path file, int line) {
    work.start(
        "source text",
        "",
        activity -> SourceText.read(file, line),
        new Ending<SourceText>() {
          @Override
          public void done(SourceText text) {
            shown.accept(text);
          }

          @Override
          public boolean failed(Exception failure) {
            return expected(
                failure, file.getFileName() + " cannot be read", "Check that it is still there.");
          }
        });
  }

  private boolean expected(Exception failure, String what, String remedy) {
    if (failure instanceof IOException) {
      troubles.accept(new Remedy(what + ": " + failure.getMessage(), remedy));
      return true;
    }
    return false;
  }

  /** A process of its own that outlives the window; what it prints is thrown away. */
  public static void startProcess(List<String> words) throws IOException {
    new ProcessBuilder(words)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
