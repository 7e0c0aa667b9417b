package dev.backdraft.app.result;

import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.app.result.VerdictPage.Tone;
import java.util.Comparator;
import java.util.List;

/** What a field that differs means for the fix: only what counts against it is shown as bad. */
final class FieldMeaning {
  private static final List<String> ORDER =
      List.of("against", "doubtful", "declared", "failure", "mended", "ignored", "seen");

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

  /** As short as what is said of a figure. */
  static String call(JsonNode worst) {
    return switch (tone(worst)) {
      case BAD -> "against the fix";
      case DOUBT -> worst.get("meaning").asText().equals("doubtful") ? "not settled" : words(worst);
      case GOOD, PLAIN -> words(worst);
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

  /** What decides first. */
  static final Comparator<JsonNode> WORST_FIRST =
      Comparator.comparingInt(field -> {
        int place = ORDER.indexOf(field.get("meaning").asText());
        return place >= 0 ? place : certain(field) ? 0 : ORDER.size();
      });

  /** One that is not certain decides nothing. */
  static Tone toneOfAll(JsonNode worst) {
    return worst.get("meaning").asText().equals("seen") ? Tone.PLAIN : tone(worst);
  }

  /** Whether it is told at all. */
  static boolean isListed(JsonNode field) {
    return field.get("listed").asText().equals("true") || certain(field);
  }

  private static boolean certain(JsonNode field) {
    return field.get("certain").asText().equals("true");
  }
}
