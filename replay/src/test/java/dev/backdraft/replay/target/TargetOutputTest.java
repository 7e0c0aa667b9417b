package dev.backdraft.replay.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetOutputTest {
  private static final String SECRET = "open-sesame";

  @TempDir Path folder;

  private String kept(String written) throws Exception {
    Path log = folder.resolve("target.log");
    TargetOutput output =
        new TargetOutput(
            new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)),
            log,
            null,
            line -> line.replace(SECRET, "(it)"));
    output.run();
    String all = Files.readString(log);
    assertThat(String.join("\n", output.tail()) + "\n").isEqualTo(all);
    return all;
  }

  @Test
  void keepsLinesWithoutSecrets() throws Exception {
    assertThat(kept("one\r\nkey open-sesame!\n\nlast")).isEqualTo("one\nkey (it)!\n\nlast\n");
  }

  @Test
  void findsASecretWhereverALineWithoutAnEndIsCut() throws Exception {
    for (int at = 16_384 - SECRET.length() - 1; at <= 16_384 + 1; at++) {
      assertThat(kept("x".repeat(at) + SECRET + "y".repeat(30_000)).replace("\n", ""))
          .isEqualTo("x".repeat(at) + "(it)" + "y".repeat(30_000));
    }
  }
}
