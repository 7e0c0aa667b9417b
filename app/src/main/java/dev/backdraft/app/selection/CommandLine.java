package dev.backdraft.app.selection;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.viewers.timeline.TimeRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command that gives the same on a terminal, as far as it can; the rest is named behind it. */
public final class CommandLine {
  private CommandLine() {}

  public static String of(Look look, Path file) {
    List<String> words = new ArrayList<>(List.of("backdraft"));
    List<String> missing = new ArrayList<>();
    words.add(look.show() == Show.TABLE ? "top" : "flame");
    words.add(quoted(file.toString()));
    words.addAll(List.of("--event", look.kind().id()));
    if (look.show() != Show.TABLE) {
      words.addAll(List.of("--format", "html"));
    }
    TimeRange time = look.time();
    if (time != null) {
      words.addAll(List.of("--from", instant(time.fromNanos())));
      words.addAll(List.of("--to", instant(time.toNanos())));
    }
    threads(look.threads(), words, missing);
    if (!look.states().isEmpty()) {
      String ids = String.join(",", look.states().stream().sorted().map(one -> one.id()).toList());
      words.addAll(List.of("--state", ids));
    }
    if (look.by() != By.METHOD) {
      words.addAll(List.of("--by", look.by().id()));
    }
    if (look.weighing() == Weighing.COUNT) {
      words.add("--count");
    }
    if (look.bottomUp() && look.show() != Show.TABLE) {
      words.add("--bottom-up");
    }
    look.transforms().steps().stream()
        .filter(step -> step.kind() != Transform.Kind.INVERT)
        .forEach(step -> missing.add(step.describe()));
    if (!look.frames().isEmpty()) {
      missing.add("stacks with " + look.frames());
    }
    if (look.show() == Show.SANDWICH) {
      missing.add("sandwich of " + look.function());
    }
    String command = String.join(" ", words);
    return missing.isEmpty() ? command : command + "  # without: " + String.join("; ", missing);
  }

  private static void threads(ThreadChoice threads, List<String> words, List<String> missing) {
    if (threads.isAll()) {
      return;
    }
    if (threads.except()) {
      missing.add("threads: " + threads.describe());
      return;
    }
    List<String> patterns =
        Stream.concat(threads.groups().stream(), threads.threads().stream())
            .map(name ->
                "^"
                    + Pattern.compile("[\\[\\](){}.*+?^$|\\\\]").matcher(name).replaceAll("\\\\$0")
                    + "$")
            .toList();
    words.addAll(List.of("--thread", quoted(String.join("|", patterns))));
  }

  private static String instant(long nanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
        .toString();
  }

  /** In single quotes where a shell would take it apart. */
  private static String quoted(String word) {
    boolean plain = word.matches("[A-Za-z0-9_./:@%+=,-]+");
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
