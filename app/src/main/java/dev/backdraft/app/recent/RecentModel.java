package dev.backdraft.app.recent;

import dev.backdraft.app.problem.Remedy;
import dev.backdraft.app.work.Ending;
import dev.backdraft.app.work.Work;
import dev.backdraft.persistence.RecentFile;
import dev.backdraft.persistence.StoreException;
import dev.backdraft.persistence.WorkbenchStore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The recent files, newest first. The store is asked off the UI thread. */
public final class RecentModel {
  private static final int SHOWN = 12;

  private final Work work;
  private final WorkbenchStore store;
  private final Consumer<Remedy> troubles;
  private final ObservableList<RecentFile> files = FXCollections.observableArrayList();

  /** Kept, for it holds on to the list only weakly: one made per call would fall silent. */
  private final ObservableList<RecentFile> filesShown =
      FXCollections.unmodifiableObservableList(files);

  public RecentModel(Work work, WorkbenchStore store, Consumer<Remedy> troubles) {
    this.work = work;
    this.store = store;
    this.troubles = troubles;
  }

  public ObservableList<RecentFile> files() {
    return filesShown;
  }

  public void load() {
    run("load", () -> {});
  }

  public void remember(Path file, long sizeBytes, String about) {
    run("remember " + file, () -> store.remember(file, sizeBytes, about));
  }

  public void forget(Path file) {
    run("forget " + file, () -> store.forget(file));
  }

  /** Keeps a setting for the next start. */
  public void keep(String key, String value) {
    run("set " + key, () -> store.set(key, value));
  }

  @FunctionalInterface
  private interface Change {
    void make() throws StoreException;
  }

  private void run(String what, Change change) {
    work.start(
        "store " + what,
        "",
        activity -> {
          change.make();
          return store.recentFiles(SHOWN);
        },
        new Ending<List<RecentFile>>() {
          @Override
          public void done(List<RecentFile> now) {
            files.setAll(now);
          }

          @Override
          public boolean failed(Exception failure) {
            if (failure instanceof StoreException expected) {
              troubles.accept(Remedy.of(expected));
              return true;
            }
            return false;
          }
        });
  }
}
