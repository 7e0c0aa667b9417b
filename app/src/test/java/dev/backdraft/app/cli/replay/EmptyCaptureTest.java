package dev.backdraft.app.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.cli.Said;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A capture that nothing can be replayed of is told whatever is asked of it. */
final class EmptyCaptureTest {
  private static final String HAR =
      "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"x\",\"version\":\"1\"},"
          + "\"entries\":[%s]}}";

  @TempDir Path folder;

  /** Its kind, and what is said of it. */
  enum Empty {
    LINES("a.jsonl", "{\"backdraft\":\"requests\",\"version\":1}\n", "a.jsonl holds no request"),
    HAR_OF_NOTHING("a.har", HAR.formatted(""), "a.har holds no request"),
    HAR_WITH_A_MARK("a.har", "\uFEFF" + HAR.formatted(""), "a.har holds no request"),
    PACKED_HAR("a.har.gz", HAR.formatted(""), "a.har.gz holds no request"),
    HAR_OF_PICTURES(
        "a.har",
        HAR.formatted(
            "{\"startedDateTime\":\"2026-01-01T00:00:00Z\",\"request\":{\"method\":\"GET\","
                + "\"url\":\"data:image/png;base64,AA\",\"headers\":[]}}"),
        "0 of 1 requests can be replayed"),
    HAR_OF_NO_BYTES("a.har", "", "a.har: the file is empty (0 bytes)"),
    GOR_OF_NO_BYTES("a.gor", "", "a.gor: the file is empty (0 bytes)"),
    GOR_OF_ANSWERS(
        "a.gor",
        """
        2 0a 1600000000000000000 1000
        HTTP/1.1 200 OK\r
        Content-Length: 2\r
        \r
        ok
        🐵🙈🙉
        2 0b 1600000000100000000 1000
        HTTP/1.1 200 OK\r
        Content-Length: 2\r
        \r
        ok
        🐵🙈🙉
        """,
        "2 captured responses belong to no captured request");

    private final String file;
    private final String content;
    private final String told;

    Empty(String file, String content, String told) {
      this.file = file;
      this.content = content;
      this.told = told;
    }

    Path in(Path folder) throws IOException {
      Path path = folder.resolve(file);
      try (OutputStream plain = Files.newOutputStream(path);
          OutputStream out = file.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
      return path;
    }

    /** Refused, in words, with a line of what to do. */
    void toldBy(Said said) {
      assertThat(said.exit()).as(said.err()).isEqualTo(1);
      assertThat(said.out()).isEmpty();
      assertThat(said.err())
          .contains(told)
          .containsPattern("(?m)^  [A-Z].*[Cc]apture")
          .doesNotContain("unexpected")
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noPlanIsWrittenForIt(Empty empty) throws Exception {
    Path plan = folder.resolve("new.yaml");
    empty.toldBy(Said.by("replay", "--init", empty.in(folder).toString(), "-o", plan.toString()));
    assertThat(plan).doesNotExist();
    empty.toldBy(Said.by("replay", "--init", empty.in(folder).toString()));
  }

  @ParameterizedTest
  @EnumSource
  void neitherCheckNorRunTakesAPlanOfIt(Empty empty) throws Exception {
    Path started = folder.resolve("started");
    String side = ": {command: [touch, '" + started + "'], ready: port, readySeconds: 1}\n";
    Path plan =
        Files.writeString(
            folder.resolve("plan.yaml"),
            "captures: "
                + empty.in(folder).getFileName()
                + "\nbefore"
                + side
                + "after"
                + side
                + "check: {symptom: failures}\n");
    Path out = folder.resolve("out");
    empty.toldBy(Said.by("replay", "--check", plan.toString()));
    empty.toldBy(Said.by("replay", plan.toString(), "-o", out.toString()));
    assertThat(started).as("nothing is started").doesNotExist();
    assertThat(out).doesNotExist();
  }

  /** Beside one that holds requests: a plan is made, and what gave nothing is told. */
  @Test
  void anEmptyOneAmongOthersIsNamed() throws Exception {
    Path good =
        Files.writeString(
            folder.resolve("good.jsonl"),
            """
            {"backdraft":"requests","version":1}
            {"time":"2026-01-01T00:00:00Z","method":"GET","target":"/a"}
            {"time":"2026-01-01T00:00:01Z","method":"GET","target":"/b"}
            """);
    String empty = Empty.HAR_OF_NOTHING.in(folder).toString();
    Said drafted = Said.by("replay", "--init", good.toString(), empty);
    assertThat(drafted.exit()).isZero();
    assertThat(drafted.out()).contains("# a.har holds no request");
    Said refused =
        Said.by("replay", "--init", good.toString(), Empty.GOR_OF_NO_BYTES.in(folder).toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("a.gor: the file is empty");
  }

  @Test
  void aPackedCaptureInPlaceOfAPlanIsToldAsOne() throws Exception {
    Said said = Said.by("replay", Empty.PACKED_HAR.in(folder).toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("a.har.gz is a capture (HAR)").contains("--init a.har.gz");
  }
}
