package dev.backdraft.app.selection;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.viewers.timeline.TimeRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that gives the same on a terminal, in words that a shell hands on as they are. */
public final class CommandLine {
  private static final Pattern SIGNS = Pattern.compile("[\\[\\](){}.*+?^$|\\\\]");

  private CommandLine() {}

  public static String of(Look look, Path file) {
    Words words = new Words();
    boolean table = look.show() == Show.TABLE;
    boolean sandwich = look.show() == Show.SANDWICH && !look.function().isEmpty();
    words.add("backdraft").add(table ? "top" : "flame").add(file.toString());
    words.add("--event", look.kind().id());
    if (!table) {
      words.add("--format", sandwich ? "svg" : "html");
    }
    selection(look, words);
    for (Transform step : look.transforms().steps()) {
      if (step.argument().isEmpty()) {
        words.add(option(step));
      } else {
        words.add(option(step), step.argument());
      }
    }
    if (sandwich) {
      words.add("--sandwich", look.function());
    }
    if (!table && NamePattern.typed(look.search()) != null) {
      words.add("--search", look.search());
    }
    return words.line();
  }

  private static void selection(Look look, Words words) {
    TimeRange time = look.time();
    if (time != null) {
      words.add("--from", instant(time.fromNanos())).add("--to", instant(time.toNanos()));
    }
    if (!look.threads().isAll()) {
      words.add(look.threads().except() ? "--not-thread" : "--thread", pattern(look.threads()));
    }
    if (!look.states().isEmpty()) {
      String ids = String.join(",", look.states().stream().sorted().map(one -> one.id()).toList());
      words.add("--state", ids);
    }
    NamePattern frames = NamePattern.typed(look.frames());
    if (frames != null) {
      words.add("--frames", frames.isRegex() ? frames.text() : literal(frames.text()));
    }
    if (look.by() != By.METHOD) {
      words.add("--by", look.by().id());
    }
    if (look.weighing() == Weighing.COUNT) {
      words.add("--count");
    }
  }

  private static String option(Transform step) {
    boolean plain = step.argument().isEmpty();
    return switch (step.kind()) {
      case ONLY_MY_CODE -> plain ? "--only-my-code" : "--only-packages";
      case COLLAPSE_RECURSION -> plain ? "--collapse-recursion" : "--collapse-recursion-of";
      case INVERT -> "--bottom-up";
      case FOCUS_FUNCTION, FOCUS_SUBTREE, HIDE_FUNCTION, MERGE_FUNCTION, MERGE_LIBRARY ->
          "--" + step.kind().id();
    };
  }

  private static String pattern(ThreadChoice threads) {
    return Stream.concat(threads.groups().stream(), threads.threads().stream())
        .map(name -> "^" + literal(name) + "$")
        .collect(Collectors.joining("|"));
  }

  /** As an expression that matches just this. */
  private static String literal(String text) {
    return SIGNS.matcher(text).replaceAll("\\\\$0");
  }

  private static String instant(long nanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
        .toString();
  }

  /** Words of a command, quoted for a shell. */
  private static final class Words {
    private final List<String> words = new ArrayList<>();

    Words add(String word) {
      words.add(quoted(word));
      return this;
    }

    /** What begins with a dash would be taken for an option, unless it is joined to its own. */
    Words add(String option, String value) {
      return value.startsWith("-") ? add(option + "=" + value) : add(option).add(value);
    }

    /** In single quotes where a shell would take it apart. */
    private static String quoted(String word) {
      boolean plain = word.matches("[A-Za-z0-9_./:@%+=,-]+");
      return plain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    String line() {
      return String.join(" ", words);
    }
  }
}
