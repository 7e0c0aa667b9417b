package dev.backdraft.viewers.threads;

import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.ThreadLoad;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.surface.Dress;
import dev.backdraft.viewers.surface.FrameLoop;
import dev.backdraft.viewers.surface.Latest;
import dev.backdraft.viewers.surface.UiThread;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;

/**
 * Threads by groups, heaviest first, to be chosen: marks, "only these", "not these", "all". The
 * result is a {@link ThreadChoice}. UI thread.
 */
public final class ThreadChooser extends Control {
  private final ObjectProperty<@Nullable ThreadLoad> load =
      new SimpleObjectProperty<>(this, "load");
  private final ObjectProperty<ThreadChoice> choice =
      new SimpleObjectProperty<>(this, "choice", ThreadChoice.ALL);
  private final StringProperty find = new SimpleStringProperty(this, "find", "");
  private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(this, "theme", Theme.DARK);
  private final StringProperty emptyMessage =
      new SimpleStringProperty(this, "emptyMessage", "The recording names no threads.");
  private final ReadOnlyObjectWrapper<@Nullable ChooserRows> rows =
      new ReadOnlyObjectWrapper<>(this, "rows");
  private final Latest arranging;
  private BitSet open = new BitSet();

  public ThreadChooser() {
    this(FrameLoop.sharedPainter(), UiThread.INSTANCE);
  }

  /**
   * With threads of one's own: a test runs everything at once.
   *
   * @param worker sorts and finds
   * @param ui leads back to the UI thread
   */
  public ThreadChooser(Executor worker, Executor ui) {
    this.arranging = new Latest(worker, ui);
    getStyleClass().add("thread-chooser");
    Dress.sheet(this);
    Dress.theme(this, getTheme());
    theme.addListener((property, before, now) -> Dress.theme(this, now));
    load.addListener((property, before, now) -> {
      boolean same = before != null && now != null && before.table() == now.table();
      open = same ? open : new BitSet();
      arrange();
    });
    find.addListener((property, before, now) -> arrange());
  }

  private void arrange() {
    ThreadLoad wanted = load.get();
    if (wanted == null) {
      arranging.forget();
      rows.set(null);
      return;
    }
    BitSet opened = (BitSet) open.clone();
    NamePattern pattern = NamePattern.typed(find.get());
    arranging.ask(() -> ChooserRows.of(wanted, opened, pattern), rows::set);
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new ThreadChooserSkin(this);
  }

  @Override
  protected double computePrefWidth(double height) {
    return 360;
  }

  @Override
  protected double computePrefHeight(double width) {
    return 420;
  }

  ReadOnlyObjectProperty<@Nullable ChooserRows> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /** Shows a group's threads, or no longer. */
  void setOpen(int group, boolean wanted) {
    if (open.get(group) != wanted) {
      open.set(group, wanted);
      arrange();
    }
  }

  /** The other way round for one line. */
  void toggle(int line) {
    ThreadLoad shown = load.get();
    if (shown != null) {
      setChoice(
          ChooserRows.isGroup(line)
              ? getChoice().toggleGroup(shown.table(), shown.groups(), ChooserRows.group(line))
              : getChoice().toggleThread(shown.table(), shown.groups(), line));
    }
  }

  /** Only the lines, or all but them. */
  void choose(List<Integer> lines, boolean except) {
    ChooserRows shown = rows.get();
    if (shown == null || lines.isEmpty()) {
      return;
    }
    List<String> groups = new ArrayList<>();
    List<String> threads = new ArrayList<>();
    for (int line : lines) {
      (ChooserRows.isGroup(line) ? groups : threads).add(shown.name(line));
    }
    setChoice(except ? ThreadChoice.except(groups, threads) : ThreadChoice.only(groups, threads));
  }

  /** Takes everything that is not chosen now, and nothing that is. */
  public void invert() {
    ThreadChoice now = getChoice();
    setChoice(new ThreadChoice(!now.except(), now.groups(), now.threads()));
  }

  public void chooseAll() {
    setChoice(ThreadChoice.ALL);
  }

  /** The threads to choose from; null shows the empty message. */
  public ObjectProperty<@Nullable ThreadLoad> loadProperty() {
    return load;
  }

  public void setLoad(@Nullable ThreadLoad value) {
    load.set(value);
  }

  public @Nullable ThreadLoad getLoad() {
    return load.get();
  }

  /** What is chosen; {@link ThreadChoice#ids} turns it into the threads of a selection. */
  public ObjectProperty<ThreadChoice> choiceProperty() {
    return choice;
  }

  public ThreadChoice getChoice() {
    return choice.get();
  }

  public void setChoice(ThreadChoice value) {
    choice.set(value);
  }

  /** What was typed to find names: plain text, or an expression behind a slash. */
  public StringProperty findProperty() {
    return find;
  }

  public ObjectProperty<Theme> themeProperty() {
    return theme;
  }

  public Theme getTheme() {
    return theme.get();
  }

  public void setTheme(Theme value) {
    theme.set(value);
  }

  public StringProperty emptyMessageProperty() {
    return emptyMessage;
  }
}
