package dev.backdraft.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.analysis.reader.capture.JsonReader;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.cli.Said;
import dev.backdraft.app.demo.ChangedStacks.Block;
import dev.backdraft.app.demo.ChangedStacks.Change;
import dev.backdraft.sample.EvidenceFiles;
import dev.backdraft.sample.Incident;
import dev.backdraft.sample.truth.Truth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of every incident are whole, are what they are called, and say nothing private. */
final class EvidenceTest {
  private static final long MOST_BYTES = 20_000_000;

  /** These recordings hold the start of the service as well, which takes some of the places. */
  private static final int MOST_OF_A_KIND = 4;

  private static final List<String> BUILDS = List.of("before", "after");

  /** Where Java itself throws and catches while it loads and links code for the first time. */
  private static final List<String> LINKING =
      List.of(";java.lang.invoke.", ";java.lang.ClassLoader.loadClass;");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void everyFileIsWhatItIsCalled(Incident incident) throws Exception {
    EvidenceFiles.unpack(incident, folder);
    for (String build : BUILDS) {
      List<String> spans = lines(folder.resolve(build + ".spans.jsonl.gz"));
      assertThat(spans).isNotEmpty().allSatisfy(EvidenceTest::isSpans);
      List<String> log = lines(folder.resolve(build + ".log.jsonl.gz"));
      assertThat(log).isNotEmpty().allSatisfy(EvidenceTest::isLog);
      List<Path> scrapes = files(name -> name.startsWith(build) && name.endsWith(".pb"));
      assertThat(scrapes).hasSizeGreaterThanOrEqualTo(4).allSatisfy(EvidenceTest::isScrape);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noRecordingHasAProblem(Incident incident) throws Exception {
    for (String build : BUILDS) {
      try (Recording recording = recording(incident, build)) {
        assertThat(recording.problems()).isEmpty();
        assertThat(recording.sampleKinds()).contains(SampleKind.CPU);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingTellsWhoseMachineItWas(Incident incident) throws Exception {
    EvidenceFiles.unpack(incident, folder);
    for (Path file : files(name -> true)) {
      String text = new String(unpacked(file), StandardCharsets.ISO_8859_1);
      assertThat(text.contains("/home/") || text.contains("/root/"))
          .as("%s holds a path of a home folder", file.getFileName())
          .isFalse();
    }
  }

  @Test
  void allOfItIsUnderTwentyMegabytes() throws Exception {
    for (Incident incident : Incident.values()) {
      EvidenceFiles.unpack(incident, folder.resolve(incident.id()));
    }
    long bytes = 0;
    for (Path file : files(name -> true)) {
      bytes += Files.size(file);
    }
    assertThat(bytes).isBetween(1_000_000L, MOST_BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void afterTheFixNothingIsThrownInTheIncidentsOwnCode(Incident incident) throws Exception {
    String own = "dev.backdraft.sample." + incident.id() + ".";
    Path file = EvidenceFiles.copy(incident, "after.jfr.gz", folder);
    Said said = Said.by("flame", file.toString(), "--event", "exception", "--format", "collapsed");
    assertThat(
            said.out()
                .lines()
                .filter(stack -> stack.contains(own))
                .filter(stack -> LINKING.stream().noneMatch(stack::contains)))
        .isEmpty();
    if (said.exit() != 0) {
      assertThat(said.err()).contains("holds no exception samples");
    }
  }

  /**
   * Of stacks that differ by their thread only, as on a loop before and on a worker after, a path
   * of methods says nothing: those are the flame graph's, with its choice of threads.
   */
  @ParameterizedTest
  @EnumSource
  void whatChangedBetweenTheRecordingsIsWhatTheTruthSays(Incident incident) throws Exception {
    List<Truth.Stack> stacks =
        Truth.of(incident.id()).stacks().stream()
            .filter(stack -> stack.thread().isEmpty())
            .toList();
    List<Change> changes =
        ChangedStacks.between(
                List.of(block(incident, "before")),
                List.of(block(incident, "after")),
                MOST_OF_A_KIND)
            .changes();
    for (Truth.Stack stack : stacks) {
      String own = stack.frames().getFirst().replace("dev.backdraft.sample.", "");
      assertThat(changes)
          .as("%s %s", incident.id(), stack.frames())
          .anyMatch(change ->
              change.kind().id().equals(stack.event())
                  && change.path().contains(own)
                  && change.before() > change.after());
    }
  }

  private Block block(Incident incident, String build) throws IOException {
    Path folderOf = folder.resolve(incident.id());
    Path spans = EvidenceFiles.copy(incident, build + ".spans.jsonl.gz", folderOf);
    long requests =
        lines(spans).stream().mapToLong(line -> line.split("\"kind\":2,", -1).length - 1).sum();
    return new Block(EvidenceFiles.copy(incident, build + ".jfr.gz", folderOf), requests);
  }

  private Recording recording(Incident incident, String build) throws Exception {
    Path file = EvidenceFiles.copy(incident, build + ".jfr.gz", folder);
    return EvidenceReader.open(List.of(file), Progress.NONE);
  }

  private static JsonNode json(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try {
      return JsonReader.parse(bytes, 0, bytes.length);
    } catch (IOException broken) {
      throw new AssertionError("not JSON: " + line, broken);
    }
  }

  private static void isSpans(String line) {
    assertThat(json(line).get("resourceSpans").items()).isNotEmpty();
  }

  private static void isLog(String line) {
    assertThat(json(line).get("message").asText()).isNotEmpty();
    assertThat(json(line).get("level").asText()).isIn(Set.of("INFO", "WARN", "ERROR"));
  }

  /** A length, then a message of that length whose first field is the name of a family. */
  private static void isScrape(Path file) {
    byte[] page;
    try {
      page = Files.readAllBytes(file);
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
    int length = page[0] & 0x7f;
    int at = 1;
    if (page[0] < 0) {
      length |= (page[1] & 0x7f) << 7;
      at = 2;
    }
    assertThat(length).isBetween(2, page.length - at);
    assertThat(page[at]).isEqualTo((byte) 0x0a);
    assertThat(page[at + 1]).as("length of the name").isBetween((byte) 1, (byte) 100);
    String name = new String(page, at + 2, page[at + 1], StandardCharsets.US_ASCII);
    assertThat(name).matches("[a-z_]+");
  }

  private static List<String> lines(Path file) throws IOException {
    return new String(unpacked(file), StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] unpacked(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllBytes(file);
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  private List<Path> files(java.util.function.Predicate<String> wanted) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> wanted.test(String.valueOf(file.getFileName())))
          .toList();
    }
  }
}
