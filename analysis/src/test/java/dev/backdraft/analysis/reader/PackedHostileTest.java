package dev.backdraft.analysis.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jdk.jfr.Event;
import jdk.jfr.Name;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packed files that grow without measure, or end where nobody notices. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PackedHostileTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir static Path shared;
  @TempDir Path folder;
  private static byte[] recording = new byte[0];

  @Name("test.Packed")
  private static final class Packed extends Event {}

  @BeforeAll
  static void record() throws IOException {
    Path file = shared.resolve("small.jfr");
    try (jdk.jfr.Recording running = new jdk.jfr.Recording()) {
      running.enable("test.Packed");
      running.start();
      new Packed().commit();
      running.stop();
      running.dump(file);
    }
    recording = Files.readAllBytes(file);
  }

  private Recording open(byte[] bytes) throws IOException, EvidenceException {
    Path file = Files.write(folder.resolve("packed.bin"), bytes);
    return EvidenceReader.open(List.of(file), Progress.NONE);
  }

  private interface Filling {
    void into(OutputStream out) throws IOException;
  }

  private static byte[] gzip(Filling filling) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      filling.into(out);
    }
    return packed.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, Filling filling) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    filling.into(zip);
    zip.closeEntry();
  }

  private static void zeros(OutputStream out, long megabytes) throws IOException {
    byte[] zeros = new byte[(int) MEGABYTE];
    for (long i = 0; i < megabytes; i++) {
      out.write(zeros);
    }
  }

  private static long temporaryFiles() throws IOException {
    Path place = Path.of(System.getProperty("java.io.tmpdir"));
    try (var all = Files.newDirectoryStream(place, "backdraft-*.unpacked")) {
      long count = 0;
      for (Path one : all) {
        count += Files.exists(one) ? 1 : 0;
      }
      return count;
    }
  }

  @Test
  void aBombInTwoLayersHasOneLimit() throws IOException {
    long before = temporaryFiles();
    byte[] inner =
        gzip(out -> {
          out.write(Arrays.copyOf(recording, 8));
          zeros(out, 150);
        });
    byte[] both =
        gzip(out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < 20; i++) {
              entry(zip, "bomb" + i + ".gz", one -> one.write(inner));
            }
          }
        });
    assertThatThrownBy(() -> open(both)).isInstanceOf(EvidenceException.class);
    assertThat(temporaryFiles()).isLessThanOrEqualTo(before);
  }

  @Test
  void recordingsOfAZipShareOneLimit() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      entry(zip, "good.jfr", out -> out.write(recording));
      for (int i = 0; i < 3; i++) {
        entry(
            zip,
            "bomb" + i + ".jfr",
            out -> {
              out.write(Arrays.copyOf(recording, 70));
              zeros(out, 40);
            });
      }
    }
    try (Recording opened = open(packed.toByteArray())) {
      assertThat(opened.events("test.Packed").rows()).isEqualTo(1);
      assertThat(opened.problems())
          .filteredOn(problem -> problem.kind() == Problem.Kind.LIMIT)
          .hasSize(1);
    }
  }

  @Test
  void entriesThatNobodyWantsCountToo() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      entry(zip, "good.jfr", out -> out.write(recording));
      entry(zip, "zeros.bin", out -> zeros(out, 400));
      entry(zip, "behind.jfr", out -> out.write(recording));
    }
    try (Recording opened = open(packed.toByteArray())) {
      assertThat(opened.events("test.Packed").rows()).isEqualTo(1);
      assertThat(opened.problems())
          .anyMatch(problem ->
              problem.kind() == Problem.Kind.LIMIT
                  && problem.found().contains("grows without measure"));
    }
  }

  @Test
  void aZipThatIsCutBetweenItsEntriesIsTold() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    int behindFirst;
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      entry(zip, "first.jfr", out -> out.write(recording));
      zip.flush();
      behindFirst = packed.size();
      entry(zip, "second.jfr", out -> out.write(recording));
    }
    byte[] whole = packed.toByteArray();
    try (Recording opened = open(whole)) {
      assertThat(opened.events("test.Packed").rows()).isEqualTo(2);
      assertThat(opened.problems()).isEmpty();
    }
    for (int cut : new int[] {behindFirst, behindFirst + 10, whole.length - 22}) {
      try (Recording opened = open(Arrays.copyOf(whole, cut))) {
        assertThat(opened.events("test.Packed").rows()).isEqualTo(cut < whole.length - 22 ? 1 : 2);
        assertThat(opened.problems())
            .extracting(Problem::kind)
            .containsExactly(Problem.Kind.BROKEN_COMPRESSION);
      }
    }
    byte[] hole = whole.clone();
    Arrays.fill(hole, behindFirst, behindFirst + 4, (byte) 0);
    try (Recording opened = open(hole)) {
      assertThat(opened.problems())
          .anyMatch(problem -> problem.found().equals("only 1 of 2 entries"));
    }
  }

  @Test
  void whatIsCertainlyNoRecordingIsNotUnpacked() throws IOException {
    byte[] text =
        gzip(out -> {
          byte[] line =
              "a line of a log that is no recording\n"
                  .repeat(1000)
                  .getBytes(StandardCharsets.UTF_8);
          for (int i = 0; i < 3000; i++) {
            out.write(line);
          }
        });
    assertThatThrownBy(() -> open(text))
        .isInstanceOf(EvidenceException.Unknown.class)
        .hasMessageContaining("plain text");
  }

  @Test
  void membersWithoutNumberAreReadOneAfterTheOther() throws Exception {
    byte[] empty = gzip(out -> {});
    byte[] last = gzip(out -> out.write(recording));
    int count = 100_000;
    byte[] all = new byte[count * empty.length + last.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(empty, 0, all, i * empty.length, empty.length);
    }
    System.arraycopy(last, 0, all, count * empty.length, last.length);
    try (Recording opened = open(all)) {
      assertThat(opened.events("test.Packed").rows()).isEqualTo(1);
      assertThat(opened.problems()).isEmpty();
    }
  }

  @Test
  void framesThatDeclareLargeWindowsAreNotBelieved() {
    byte[] zstd = {(byte) 0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (17 << 3), 1, 0, 0};
    byte[] lz4 = {0x04, 0x22, 0x4d, 0x18, 0x40, 0x70, 0, 0, 0, 0, 0};
    for (byte[] frame : List.of(zstd, lz4)) {
      byte[] all = new byte[frame.length * 100_000];
      for (int i = 0; i < all.length; i++) {
        all[i] = frame[i % frame.length];
      }
      assertThatThrownBy(() -> open(all)).isInstanceOf(EvidenceException.class);
    }
  }

  @Test
  void theOldUnpackerAndOursGiveTheSame() throws Exception {
    byte[] packed = gzip(out -> out.write(recording));
    byte[] theirs =
        new java.util.zip.GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    assertThat(theirs).isEqualTo(recording);
    byte[] behind = Arrays.copyOf(packed, packed.length + 100);
    try (Recording opened = open(behind)) {
      assertThat(opened.events("test.Packed").rows()).isEqualTo(1);
    }
    byte[] wrong = packed.clone();
    wrong[wrong.length - 6] ^= 1;
    try (Recording opened = open(wrong)) {
      assertThat(opened.events("test.Packed").rows()).isEqualTo(1);
      assertThat(opened.problems())
          .extracting(Problem::kind)
          .containsExactly(Problem.Kind.BROKEN_COMPRESSION);
    }
  }
}
