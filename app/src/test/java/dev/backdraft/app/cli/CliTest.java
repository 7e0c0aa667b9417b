package dev.backdraft.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CliTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"sumary, summary", "flmae, flame", "topp, top", "event, events"})
  void aMisspeltCommandIsUsageWithASuggestion(String typed, String meant) {
    Said said = Said.by(typed);
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("did you mean '" + meant + "'?");
    assertThat(said.out()).isEmpty();
  }

  @Test
  void aWordThatIsNearNothingGetsNoSuggestion() {
    assertThat(Said.by("xyzzy").err())
        .contains("no command or file")
        .doesNotContain("did you mean");
  }

  @Test
  void aMisspeltOptionIsUsageWithASuggestion() {
    Said said = Said.by("summary", "--jsno", "x.jfr");
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("did you mean '--json'?");
  }

  @Test
  void aValueThatIsNotAllowedNamesThoseThatAre() {
    Said said = Said.by("flame", "x.jfr", "--format", "collapsd");
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err())
        .contains("not one of collapsed, html")
        .contains("did you mean 'collapsed'?");
  }

  @Test
  void aMissingFileNameIsUsage() {
    assertThat(Said.by("summary").exit()).isEqualTo(2);
  }

  @Test
  void helpAndVersionSucceed() {
    assertThat(Said.by("--help").exit()).isZero();
    assertThat(Said.by("--version").out()).startsWith("backdraft ");
    assertThat(Said.by("--help").out()).contains("summary").contains("flame");
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    Cli.commandLine()
        .getSubcommands()
        .keySet()
        .forEach(name -> {
          Said said = Said.by(name, "--help");
          assertThat(said.exit()).isZero();
          assertThat(said.out()).contains("Example: backdraft " + name);
        });
  }

  @Test
  void aMissingFileFailsWithItsPath() {
    Said said = Said.by("summary", folder.resolve("none.jfr").toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("none.jfr: there is no such file").contains(folder.toString());
  }

  @Test
  void aFolderFailsWithItsRemedy() {
    Said said = Said.by("summary", folder.toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("this is a folder").contains("Name the files in it");
  }

  @Test
  void anEmptyFileFailsWithItsRemedy() throws Exception {
    Said said = Said.by("summary", write("empty.jfr", ""));
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("empty (0 bytes)").contains("JFR.dump");
  }

  @Test
  void aFileThatIsNotEvidenceFailsAndSaysWhatItLooksLike() throws Exception {
    Said said = Said.by("summary", write("notes.jfr", "Dear diary, today everything fell over.\n"));
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("not a recording").contains("Backdraft opens");
    assertThat(said.err()).doesNotContain("diary");
  }

  @Test
  void aGitLfsPointerFailsWithTheCommandThatFetchesTheFile() throws Exception {
    Said said =
        Said.by(
            "summary",
            write(
                "pointer.jfr",
                "version https://git-lfs.github.com/spec/v1\noid sha256:"
                    + "0".repeat(64)
                    + "\nsize 123456\n"));
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("Git LFS pointer").contains("123456").contains("git lfs pull");
  }

  @Test
  void aFileWithoutReadPermissionFailsWithItsRemedy() throws Exception {
    Path file = Path.of(write("secret.jfr", "FLR"));
    Assumptions.assumeTrue(
        file.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "file permissions need POSIX");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(file), "root reads every file");
    Said said = Said.by("summary", file.toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("no permission").contains("chmod u+r");
  }

  @Test
  void summaryCountsEveryEvent() throws Exception {
    Said said = Said.by("summary", OwnRecording.in(folder).toString(), "--json");
    assertThat(said.exit()).isZero();
    assertThat(said.out())
        .startsWith("{\n  \"files\": [\n    {\n      \"file\": \"own.jfr\"")
        .contains("\"format\": \"JFR 2.1\"")
        .contains("\"backdraft.test.Cart\": " + OwnRecording.EVENTS);
  }

  @Test
  void summaryInWordsNamesTheSame() throws Exception {
    Said said = Said.by("summary", OwnRecording.in(folder).toString());
    assertThat(said.exit()).isZero();
    assertThat(said.out()).contains("JFR 2.1").contains("backdraft.test.Cart");
  }

  @Test
  void oneFileThatCannotBeReadDoesNotLoseTheOthersAnswers() throws Exception {
    String own = OwnRecording.in(folder).toString();
    Said said = Said.by("summary", write("empty.jfr", ""), own, "--json");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("empty (0 bytes)");
    assertThat(said.out())
        .contains("\"backdraft.test.Cart\": " + OwnRecording.EVENTS)
        .doesNotContain("empty.jfr");
  }

  @Test
  void aFieldThatIsCalledAsTheKeyOfTheTypeHasAKeyOfItsOwn() throws Exception {
    String file = OwnRecording.in(folder).toString();
    Said said = Said.by("events", file, "--type", "Cart", "--limit", "1", "--json");
    assertThat(said.out())
        .containsOnlyOnce("\"type\":")
        .contains("\"type\": \"backdraft.test.Cart\"")
        .contains("\"type:field\": \"basket\"");
  }

  @Test
  void manyEventsAreWrittenAsTheyCome() throws Exception {
    String file = OwnRecording.in(folder).toString();
    Said all = Said.by("events", file, "--limit", "0", "--json");
    assertThat(all.out()).startsWith("{\n  \"events\": [").endsWith("  ]\n}\n");
    long events = all.out().lines().filter(line -> line.startsWith("      \"type\": ")).count();
    assertThat(all.out().length()).as("more than one buffer").isGreaterThan(1 << 16);
    Said limited = Said.by("events", file, "--limit", "7", "--json");
    assertThat(limited.err()).contains(events - 7 + " more events");
    String first = limited.out().substring(0, limited.out().length() - "\n  ]\n}\n".length());
    assertThat(all.out()).as("the earliest of all types").startsWith(first);
    Said plain = Said.by("events", file, "--limit", "0");
    assertThat(plain.out().lines().filter("}"::equals).count()).isEqualTo(events);
  }

  @Test
  void eventsAreFilteredByFieldAndLimited() throws Exception {
    String file = OwnRecording.in(folder).toString();
    Said some = Said.by("events", file, "--type", "Cart", "--where", "lines>3", "--json");
    assertThat(some.exit()).isZero();
    assertThat(some.out())
        .contains("customer 4")
        .contains("customer 5")
        .doesNotContain("customer 3");

    Said one = Said.by("events", file, "--type", "backdraft.test.Cart", "--limit", "1");
    assertThat(one.out()).contains("customer 1").doesNotContain("customer 2");
    assertThat(one.err()).contains("4 more events");

    Said named = Said.by("events", file, "--type", "Cart", "--where", "customer~[25]$");
    assertThat(named.out())
        .contains("customer 2")
        .contains("customer 5")
        .doesNotContain("customer 1");
  }

  @Test
  void aTypeThatIsNotThereIsRefusedWithTheNearest() throws Exception {
    Said said =
        Said.by("events", OwnRecording.in(folder).toString(), "--type", "backdraft.test.Card");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("did you mean 'backdraft.test.Cart'?");
  }

  @Test
  void samplesThatAreNotThereAreRefusedWithThoseThatAre() throws Exception {
    Said said =
        Said.by(
            "flame",
            OwnRecording.in(folder).toString(),
            "--event",
            "live",
            "--format",
            "collapsed");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("no live samples").contains("It h");
  }

  @Test
  void aFileIsWrittenWholeOrNotAtAll() throws Exception {
    String file = OwnRecording.in(folder).toString();
    Path target = folder.resolve("no/such/folder/out.json");
    Said said = Said.by("events", file, "-o", target.toString(), "--json");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("writing failed").contains("-o");

    Path good = folder.resolve("out.json");
    assertThat(Said.by("events", file, "-o", good.toString(), "--json").exit()).isZero();
    assertThat(Files.readString(good)).startsWith("{");
    assertThat(folder.resolve("out.json.part")).doesNotExist();
  }

  @Test
  void filesAndNothingElseAskForTheWindow() {
    assertThat(Cli.asksForWindow(new String[] {})).isTrue();
    assertThat(Cli.asksForWindow(new String[] {"a.jfr", "b.jfr"})).isTrue();
    assertThat(Cli.asksForWindow(new String[] {"summary", "a.jfr"})).isFalse();
    assertThat(Cli.asksForWindow(new String[] {"sumary"})).isFalse();
    assertThat(Cli.asksForWindow(new String[] {"--help"})).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"svg", "html", "speedscope"})
  void aPictureSaysWhatIsSelected(String format) throws Exception {
    Said said =
        flame(
            format,
            "--thread",
            "thrower|x",
            "--from",
            "-1h",
            "--to",
            "+1h",
            "--count",
            "--by",
            "class",
            "--bottom-up");
    assertThat(said.exit()).isZero();
    assertThat(said.out())
        .contains("Exceptions by class, 20")
        .contains("Z – 20")
        .contains("Threads: /thrower|x/, Counted, Bottom-up, 5 events, recorded from 20");
  }

  private static final String READ = "dev.backdraft.app.cli.ThrownRecording.read";
  private static final String CHECK = "dev.backdraft.app.cli.ThrownRecording.check";

  @Test
  void stepsAreAppliedInTheOrderInWhichTheyStand() throws Exception {
    assertThat(flame("collapsed", "--count", "--focus", READ, "--merge-library", "java").out())
        .isEqualTo(READ + ";" + CHECK + " 3\n");
    assertThat(flame("collapsed", "--count", "--hide", READ, "--only-packages=dev.backdraft").out())
        .contains("ThrownRecording.write")
        .doesNotContain("java.", "ThrownRecording.read");
    assertThat(flame("collapsed", "--count", "--merge", CHECK, "--focus", CHECK).out()).isEmpty();
    assertThat(flame("collapsed", "--count", "--focus", CHECK, "--bottom-up").out())
        .endsWith(CHECK + " 5\n");
    assertThat(flame("collapsed", "--count", "--bottom-up", "--focus", CHECK).out())
        .startsWith(CHECK + ";");
  }

  @Test
  void stacksAndThreadsAreChosenByPattern() throws Exception {
    assertThat(flame("collapsed", "--count", "--frames", "recording.read$").out())
        .contains("ThrownRecording.read;")
        .doesNotContain("ThrownRecording.write");
    assertThat(flame("collapsed", "--not-thread", "^thrower$").out())
        .doesNotContain("ThrownRecording");
    Said top =
        Said.by(
            "top",
            ThrownRecording.in(folder).toString(),
            "--event",
            "exception",
            "--count",
            "--thread",
            "thrower",
            "--frames",
            "Recording.read",
            "--merge-library",
            "java",
            "--bottom-up");
    assertThat(top.out()).containsPattern("3 100.00% +3 100.00% +dev.*ThrownRecording.check");
  }

  @Test
  void aSearchTellsItsShareAndIsMarked() throws Exception {
    Said found = flame("svg", "--thread", "thrower", "--count", "--search", "Recording.read");
    assertThat(found.err()).contains("search Recording.read: 60.0 %, 1 frame");
    assertThat(found.out()).contains(dev.backdraft.viewers.paint.Theme.css(0xff2f6fed));
    assertThat(flame("html", "--search", "/re.d$/").out())
        .contains("\"regex\":true,\"search\":\"re.d$\"");
    assertThat(flame("svg", "--search", "/(/").exit()).isEqualTo(2);
  }

  @Test
  void aSandwichIsAPictureOfBothHalves() throws Exception {
    Said both = flame("svg", "--count", "--sandwich", CHECK);
    assertThat(both.exit()).isZero();
    assertThat(both.out())
        .contains(">ThrownRecording.serve</text>", ">IllegalStateException.&lt;init&gt;</text>")
        .contains(
            "callers and callees of " + CHECK,
            ">ThrownRecording.check     total 5 events  100.0 %     self ");
    assertThat(flame("png", "--sandwich", CHECK).exit()).isZero();
    assertThat(flame("html", "--sandwich", CHECK).exit()).isEqualTo(2);
    Said none = flame("svg", "--sandwich", "a.B.c");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("no selected stack holds 'a.B.c'");
  }

  private Said flame(String format, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("flame", ThrownRecording.in(folder).toString()));
    words.addAll(List.of("--event", "exception", "--format", format));
    words.addAll(List.of(options));
    return Said.by(words.toArray(String[]::new));
  }

  private String write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
