package dev.backdraft.app.evidence;

import dev.backdraft.analysis.recording.Recording;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** A file on its way in, or open. */
public final class Evidence {
  private final Path file;
  private final ReadOnlyObjectWrapper<@Nullable Recording> recording =
      new ReadOnlyObjectWrapper<>();

  Evidence(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  public String name() {
    return String.valueOf(file.getFileName());
  }

  /** Null while the file is being read. */
  public ReadOnlyObjectProperty<@Nullable Recording> recording() {
    return recording.getReadOnlyProperty();
  }

  void show(Recording read) {
    recording.set(read);
  }
}
