package dev.backdraft.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class TokenKeyTest {
  @TempDir Path folder;

  @Test
  void isMadeOnceAndStays() {
    byte[] key = TokenKey.at(folder.resolve("own").resolve("token.key"));
    assertThat(key).hasSize(32);
    assertThat(TokenKey.at(folder.resolve("own").resolve("token.key"))).isEqualTo(key);
    assertThat(TokenKey.at(folder.resolve("other").resolve("token.key"))).isNotEqualTo(key);
    assertThat(folder.resolve("own")).isDirectoryContaining("glob:**/token.key");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "rights are another matter there")
  void nobodyElseMayReadIt() throws Exception {
    Path file = folder.resolve("token.key");
    TokenKey.at(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aBrokenOneIsMadeAnewAndAFolderInItsPlaceStopsNobody() throws Exception {
    Path file = folder.resolve("token.key");
    Files.writeString(file, "short");
    byte[] key = TokenKey.at(file);
    assertThat(key).hasSize(32).isEqualTo(Files.readAllBytes(file));
    Path taken = Files.createDirectories(folder.resolve("taken/inside")).getParent();
    assertThat(TokenKey.at(taken)).hasSize(32);
  }
}
