package dev.backdraft.app.cli;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.EvidenceFile;
import dev.backdraft.analysis.recording.JvmInfo;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.app.problem.Remedy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code backdraft summary}: what a file is, how long, from which JVM, which events, which
 * problems.
 */
@Command(
    name = "summary",
    description = "What it is, how long, from which JVM, events by type, problems.",
    footer = {"", "Example: backdraft summary before.jfr after.jfr --json"})
final class SummaryCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, each summed up for itself.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Print the form that docs/cli.md describes.")
  private boolean json;

  @Mixin private Output output = new Output();
  @Mixin private Input input = new Input();

  SummaryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    Json form = new Json().object().array("files");
    List<EvidenceException> refused = new ArrayList<>();
    for (Path file : files) {
      try (Recording recording = input.open(List.of(file), terminal)) {
        if (json) {
          write(form, recording);
        } else {
          print(out, recording);
        }
      } catch (EvidenceException refusal) {
        if (files.size() == 1) {
          throw refusal;
        }
        // The others' answers are not lost for it.
        refused.add(refusal);
      }
    }
    String answer = json ? form.end().end().toString() : text.toString();
    output.write(terminal, to -> to.write(answer.getBytes(StandardCharsets.UTF_8)));
    int code = input.end(terminal);
    refused.forEach(refusal -> terminal.say(Remedy.of(refusal).text()));
    return refused.isEmpty() ? code : ExitCode.FAILED;
  }

  private static void print(PrintWriter out, Recording recording) {
    EvidenceFile file = recording.files().getFirst();
    out.println(file.name());
    row(
        out,
        "Format",
        file.format()
            + ", "
            + file.chunks()
            + (file.chunks() == 1 ? " chunk, " : " chunks, ")
            + grouped(file.sizeBytes())
            + " bytes");
    row(
        out,
        "Time",
        Instant.ofEpochSecond(0, recording.startNanos())
            + String.format(Locale.ROOT, ", %.3f s", recording.durationNanos() / 1e9));
    JvmInfo jvm = recording.jvm();
    row(out, "JVM", (jvm.name() + " " + jvm.version()).strip() + " (" + jvm.producer() + ")");
    long events = recording.eventTypes().stream().mapToLong(EventType::count).sum();
    row(out, "Events", grouped(events) + " in " + recording.eventTypes().size() + " types");
    for (EventType type : byCount(recording)) {
      out.printf(Locale.ROOT, "  %14s  %s%n", grouped(type.count()), type.name());
    }
    section(out, "Problems", recording.problems().stream().map(Problem::message).toList());
    section(
        out,
        "Blind spots",
        recording.blindSpots().stream().map(spot -> spot.what() + " " + spot.remedy()).toList());
    out.println();
  }

  private static void section(PrintWriter out, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println("  " + title);
      lines.forEach(line -> out.println("    " + line));
    }
  }

  private static void row(PrintWriter out, String name, String value) {
    out.printf(Locale.ROOT, "  %-10s %s%n", name, value);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static List<EventType> byCount(Recording recording) {
    List<EventType> types = new ArrayList<>(recording.eventTypes());
    types.sort(
        Comparator.comparingLong(EventType::count).reversed().thenComparing(EventType::name));
    return types;
  }

  private static void write(Json json, Recording recording) {
    EvidenceFile file = recording.files().getFirst();
    json.object()
        .field("file", file.name())
        .field("format", file.format())
        .field("sizeBytes", file.sizeBytes())
        .field("chunks", file.chunks())
        .field("startNanos", recording.startNanos())
        .field("durationNanos", recording.durationNanos());
    JvmInfo jvm = recording.jvm();
    json.object("jvm")
        .field("name", jvm.name())
        .field("version", jvm.version())
        .field("pid", jvm.pid())
        .field("startNanos", jvm.startNanos())
        .field("producer", jvm.producer())
        .end();
    json.object("events");
    recording.eventTypes().stream()
        .sorted(Comparator.comparing(EventType::name))
        .forEach(type -> json.field(type.name(), type.count()));
    json.end().array("problems");
    for (Problem problem : recording.problems()) {
      json.object()
          .field("kind", problem.kind().id())
          .field("file", problem.file())
          .field("offset", problem.offset())
          .field("lostBytes", problem.lostBytes())
          .field("expected", problem.expected())
          .field("found", problem.found())
          .end();
    }
    json.end().array("blindSpots");
    for (BlindSpot spot : recording.blindSpots()) {
      json.object().field("id", spot.id()).array("kinds");
      spot.kinds().stream().map(kind -> kind.id()).sorted().forEach(json::value);
      json.end().field("what", spot.what()).field("remedy", spot.remedy()).end();
    }
    json.end().end();
  }
}
