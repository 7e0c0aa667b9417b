package dev.backdraft.app.cli;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Recording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backdraft events}: events of any type with every field, in the order of time. */
@Command(
    name = "events",
    description = "Events of any type, every field, in the order of time.",
    footer = {
      "",
      "Example: backdraft events checkout.jfr --type jdk.JavaMonitorEnter --where 'duration>20ms'"
    })
final class EventsCommand implements Callable<Integer> {
  /** A table of more fields than this is not kept in memory for a few of its events. */
  private static final long LARGE_CELLS = 4_000_000;

  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, read as one recording.")
  private List<Path> files = List.of();

  @Option(
      names = "--type",
      paramLabel = "NAME",
      description = "Only this type, as jdk.ThreadPark or ThreadPark; may be given several times.")
  private List<String> types = List.of();

  @Option(
      names = "--where",
      paramLabel = "TEST",
      converter = FieldTest.Converter.class,
      description =
          "Only events of which a field passes: field=value, !=, <, <=, >, >=, or field~regex."
              + " May be given several times; all must pass.")
  private List<FieldTest> tests = List.of();

  @Mixin private TimeRange time = new TimeRange();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many events; 0 for all (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print the form that docs/cli.md describes.")
  private boolean json;

  @Mixin private Output output = new Output();
  @Mixin private Input input = new Input();

  EventsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    try (Recording recording = input.open(files, terminal)) {
      String beside = time.beside(recording);
      if (!beside.isEmpty()) {
        terminal.say(beside);
      }
      EventStream stream = stream(recording);
      input.decoded(recording, terminal);
      EventText text = new EventText(recording);
      output.write(
          terminal,
          out -> {
            if (json) {
              text.json(stream, out);
            } else {
              text.plain(stream, out);
            }
          });
      if (stream.left() > 0) {
        terminal.say(stream.left() + " more events; --limit 0 prints all");
      }
    }
    return input.end(terminal);
  }

  /** The types asked for; a name without its package will do where it is the only one. */
  private List<EventType> wanted(Recording recording) throws Refusal {
    if (types.isEmpty()) {
      return recording.eventTypes();
    }
    List<EventType> found = new ArrayList<>();
    List<String> names = recording.eventTypes().stream().map(EventType::name).toList();
    for (String name : types) {
      List<EventType> same =
          recording.eventTypes().stream()
              .filter(type -> type.name().equals(name) || type.name().endsWith("." + name))
              .toList();
      if (same.isEmpty()) {
        throw new Refusal(
            "the recording holds no events of type '" + name + "'" + Suggestion.of(name, names),
            "See which types it has: backdraft summary FILE");
      }
      found.addAll(same);
    }
    return found;
  }

  /** Of each type only what the limit can reach, so that a large recording needs little memory. */
  private EventStream stream(Recording recording) throws Refusal {
    List<EventTable> tables = new ArrayList<>();
    long all = 0;
    for (EventType type : wanted(recording)) {
      EventTable table = recording.events(type.name());
      int[] rows = rows(recording, table);
      all += rows.length;
      int reached = limit <= 0 ? rows.length : Math.min(limit, rows.length);
      if (reached == table.rows()) {
        tables.add(table);
        continue;
      }
      tables.add(table.pick(Arrays.copyOf(rows, reached)));
      if ((long) table.rows() * type.fields().size() > LARGE_CELLS) {
        recording.forgetEvents(type.name());
      }
    }
    return EventStream.byTime(tables, limit, all);
  }

  /** The events that pass, in the order of time. */
  private int[] rows(Recording recording, EventTable table) {
    TimeRange.Span span = time.of(recording);
    long first = span.fromNanos();
    long end = span.toNanos();
    int startTime = table.field("startTime");
    FieldTest.Bound[] bound =
        tests.stream().map(test -> test.bind(recording, table)).toArray(FieldTest.Bound[]::new);
    int[] rows = new int[table.rows()];
    int count = 0;
    for (int row = 0; row < table.rows(); row++) {
      long at = startTime < 0 ? first : table.longs(startTime)[row];
      if (at >= first && at < end && passes(bound, row)) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  private static boolean passes(FieldTest.Bound[] tests, int row) {
    for (FieldTest.Bound test : tests) {
      if (!test.passes(row)) {
        return false;
      }
    }
    return true;
  }
}
