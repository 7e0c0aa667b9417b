package dev.backdraft.analysis.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people really drop in by mistake, told apart by content. */
final class IntakeTest {
  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("recording.jfr"), content);
  }

  private Path file(String content) throws IOException {
    return file(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void open(Path file) throws EvidenceException {
    EvidenceReader.open(List.of(file), Progress.NONE).close();
  }

  @Test
  void aMissingFileIsMissing() {
    assertThatThrownBy(() -> open(folder.resolve("none.jfr")))
        .isInstanceOf(EvidenceException.Missing.class);
  }

  @Test
  void aFolderIsAFolder() {
    assertThatThrownBy(() -> open(folder)).isInstanceOf(EvidenceException.Folder.class);
  }

  @Test
  void anEmptyFileIsEmpty() throws IOException {
    Path empty = file("");
    assertThatThrownBy(() -> open(empty)).isInstanceOf(EvidenceException.Empty.class);
  }

  @Test
  void aPointerOfGitLfsSaysHowLargeTheFileIs() throws IOException {
    Path pointer =
        file("version https://git-lfs.github.com/spec/v1\noid sha256:24a7\nsize 12345\n");
    EvidenceException.LfsPointer found =
        catchThrowableOfType(EvidenceException.LfsPointer.class, () -> open(pointer));
    assertThat(found.sizeBytes()).isEqualTo(12345);
  }

  @Test
  void theFormatOfJdk7And8NamesWhoReadsIt() throws IOException {
    byte[] old = new byte[100];
    System.arraycopy(new byte[] {'F', 'L', 'R', 0, 0, 0, 0, 9}, 0, old, 0, 8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(old);
    }
    for (byte[] content : List.of(old, packed.toByteArray())) {
      Path file = file(content);
      EvidenceException.OldFormat found =
          catchThrowableOfType(EvidenceException.OldFormat.class, () -> open(file));
      assertThat(found.readers()).contains("Mission Control");
    }
  }

  @Test
  void otherFilesAreDescribed() throws IOException {
    String[][] cases = {
      {"\u007fELF\u0002\u0001", "ELF"},
      {"\u0089PNG\r\n", "PNG"},
      {"<!DOCTYPE html><html>", "HTML"},
      {"{\"a\": 1}", "JSON"},
      {"hello, world", "plain text"},
      {"\u0001\u0002\u0003\u0004\u0005", "no known format"},
    };
    for (String[] one : cases) {
      Path file = file(one[0]);
      assertThatThrownBy(() -> open(file))
          .isInstanceOf(EvidenceException.Unknown.class)
          .hasMessageContaining(one[1]);
    }
  }

  @Test
  void aBombStopsAtItsLimit() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[] {'F', 'L', 'R', 0, 0, 2, 0, 0});
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        gzip.write(zeros);
      }
    }
    Path bomb = file(packed.toByteArray());
    assertThatThrownBy(() -> open(bomb)).isInstanceOf(EvidenceException.Nothing.class);
  }
}
