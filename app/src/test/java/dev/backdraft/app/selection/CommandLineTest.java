package dev.backdraft.app.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.ThreadState;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.cli.Cli;
import dev.backdraft.viewers.timeline.TimeRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

final class CommandLineTest {
  private static final Path FILE = Path.of("my file.jfr");
  private static final long NOON =
      Instant.parse("2026-03-12T12:00:00Z").getEpochSecond() * 1_000_000_000L;
  private static final Look PLAIN = Look.at(SampleKind.CPU);
  private static final Look NARROW =
      PLAIN
          .withTime(new TimeRange(NOON, NOON + 36_000_000_000L))
          .withThreads(ThreadChoice.only(List.of("http-worker-*"), List.of()))
          .withStates(Set.of(ThreadState.RUNNABLE))
          .withWeighing(Weighing.COUNT)
          .withBy(By.CLASS)
          .with(Transform.of(Transform.Kind.INVERT));

  @Test
  void aLookIsACommandThatCanBeRun() {
    assertThat(CommandLine.of(PLAIN, Path.of("a.jfr")))
        .isEqualTo("backdraft flame a.jfr --event cpu --format html");
    assertThat(CommandLine.of(NARROW, FILE))
        .isEqualTo(
            "backdraft flame 'my file.jfr' --event cpu --format html"
                + " --from 2026-03-12T12:00:00Z --to 2026-03-12T12:00:36Z"
                + " --thread '^http-worker-\\*$' --state runnable --by class --count --bottom-up");
  }

  @Test
  void everyShowOfALookIsParsedBackByItsCommand() {
    for (Show show : Show.values()) {
      List<String> words = words(CommandLine.of(NARROW.withShow(show), FILE));
      ParseResult parsed = parsed(words);
      assertThat(parsed.commandSpec().name()).isEqualTo(show == Show.TABLE ? "top" : "flame");
      assertThat(parsed.matchedPositional(0).<List<Path>>getValue()).contains(FILE);
    }
  }

  private static ParseResult parsed(List<String> words) {
    String[] args = words.subList(1, words.size()).toArray(String[]::new);
    return Cli.commandLine().parseArgs(args).subcommand();
  }

  /** As a shell takes a line apart: words with single quotes, and a comment behind them. */
  private static List<String> words(String line) {
    Matcher word = Pattern.compile("((?:[^\\s'\\\\#]|'[^']*'|\\\\.)+)|(#.*)").matcher(line);
    List<String> words = new ArrayList<>();
    while (word.find() && word.group(1) != null) {
      StringBuilder text = new StringBuilder();
      Matcher part = Pattern.compile("'([^']*)'|\\\\(.)|([^'\\\\]+)").matcher(word.group(1));
      while (part.find()) {
        text.append(part.group(1) != null ? part.group(1) : "")
            .append(part.group(2) != null ? part.group(2) : "")
            .append(part.group(3) != null ? part.group(3) : "");
      }
      words.add(text.toString());
    }
    return words;
  }
}
