package dev.backdraft.app.cli.replay;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.capture.CaptureFormat;
import dev.backdraft.analysis.reader.capture.CaptureReader;
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
import java.util.regex.Pattern;

/** A plan's file, with what the command line says otherwise. */
final class PlanText {
  /** What no plan written by hand or program comes near to. */
  private static final long MOST_BYTES = 4 << 20;

  /** A setting that every plan has, and no capture. */
  private static final Pattern CAPTURES =
      Pattern.compile("(?m)(?:^|[{,])\\s*+[\"']?captures[\"']?\\s*+:");

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
    if (Files.size(file) > MOST_BYTES) {
      CaptureFormat format = formatOf(file);
      throw format == CaptureFormat.UNKNOWN
          ? new Refusal(
              name + " is no plan: it holds " + Files.size(file) + " bytes",
              "Make one of a capture: backdraft replay --init CAPTURE -o plan.yaml")
          : capture(name, format);
    }
    try {
      return new PlanText(file, Files.readString(file));
    } catch (CharacterCodingException other) {
      CaptureFormat packed = formatOf(file);
      if (packed != CaptureFormat.UNKNOWN) {
        throw capture(name, packed);
      }
      Remedy remedy = Remedy.notUtf8(name);
      throw new Refusal(remedy.what(), remedy.remedy());
    }
  }

  /** None if it cannot be told. */
  private static CaptureFormat formatOf(Path file) {
    try {
      return CaptureReader.formatOf(file);
    } catch (EvidenceException unread) {
      return CaptureFormat.UNKNOWN;
    }
  }

  private static Refusal capture(String name, CaptureFormat format) {
    return new Refusal(
        name + " is a capture (" + format.title() + "), not a plan",
        "Make a plan of it: backdraft replay --init " + name + " -o plan.yaml");
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
      String name = String.valueOf(file.getFileName());
      CaptureFormat format = CAPTURES.matcher(text).find() ? CaptureFormat.UNKNOWN : formatOf(file);
      if (format != CaptureFormat.UNKNOWN) {
        throw capture(name, format);
      }
      Remedy remedy = Remedy.of(wrong, name);
      throw new Refusal(remedy.what(), remedy.remedy());
    }
  }
}
