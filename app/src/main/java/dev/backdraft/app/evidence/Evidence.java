package dev.backdraft.app.evidence;

import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.work.Activity;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** A file on its way in, or open. */
public final class Evidence {
  private final Path file;
  private final ReadOnlyObjectWrapper<@Nullable Recording> recording =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper whole = new ReadOnlyBooleanWrapper();
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(Activity.UNKNOWN);
  private final ReadOnlyObjectWrapper<Role> role = new ReadOnlyObjectWrapper<>(Role.NONE);

  Evidence(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  public String name() {
    return String.valueOf(file.getFileName());
  }

  /** By which the window knows it, as long as it is open. */
  public String id() {
    return file.toString();
  }

  /** Null until the first part has been read; the whole then takes that part's place. */
  public ReadOnlyObjectProperty<@Nullable Recording> recording() {
    return recording.getReadOnlyProperty();
  }

  /** False while there is more to come. */
  public ReadOnlyBooleanProperty whole() {
    return whole.getReadOnlyProperty();
  }

  /** How much has been read, 0 to 1, or {@link Activity#UNKNOWN}. */
  public ReadOnlyDoubleProperty progress() {
    return progress.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Role> role() {
    return role.getReadOnlyProperty();
  }

  void play(Role now) {
    role.set(now);
  }

  void follow(Activity activity) {
    progress.bind(activity.fraction());
  }

  void showFirst(Recording part) {
    recording.set(part);
  }

  void show(Recording read) {
    progress.unbind();
    whole.set(true);
    recording.set(read);
  }

  /** Lets go of everything that was read. */
  void close() {
    progress.unbind();
    Recording open = recording.get();
    recording.set(null);
    if (open != null) {
      open.close();
    }
  }
}
