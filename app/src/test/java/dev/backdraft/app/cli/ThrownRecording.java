package dev.backdraft.app.cli;

import java.nio.file.Path;
import jdk.jfr.Recording;

/** A small recording of this very JVM: exceptions whose number and stacks are known. */
public final class ThrownRecording {
  /** The thread that throws; others may, too. */
  static final String THREAD = "thrower";

  /** As many are thrown in {@code read} and in {@code write}, all of them below {@code serve}. */
  static final int READ = 3;

  static final int WRITE = 2;

  private ThrownRecording() {}

  private static void serve() {
    for (int i = 0; i < READ; i++) {
      read();
    }
    for (int i = 0; i < WRITE; i++) {
      write();
    }
  }

  private static void read() {
    check();
  }

  private static void write() {
    check();
  }

  private static void check() {
    try {
      throw new IllegalStateException("thrown to be counted");
    } catch (IllegalStateException counted) {
      return;
    }
  }

  /** Makes it anew. */
  public static Path in(Path folder) throws Exception {
    Path file = folder.resolve("thrown.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JavaExceptionThrow").withStackTrace();
      recording.start();
      Thread thrower = new Thread(ThrownRecording::serve, THREAD);
      thrower.start();
      thrower.join();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }
}
