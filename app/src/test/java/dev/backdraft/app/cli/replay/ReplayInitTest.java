package dev.backdraft.app.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.cli.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan's first draft says of captures that were read in part only. */
final class ReplayInitTest {
  private static final String LINE =
      "h - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 1\n";

  @TempDir Path folder;

  private Said init(String name, String text) throws Exception {
    Path capture = Files.writeString(folder.resolve(name), text);
    return Said.by("replay", "--init", capture.toString());
  }

  @Test
  void theLinesThatWereLeftOutAreToldAndStandInThePlan() throws Exception {
    Said said = init("access.log", LINE + LINE + "not a line\n");
    assertThat(said.exit()).isZero();
    assertThat(said.err()).contains("damaged: access.log").contains("1 other line");
    assertThat(said.out()).contains("# damaged: access.log");
  }

  @Test
  void aFileOfDamageIsToldInPartInThePlan() throws Exception {
    String good = "{\"time\":\"2026-01-01T00:00:01Z\",\"method\":\"GET\",\"target\":\"/\"}\n";
    String first = "{\"backdraft\":\"requests\",\"version\":1}\n";
    Said said = init("own.jsonl", first + good + "not json\n".repeat(9));
    assertThat(said.err().lines().filter(line -> line.contains("damaged: "))).hasSize(9);
    assertThat(said.out().lines().filter(line -> line.startsWith("# damaged: "))).hasSize(5);
    assertThat(said.out()).contains("# 4 more damages");
  }

  @Test
  void aCaptureWithoutARequestSaysWhy() throws Exception {
    Said said = init("deep.har", "{\"log\":{\"entries\":" + "[".repeat(1_000));
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err())
        .contains("damaged: deep.har")
        .contains("no request could be read")
        .contains("nesting")
        .doesNotContain("Capture some");
    assertThat(init("none.har", "{\"log\":{\"entries\":[]}}").err()).contains("Capture some");
  }
}
