package dev.backdraft.app.cli.replay;

import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.replay.plan.PlanException;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plan's file, with what the command line says otherwise. */
final class PlanText {
  private final Path file;
  private String text;

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
    return new PlanText(file, Files.readString(file));
  }

  /** The plan's name without its ending. */
  String name() {
    return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
  }

  /** Replaces a setting at the top, on its own line, so that all lines keep their numbers. */
  void set(String key, String value) {
    Matcher line = Pattern.compile("(?m)^" + Pattern.quote(key) + ":.*$").matcher(text);
    String now = key + ": " + value;
    text =
        line.find()
            ? line.replaceFirst(Matcher.quoteReplacement(now))
            : text + (text.endsWith("\n") ? "" : "\n") + now + "\n";
  }

  ReplayPlan read() throws Refusal {
    Path folder = file.toAbsolutePath().getParent();
    try {
      return PlanReader.read(text, folder == null ? Path.of(".") : folder);
    } catch (PlanException wrong) {
      Remedy remedy = Remedy.of(wrong, String.valueOf(file.getFileName()));
      throw new Refusal(remedy.what(), remedy.remedy());
    }
  }
}
