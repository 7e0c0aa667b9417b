package dev.backdraft.app.problem;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The copyable report of an unexpected error: versions and where it happened. An exception's
 * message may quote a file, so only the types and the places of our own and of library code are
 * kept.
 */
public final class ErrorReport {
  private static final int FRAMES_KEPT = 40;

  private ErrorReport() {}

  public static String of(Throwable error, String version) {
    StringBuilder text = new StringBuilder(2_000);
    line(text, "Backdraft " + version);
    line(text, "Java " + property("java.version") + " (" + property("java.vm.name") + ")");
    line(text, "JavaFX " + System.getProperty("javafx.runtime.version", "not started"));
    line(text, property("os.name") + " " + property("os.version") + " " + property("os.arch"));
    Runtime runtime = Runtime.getRuntime();
    line(
        text,
        "Memory "
            + ((runtime.totalMemory() - runtime.freeMemory()) >> 20)
            + " of "
            + (runtime.maxMemory() >> 20)
            + " MB, "
            + runtime.availableProcessors()
            + " processors");
    line(text, "");
    trace(text, error, Collections.newSetFromMap(new IdentityHashMap<>()));
    return text.toString();
  }

  private static void trace(StringBuilder text, Throwable error, Set<Throwable> told) {
    if (!told.add(error)) {
      return;
    }
    line(text, error.getClass().getName());
    StackTraceElement[] frames = error.getStackTrace();
    for (int i = 0; i < Math.min(frames.length, FRAMES_KEPT); i++) {
      line(text, "  at " + frames[i]);
    }
    if (frames.length > FRAMES_KEPT) {
      line(text, "  and " + (frames.length - FRAMES_KEPT) + " more");
    }
    if (error.getCause() != null) {
      text.append("caused by ");
      trace(text, error.getCause(), told);
    }
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }
}
