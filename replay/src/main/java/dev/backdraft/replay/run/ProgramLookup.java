package dev.backdraft.replay.run;

import dev.backdraft.replay.target.TargetCommand;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the program that a target is started by is there. */
final class ProgramLookup {
  /** What Windows adds to a program's name. */
  private static final List<String> ENDINGS = List.of("", ".exe", ".cmd", ".bat", ".com");

  private ProgramLookup() {}

  /** Looks where the system will look: beside the folder it is started in, or along the path. */
  static boolean finds(TargetCommand command, String pathVariable) {
    String program = command.command().getFirst();
    if (program.contains("{")) {
      return true; // Known only when its port and its state are.
    }
    try {
      for (Path place : places(program, command, pathVariable)) {
        for (String ending : windows() ? ENDINGS : List.of("")) {
          Path file = Path.of(place + ending);
          if (Files.isRegularFile(file) && Files.isExecutable(file)) {
            return true;
          }
        }
      }
    } catch (InvalidPathException noFile) {
      return false;
    }
    return false;
  }

  private static List<Path> places(String program, TargetCommand command, String pathVariable) {
    if (program.contains("/") || program.contains(File.separator)) {
      return List.of(command.folder().resolve(program));
    }
    String folders = command.environment().getOrDefault("PATH", pathVariable);
    List<Path> places = new ArrayList<>();
    for (String folder : folders.split(File.pathSeparator, -1)) {
      places.add(command.folder().resolve(folder).resolve(program));
    }
    return places;
  }

  private static boolean windows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }
}
