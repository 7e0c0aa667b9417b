package dev.backdraft.replay.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a class of ours in a JVM of its own, with the runtime and the jars that run now. */
public final class OwnJava {
  private OwnJava() {}

  /** The command line. */
  public static List<String> command(List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath());
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }

  /** No module is needed there: the same jars do, wherever they were found. */
  private static String classPath() {
    String modules = System.getProperty("jdk.module.path", "");
    String classes = System.getProperty("java.class.path", "");
    String separator =
        modules.isEmpty() || classes.isEmpty() ? "" : System.getProperty("path.separator");
    return classes + separator + modules;
  }
}
