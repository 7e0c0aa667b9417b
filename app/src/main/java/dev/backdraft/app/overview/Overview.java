package dev.backdraft.app.overview;

import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.EvidenceFile;
import dev.backdraft.analysis.recording.JvmInfo;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.viewers.scale.Format;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What the overview shows of a recording, as text and numbers.
 *
 * @param title the file's name
 * @param facts rows of label and value
 * @param types event types, most events first
 * @param events how many events there are in all
 * @param problems what could not be read
 * @param blindSpots what the recording could not show
 */
public record Overview(
    String title,
    List<Fact> facts,
    List<EventType> types,
    long events,
    List<Problem> problems,
    List<BlindSpotGroups.Group> blindSpots) {

  /** A label and its value. */
  public record Fact(String label, String value) {}

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /** Finds the blind spots if nobody has yet: not on the UI thread. */
  public static Overview of(Recording recording, ZoneId zone) {
    EvidenceFile file = recording.files().getFirst();
    JvmInfo jvm = recording.jvm();
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "Format",
            file.format()
                + " · "
                + counted(file.chunks(), "chunk")
                + " · "
                + Format.bytes((double) file.sizeBytes())));
    facts.add(
        new Fact(
            "Recorded",
            MOMENT.format(Instant.ofEpochSecond(0, recording.startNanos()).atZone(zone))
                + " "
                + zone.getId()
                + " · "
                + Format.duration((double) recording.durationNanos())));
    String machine = (jvm.name() + " " + jvm.version()).strip();
    facts.add(new Fact("JVM", machine.isEmpty() ? "not named in the recording" : machine));
    if (!jvm.producer().isEmpty()) {
      facts.add(new Fact("Producer", jvm.producer()));
    }
    List<EventType> types = new ArrayList<>(recording.eventTypes());
    types.sort(
        Comparator.comparingLong(EventType::count).reversed().thenComparing(EventType::name));
    long events = types.stream().mapToLong(EventType::count).sum();
    facts.add(new Fact("Events", grouped(events) + " in " + counted(types.size(), "type")));
    facts.add(
        new Fact(
            "Stacks",
            grouped(recording.stacks().size())
                + " nodes · "
                + counted(recording.methods().size(), "method")
                + " · "
                + counted(recording.threads().size(), "thread")));
    return new Overview(
        file.name(),
        facts,
        types,
        events,
        recording.problems(),
        BlindSpotGroups.of(recording.blindSpots()));
  }

  /** One line for the list of recent files. */
  public static String inOneLine(Recording recording) {
    EvidenceFile file = recording.files().getFirst();
    String version = recording.jvm().version();
    return file.format()
        + " · "
        + Format.duration((double) recording.durationNanos())
        + (version.isEmpty() ? "" : " · JDK " + version);
  }

  static String counted(long number, String noun) {
    return grouped(number) + " " + noun + (number == 1 ? "" : "s");
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
