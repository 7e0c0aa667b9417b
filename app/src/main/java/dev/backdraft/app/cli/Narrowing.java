package dev.backdraft.app.cli;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.MissingKind;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.ThreadGroups;
import dev.backdraft.analysis.query.ThreadState;
import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.ThreadTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which samples, of which time and threads, and how to add them up. */
final class Narrowing {
  @Option(
      names = "--event",
      paramLabel = "KIND",
      defaultValue = "cpu",
      completionCandidates = Kinds.class,
      converter = KindConverter.class,
      description = "Which samples: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private SampleKind event = SampleKind.CPU;

  @Mixin private TimeRange time = new TimeRange();

  @Option(
      names = "--thread",
      paramLabel = "REGEX",
      converter = PatternConverter.class,
      description = "Only threads whose name or pool matches.")
  private @Nullable NamePattern thread;

  @Option(
      names = "--not-thread",
      paramLabel = "REGEX",
      converter = PatternConverter.class,
      description = "Only threads whose name and pool do not match.")
  private @Nullable NamePattern notThread;

  @Option(
      names = "--frames",
      paramLabel = "REGEX",
      converter = PatternConverter.class,
      description = "Only stacks with a frame that matches.")
  private @Nullable NamePattern frames;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      completionCandidates = States.class,
      converter = StateConverter.class,
      description = "Only threads that were: ${COMPLETION-CANDIDATES}; several with a comma.")
  private @Nullable Set<ThreadState> states;

  @Option(
      names = "--by",
      paramLabel = "LEVEL",
      defaultValue = "method",
      completionCandidates = Levels.class,
      converter = LevelConverter.class,
      description = "What a frame is: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private By by = By.METHOD;

  @Mixin private Reshaping reshaping = new Reshaping();

  @Option(names = "--count", description = "Count events instead of adding up their weight.")
  private boolean count;

  SampleKind event() {
    return event;
  }

  By by() {
    return by;
  }

  Transforms transforms() {
    return reshaping.transforms();
  }

  /** The call tree of what the options select. */
  CallTree tree(Recording recording, Transforms transforms) throws Refusal {
    check(recording);
    return CallTree.once(recording, selection(recording), by, transforms, weighing());
  }

  /** Who calls a function and what it calls, of what the options select. */
  Sandwich sandwich(Recording recording, String function) throws Refusal {
    check(recording);
    Sandwich both =
        Sandwich.shapes(recording, event, by, transforms(), function)
            .weigh(selection(recording), weighing());
    if (both.callees().isEmpty()) {
      throw new Refusal(
          "no selected stack holds '" + function + "'",
          "Give the whole name, as top and --format collapsed print it.");
    }
    return both;
  }

  private Weighing weighing() {
    return count ? Weighing.COUNT : Weighing.WEIGHT;
  }

  private void check(Recording recording) throws Refusal {
    if (!recording.sampleKinds().contains(event)) {
      throw nothing(recording);
    }
  }

  Selection selection(Recording recording) {
    Selection all = Selection.all(event);
    TimeRange.Span span = time.of(recording);
    return all.withTime(span.fromNanos(), span.toNanos())
        .withThreads(threads(recording.threads()))
        .withFrames(frames)
        .withStates(states);
  }

  private @Nullable BitSet threads(ThreadTable table) {
    if (thread == null && notThread == null) {
      return null;
    }
    BitSet wanted = new BitSet();
    wanted.set(0, table.size());
    if (thread != null) {
      wanted.and(ThreadGroups.matching(table, thread));
    }
    if (notThread != null) {
      wanted.andNot(ThreadGroups.matching(table, notThread));
    }
    return wanted;
  }

  /**
   * What is selected and how it is added up, in the words of the window's chips; a step that found
   * nothing has no part in it.
   */
  List<String> described(Recording recording, CallTree tree) {
    List<String> parts = new ArrayList<>();
    parts.add(event.label() + " by " + by.id());
    String when = time.words(recording);
    if (!when.isEmpty()) {
      parts.add(when);
    }
    if (thread != null) {
      parts.add("Threads: " + thread);
    }
    if (notThread != null) {
      parts.add("Threads: not " + notThread);
    }
    if (states != null) {
      parts.add(String.join(", ", states.stream().sorted().map(ThreadState::label).toList()));
    }
    if (frames != null) {
      parts.add("Stacks with: " + frames);
    }
    if (count) {
      parts.add("Counted");
    }
    List<Transform> found = new ArrayList<>(transforms().steps().reversed());
    tree.shape().idle().reversed().forEach(found::remove); // of two alike the second is idle
    found.reversed().forEach(step -> parts.add(step.describe()));
    return parts;
  }

  /** Tells why nothing is selected, if the time is why, and which steps found nothing to change. */
  void tellIdle(Recording recording, CallTree tree, Terminal terminal) {
    String beside = time.beside(recording);
    if (!beside.isEmpty()) {
      terminal.say(beside);
    }
    if (tree.selectedTotal() > 0) {
      tree.shape().idle().stream()
          .filter(transforms().steps()::contains)
          .distinct()
          .forEach(step -> terminal.say(Reshaping.option(step) + " finds nothing"));
    }
  }

  private Refusal nothing(Recording recording) {
    String has =
        Arrays.stream(SampleKind.values())
            .filter(recording.sampleKinds()::contains)
            .map(SampleKind::id)
            .collect(Collectors.joining(", "));
    return new Refusal(
        "the recording holds no " + event.id() + " samples",
        (has.isEmpty() ? "It holds no samples of any kind." : "It has: " + has + ".")
            + System.lineSeparator()
            + "  "
            + MissingKind.why(recording, event));
  }

  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(SampleKind.values()).map(SampleKind::id).iterator();
    }
  }

  static final class States implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(ThreadState.values()).map(ThreadState::id).iterator();
    }
  }

  static final class StateConverter implements ITypeConverter<ThreadState> {
    @Override
    public ThreadState convert(String text) {
      for (ThreadState state : ThreadState.values()) {
        if (state.id().equals(text)) {
          return state;
        }
      }
      throw unknown(text, new States());
    }
  }

  static final class Levels implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(By.values()).map(By::id).iterator();
    }
  }

  static final class KindConverter implements ITypeConverter<SampleKind> {
    @Override
    public SampleKind convert(String text) {
      for (SampleKind kind : SampleKind.values()) {
        if (kind.id().equals(text)) {
          return kind;
        }
      }
      throw unknown(text, new Kinds());
    }
  }

  static final class LevelConverter implements ITypeConverter<By> {
    @Override
    public By convert(String text) {
      for (By by : By.values()) {
        if (by.id().equals(text)) {
          return by;
        }
      }
      throw unknown(text, new Levels());
    }
  }

  static final class PatternConverter implements ITypeConverter<NamePattern> {
    @Override
    public NamePattern convert(String text) {
      try {
        return NamePattern.regex(text);
      } catch (PatternSyntaxException e) {
        throw new TypeConversionException(
            "'" + text + "' is no regular expression: " + e.getDescription());
      }
    }
  }

  /** A value that is not one of the words allowed. */
  static TypeConversionException unknown(String text, Iterable<String> allowed) {
    return new TypeConversionException(
        "'"
            + text
            + "' is not one of "
            + String.join(", ", allowed)
            + Suggestion.of(text, allowed));
  }
}
