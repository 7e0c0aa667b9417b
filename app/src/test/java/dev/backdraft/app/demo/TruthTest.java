package dev.backdraft.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.app.cli.Said;
import dev.backdraft.sample.EvidenceFiles;
import dev.backdraft.sample.Incident;
import dev.backdraft.sample.truth.Truth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known of each incident, held against what the commands say of its evidence. */
final class TruthTest {
  @TempDir Path folder;

  /** Events of one kind: all of them, and those on the stack that tells the cause. */
  private record Seen(long all, long told) {}

  @ParameterizedTest
  @EnumSource
  void theFlameGraphShowsTheCauseBeforeAndNotAfter(Incident incident) throws Exception {
    for (Truth.Stack stack : Truth.of(incident.id()).stacks()) {
      Seen before = flame(incident, "before", stack);
      assertThat(before.told())
          .as(incident.id() + " " + stack.event() + " before")
          .isGreaterThanOrEqualTo(stack.leastEvents());
      assertThat((double) before.told() / before.all())
          .as(incident.id() + " " + stack.event() + ", part of all")
          .isGreaterThanOrEqualTo(stack.leastShare());
      assertThat(flame(incident, "after", stack).told())
          .as(incident.id() + " " + stack.event() + " after")
          .isLessThanOrEqualTo(stack.mostAfter());
    }
  }

  /**
   * Both builds name their classes alike: what vanishes after is the path, so one of its frames.
   */
  @ParameterizedTest
  @EnumSource
  void topNamesTheMethodsOfTheCauseBeforeAndNotAllOfThemAfter(Incident incident) throws Exception {
    for (Truth.Stack stack : Truth.of(incident.id()).stacks()) {
      String before = top(incident, "before", stack);
      assertThat(stack.frames()).allMatch(frame -> before.contains("\"" + frame + "\""));
      if (stack.mostAfter() == 0) {
        String after = top(incident, "after", stack);
        assertThat(stack.frames()).anyMatch(frame -> !after.contains("\"" + frame + "\""));
      }
    }
  }

  @Test
  void theHotPathTakesTheShareOfTheCpuThatItsTruthSays() throws Exception {
    Truth truth = Truth.of(Incident.HOTPATH.id());
    Seen seen = flame(Incident.HOTPATH, "before", truth.stacks().getFirst());
    assertThat((double) seen.told() / seen.all())
        .isCloseTo(truth.numbers().get("shareOfCpu"), within(0.07));
  }

  @ParameterizedTest
  @EnumSource
  void theCaptureHoldsTheFailuresThatWereSeen(Incident incident) throws Exception {
    Truth truth = Truth.of(incident.id());
    Path capture = EvidenceFiles.copyCapture(incident, folder);
    try (Requests requests =
        CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
      long failing = 0;
      for (int i = 0; i < requests.size(); i++) {
        failing += requests.status(i) <= 0 || requests.status(i) >= 500 ? 1 : 0;
      }
      assertThat(requests.size()).isGreaterThan(1_000);
      assertThat(failing)
          .isBetween((long) truth.captured().leastFailing(), (long) truth.captured().mostFailing());
    }
  }

  /** A truth that no command can check yet is listed, so that it is not forgotten. */
  @Test
  void whatNoCommandCanCheckYetIsListed() throws Exception {
    List<String> open = new ArrayList<>();
    for (Incident incident : Incident.values()) {
      Truth truth = Truth.of(incident.id());
      assertThat(truth.stacks().size() + truth.later().size()).as(incident.id()).isPositive();
      for (Truth.Later later : truth.later()) {
        open.add(incident.id() + ": " + later.truth() + " (waits for: " + later.command() + ")");
      }
    }
    System.out.println("Truths that are still open, " + open.size() + ":");
    open.forEach(line -> System.out.println("  " + line));
    assertThat(open).doesNotHaveDuplicates();
  }

  private Path recording(Incident incident, String build) throws Exception {
    return EvidenceFiles.copy(incident, build + ".jfr.gz", folder);
  }

  private Seen flame(Incident incident, String build, Truth.Stack stack) throws Exception {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("flame", recording(incident, build).toString(), "--count"));
    words.addAll(List.of("--event", stack.event(), "--format", "collapsed"));
    if (!stack.thread().isEmpty()) {
      words.addAll(List.of("--thread", stack.thread()));
    }
    Said said = Said.by(words.toArray(String[]::new));
    if (said.exit() != 0) {
      assertThat(said.err()).contains("holds no " + stack.event() + " samples");
      return new Seen(0, 0);
    }
    List<String> frames = stack.frames();
    long all = 0;
    long told = 0;
    for (String line : said.out().lines().toList()) {
      int blank = line.lastIndexOf(' ');
      long count = Long.parseLong(line.substring(blank + 1));
      all += count;
      told += onPath(line.substring(0, blank), frames) ? count : 0;
    }
    return new Seen(all, told);
  }

  /** True if the frames lie on the path in this order, whatever lies between. */
  private static boolean onPath(String path, List<String> frames) {
    int next = 0;
    for (String frame : Stream.of(path.split(";")).toList()) {
      if (next < frames.size() && frame.startsWith(frames.get(next))) {
        next++;
      }
    }
    return next == frames.size();
  }

  private String top(Incident incident, String build, Truth.Stack stack) throws Exception {
    String file = recording(incident, build).toString();
    List<String> words = new ArrayList<>(List.of("top", file, "--event", stack.event()));
    words.addAll(List.of("--limit", "0", "--json"));
    if (!stack.thread().isEmpty()) {
      words.addAll(List.of("--thread", stack.thread()));
    }
    Said said = Said.by(words.toArray(String[]::new));
    return said.exit() == 0 ? said.out() : "";
  }
}
