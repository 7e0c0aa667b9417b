package dev.backdraft.app.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.cli.Said;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What to do about it fits what went wrong. */
final class ReplayRemediesTest {
  @TempDir Path folder;

  @Test
  void aPlanThatIsNotUtf8IsNotCalledAFailureToWrite() throws Exception {
    Path plan = folder.resolve("plan.yaml");
    Files.write(plan, "captures: Bücher.jsonl\n".getBytes(StandardCharsets.ISO_8859_1));
    Said said = Said.by("replay", plan.toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err())
        .contains("plan.yaml: is not text in UTF-8")
        .doesNotContain("writing failed");
  }

  @Test
  void aFileThatIsNoCaptureIsNotAskedToBeARecording() throws Exception {
    Path notes = Files.writeString(folder.resolve("notes.txt"), "nothing of the sort, at all\n");
    Said said = Said.by("replay", "--init", notes.toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("not a capture: ").doesNotContain("recording");
  }

  @Test
  void anEmptyCaptureIsNotTakenAnewWithJcmd() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.har"));
    Said said = Said.by("replay", "--init", empty.toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("empty.har").contains("capture again").doesNotContain("jcmd");
  }
}
