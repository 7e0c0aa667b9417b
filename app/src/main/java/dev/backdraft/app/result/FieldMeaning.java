package dev.backdraft.app.result;

import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.app.result.VerdictPage.Tone;

/** What a field that differs means for the fix: only what counts against it is shown as bad. */
final class FieldMeaning {
  private FieldMeaning() {}

  /** In a few words; of a result of an older version by whether the change was certain. */
  static String words(JsonNode field) {
    return switch (field.get("meaning").asText()) {
      case "declared", "mended", "ignored" -> field.get("meaning").asText();
      case "failure" -> "judged as a failure";
      case "against" -> "counts against the fix";
      case "doubtful" -> "may count against the fix";
      case "seen" -> "not certain";
      default -> certain(field) ? "certain" : "not certain";
    };
  }

  static Tone tone(JsonNode field) {
    return switch (field.get("meaning").asText()) {
      case "declared", "mended", "ignored", "failure" -> Tone.PLAIN;
      case "against" -> Tone.BAD;
      case "doubtful", "seen" -> Tone.DOUBT;
      default -> certain(field) ? Tone.BAD : Tone.DOUBT;
    };
  }

  private static boolean certain(JsonNode field) {
    return field.get("certain").asText().equals("true");
  }
}
