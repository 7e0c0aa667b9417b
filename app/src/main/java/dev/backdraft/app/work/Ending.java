package dev.backdraft.app.work;

/** How a piece of work ended; told once, on the UI thread. */
public interface Ending<T> {
  void done(T result);

  /** True if this failure is one that the caller explains; anything else is a bug. */
  default boolean failed(Exception failure) {
    return false;
  }

  /** Cancelled by the person, replaced by newer work, or ended by a bug. */
  default void cancelled() {}

  /** A result that came too late; let go of what it holds. */
  default void dropped(T result) {}
}
