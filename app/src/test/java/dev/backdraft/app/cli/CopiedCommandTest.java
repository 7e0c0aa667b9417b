package dev.backdraft.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.ThreadChoice;
import dev.backdraft.analysis.query.ThreadState;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.selection.CommandLine;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.Show;
import dev.backdraft.viewers.timeline.TimeRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

final class CopiedCommandTest {
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

  /** Every kind of step, twice turned round, with names that a shell would take apart. */
  private static final Transforms STEPS =
      Transforms.of(
          new Transform(Transform.Kind.FOCUS_FUNCTION, "com.acme.Cart$Row.<init>"),
          Transform.of(Transform.Kind.INVERT),
          new Transform(Transform.Kind.HIDE_FUNCTION, "operator new(unsigned long)"),
          new Transform(Transform.Kind.FOCUS_SUBTREE, "a.B.c;it's;-[NSObject init]"),
          Transform.of(Transform.Kind.INVERT),
          new Transform(Transform.Kind.MERGE_FUNCTION, "-[NSObject init]"),
          new Transform(Transform.Kind.MERGE_LIBRARY, "java.util"),
          Transform.of(Transform.Kind.ONLY_MY_CODE),
          new Transform(Transform.Kind.ONLY_MY_CODE, "com.acme, com.shop"),
          Transform.of(Transform.Kind.COLLAPSE_RECURSION),
          new Transform(Transform.Kind.COLLAPSE_RECURSION, "a.B.c"),
          new Transform(Transform.Kind.HIDE_FUNCTION, "x"));

  @Test
  void everyStepIsParsedBackInItsOrder() {
    for (Show show : Show.values()) {
      Look look = PLAIN.withTransforms(STEPS).around("a.B.c").withShow(show);
      assertThat(narrowing(parsed(words(CommandLine.of(look, FILE)))).transforms())
          .isEqualTo(STEPS);
    }
  }

  @Test
  void threadsFramesSearchAndFunctionAreParsedBack() {
    Look look =
        PLAIN
            .withThreads(ThreadChoice.except(List.of("pool (1)"), List.of("-odd")))
            .withFrames("$Proxy")
            .withSearch("/get|set/");
    String line = CommandLine.of(look, FILE);
    assertThat(line).doesNotContain("#");
    ParseResult parsed = parsed(words(line));
    assertThat(parsed.matchedOption("--not-thread").<NamePattern>getValue())
        .isEqualTo(NamePattern.regex("^pool \\(1\\)$|^-odd$"));
    NamePattern frames = parsed.matchedOption("--frames").getValue();
    assertThat(frames.matches("jdk.proxy2.$Proxy31.get")).isTrue();
    assertThat(frames.matches("jdk.Proxy")).isFalse();
    assertThat(parsed.matchedOption("--search").<String>getValue()).isEqualTo("/get|set/");
    ParseResult around = parsed(words(CommandLine.of(look.around("a.B.<init>"), FILE)));
    assertThat(around.matchedOption("--sandwich").<String>getValue()).isEqualTo("a.B.<init>");
    assertThat(narrowing(around).transforms()).isEqualTo(Transforms.NONE);
  }

  @Test
  void aStepWithoutItsNameIsUsage() {
    assertThat(Said.by("flame", "x.jfr", "--format", "svg", "--focus").exit()).isEqualTo(2);
    assertThat(Said.by("top", "x.jfr", "--hide=").err()).contains("--hide needs a name");
  }

  private static Narrowing narrowing(ParseResult parsed) {
    return (Narrowing)
        Objects.requireNonNull(parsed.commandSpec().mixins().get("narrowing")).userObject();
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
