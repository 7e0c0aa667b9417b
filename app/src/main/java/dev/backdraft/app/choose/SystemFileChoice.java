package dev.backdraft.app.choose;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The system's own dialogs; each begins in the folder where the last one ended. */
public final class SystemFileChoice implements FileChoice {
  private final Supplier<Window> owner;
  private @Nullable File last;

  public SystemFileChoice(Supplier<Window> owner) {
    this.owner = owner;
  }

  @Override
  public List<Path> open(String title) {
    List<File> chosen = chooser(title).showOpenMultipleDialog(owner.get());
    if (chosen == null || chosen.isEmpty()) {
      return List.of();
    }
    last = chosen.getFirst().getParentFile();
    return chosen.stream().map(File::toPath).toList();
  }

  @Override
  public Optional<Path> save(String title, String name, String extension) {
    FileChooser chooser = chooser(title);
    chooser.setInitialFileName(name);
    chooser
        .getExtensionFilters()
        .add(
            new FileChooser.ExtensionFilter(
                extension.toUpperCase(Locale.ROOT), List.of("*." + extension)));
    File chosen = chooser.showSaveDialog(owner.get());
    last = chosen == null ? last : chosen.getParentFile();
    return Optional.ofNullable(chosen).map(File::toPath);
  }

  @Override
  public Optional<Path> folder(String title) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(title);
    return Optional.ofNullable(chooser.showDialog(owner.get())).map(File::toPath);
  }

  private FileChooser chooser(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    if (last != null && last.isDirectory()) {
      chooser.setInitialDirectory(last);
    }
    return chooser;
  }
}
