package dev.backdraft.app.cli.replay;

import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.replay.plan.PlanException;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A plan's file, with what the command line says otherwise. */
final class PlanText {
  private final Path file;
  private final String text;
  private final Map<String, String> instead = new LinkedHashMap<>();

  private PlanText(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  static PlanText of(Path file) throws Refusal, IOException {
    String name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) {
      throw new Refusal(
          name + ": there is no such plan", "Make one: backdraft replay --init CAPTURE -o " + name);
    }
    try {
      return new PlanText(file, Files.readString(file));
    } catch (CharacterCodingException other) {
      Remedy remedy = Remedy.notUtf8(name);
      throw new Refusal(remedy.what(), remedy.remedy());
    }
  }

  /** The plan's name without its ending. */
  String name() {
    return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
  }

  /** Another value for a setting at the top, whatever the file says. */
  void set(String key, String value) {
    instead.put(key, value);
  }

  ReplayPlan read() throws Refusal {
    Path folder = file.toAbsolutePath().getParent();
    try {
      return PlanReader.read(text, folder == null ? Path.of(".") : folder, instead);
    } catch (PlanException wrong) {
      Remedy remedy = Remedy.of(wrong, String.valueOf(file.getFileName()));
      throw new Refusal(remedy.what(), remedy.remedy());
    }
  }
}
