package dev.backdraft.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.viewers.paint.Theme;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three exceptions in {@code read}, two in {@code write}, both called by {@code serve}. */
final class FlameCommandTest {
  private static final String READ = "dev.backdraft.app.cli.ThrownRecording.read";
  private static final String CHECK = "dev.backdraft.app.cli.ThrownRecording.check";

  @TempDir private static Path folder;
  private static String file = "";

  @BeforeAll
  static void record() throws Exception {
    file = ThrownRecording.in(folder).toString();
  }

  private static Said flame(String format, String... options) {
    return said("flame", List.of("--event", "exception", "--count", "--format", format), options);
  }

  private static Said top(String... options) {
    return said("top", List.of("--event", "exception", "--count", "--thread", "thrower"), options);
  }

  private static Said said(String command, List<String> always, String... options) {
    List<String> words = new ArrayList<>(List.of(command, file));
    words.addAll(always);
    words.addAll(List.of(options));
    return Said.by(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"collapsed", "html", "svg", "json", "pprof", "speedscope"})
  void aRangeThatEndsBeforeItBeginsIsWrongUsage(String format) {
    Said said = flame(format, "--from", "+20s", "--to", "+10s");
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains("--from +20s (20", "is later than --to +10s (20");
  }

  @Test
  void noCommandTakesARangeThatEndsBeforeItBegins() {
    String[] range = {"--from", "2026-01-02T00:00:00Z", "--to", "2026-01-01T00:00:00Z"};
    String both = "--from 2026-01-02T00:00:00Z is later than --to 2026-01-01T00:00:00Z";
    for (Said said : List.of(top(range), said("events", List.of("--json"), range))) {
      assertThat(said.exit()).isEqualTo(2);
      assertThat(said.err()).contains(both);
    }
    assertThat(top("--json", "--from", "+2s", "--to", "+1s").exit()).isEqualTo(2);
    assertThat(flame("svg", "--from", "+1s", "--to", "+1s").exit()).isZero();
  }

  @Test
  void aTimeBesideTheRecordingIsToldAndNotTurnedRound() {
    Said before = flame("svg", "--to", "2020-01-01T00:00:00Z");
    assertThat(before.exit()).isZero();
    assertThat(before.err())
        .contains("--to 2020-01-01T00:00:00Z is not after the start of the recording, 20");
    assertThat(before.out())
        .contains("nothing of the recording: up to 2020-01-01T00:00:00Z, Counted, 0 events")
        .doesNotContain("Z – ");
    Said after = flame("svg", "--from", "+90h");
    assertThat(after.err())
        .contains("--from +90h (2")
        .contains("is after the end of the recording");
    assertThat(after.out()).contains("nothing of the recording: from +90h, Counted, 0 events");
    assertThat(said("events", List.of(), "--from", "+2000000h").err()).contains("is after the end");
  }

  @Test
  void aStepThatFindsNothingIsToldAndIsNoPartOfTheCaption() {
    Said said =
        flame("svg", "--hide", "a.B.c", "--hide", READ, "--merge-library", "org.no", "--bottom-up");
    assertThat(said.err())
        .contains("--hide a.B.c finds nothing", "--merge-library org.no finds nothing")
        .doesNotContain(READ);
    assertThat(said.out())
        .contains("Hide: ThrownRecording.read, Bottom-up, ")
        .doesNotContain("B.c", "org.no");
    assertThat(top("--focus", "a.B.c").err()).contains("--focus a.B.c finds nothing");
    assertThat(top("--hide", READ, "--only-my-code").err()).doesNotContain("finds nothing");
    Said both = flame("svg", "--sandwich", CHECK, "--hide", "a.B.c");
    assertThat(both.err()).contains("--hide a.B.c finds nothing");
    assertThat(both.out()).doesNotContain("Hide:");
  }

  @Test
  void ownWeightsOfATableAreThoseOfLeavesWhicheverWayUp() {
    Said callers = top("--bottom-up", "--focus", READ);
    assertThat(callers.out()).isEqualTo(top("--focus", READ).out());
    assertThat(callers.out())
        .containsPattern("(?m)^ +3 100\\.00% +3 100\\.00%")
        .containsPattern(" 0 +0\\.00% +3 100\\.00% +" + READ);
  }

  @Test
  void aPictureIsAsWideAsAsked() throws Exception {
    assertThat(flame("svg", "--width", "700").out()).contains(" width=\"700\" height=");
    assertThat(flame("svg").out()).contains(" width=\"1600\" height=");
    assertThat(flame("svg", "--width", "700", "--sandwich", CHECK).out())
        .contains(" width=\"700\" height=");
    assertThat(png("--width", "200").getWidth()).isEqualTo(200);
    assertThat(png("--width", "700", "--sandwich", CHECK).getWidth()).isEqualTo(700);
    BufferedImage plain = png("--width", "700");
    BufferedImage sharp = png("--width", "700", "--scale", "2");
    assertThat(plain.getWidth()).isEqualTo(700);
    assertThat(sharp.getWidth()).isEqualTo(1400);
    assertThat(sharp.getHeight()).isEqualTo(2 * plain.getHeight());
  }

  private static BufferedImage png(String... options) throws Exception {
    Path picture = folder.resolve("picture.png");
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of("-o", picture.toString()));
    assertThat(flame("png", words.toArray(String[]::new)).exit()).isZero();
    return ImageIO.read(picture.toFile());
  }

  @Test
  void aPageOpensInTheThemeThatWasAsked() {
    assertThat(flame("html", "--theme", "dark").out()).contains("\"dark\":true");
    assertThat(flame("html", "--theme", "light").out()).contains("\"dark\":false");
    assertThat(flame("html").out()).contains("\"dark\":null");
    assertThat(flame("svg", "--theme", "dark").out())
        .contains("fill=\"" + Theme.css(Theme.DARK.background()));
  }

  @Test
  void whatAFormHasNotIsRefused() {
    Said wide = flame("html", "--width", "900");
    assertThat(wide.exit()).isEqualTo(2);
    assertThat(wide.err()).contains("--width is for --format svg and png; html has none");
    assertThat(flame("svg", "--scale", "2").err()).contains("--scale is for --format png");
    assertThat(flame("collapsed", "--theme", "dark").exit()).isEqualTo(2);
    assertThat(flame("png", "--scale", "3").err()).contains("--scale 3 is neither 1 nor 2");
    assertThat(flame("svg", "--width", "100").exit()).isEqualTo(2);
  }

  @Test
  void aPictureNamesTheSearchThatItLightsUp() {
    Said found = flame("svg", "--thread", "thrower", "--search", "Recording.read");
    assertThat(found.out())
        .contains("5 events, search Recording.read: 60.0 %, 1 frame, recorded from ");
    Said both =
        flame("svg", "--thread", "thrower", "--sandwich", CHECK, "--search", "Recording.read");
    String share = "search Recording.read: callers 60.0 %, 1 frame; callees 0.0 %, 0 frames";
    assertThat(both.err()).contains(share);
    assertThat(both.out()).contains("callers and callees of " + CHECK + ", 5 events, " + share);
  }

  @Test
  void whyAKindIsMissingIsSaidAsInTheChooser() {
    Said wall = Said.by("flame", file, "--event", "wall", "--format", "collapsed");
    assertThat(wall.exit()).isEqualTo(1);
    assertThat(wall.err())
        .contains("no wall samples", "HotSpot has no such events: use async-profiler -e wall.");
  }
}
