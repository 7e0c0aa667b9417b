package dev.backdraft.analysis.reader.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and chunks beyond 2 GB, with holes in them so that they take no room on the disk. */
final class LargeFileTest {
  private static final long GB = 1L << 30;

  /** Where the size of a chunk, the place of its constants and that of its metadata stand. */
  private static final int SIZE_AT = 8;

  private static final int METADATA_AT = 24;

  @TempDir private Path folder;

  /**
   * One chunk: its header, then events of a type that nobody knows, each as large as an event may
   * be, and behind 5 GB of them what the header names.
   */
  @Test
  void aChunkOfFiveGigabytesIsReadToItsEnd() throws Exception {
    Path small = folder.resolve("small.jfr");
    BenchRecordings.write("samples", 1 << 20, small, 3);
    byte[] bytes = Files.readAllBytes(small);
    Path large = folder.resolve("large.jfr");
    int hole = (1 << 28) - 8;
    int holes = 20;
    try (RandomAccessFile out = new RandomAccessFile(large.toFile(), "rw")) {
      out.write(bytes, 0, ChunkHeader.SIZE);
      for (int i = 0; i < holes; i++) {
        long at = out.getFilePointer();
        for (int shift = 0; shift < 4; shift++) {
          out.write(((hole >>> (7 * shift)) & 0x7f) | (shift < 3 ? 0x80 : 0));
        }
        out.write(99); // of no known type
        out.seek(at + hole);
      }
      out.write(bytes, ChunkHeader.SIZE, bytes.length - ChunkHeader.SIZE);
      long moved = (long) holes * hole;
      for (int field : new int[] {SIZE_AT, METADATA_AT}) {
        out.seek(field);
        long value = out.readLong();
        out.seek(field);
        out.writeLong(value + moved);
      }
    }
    assertThat(Files.size(large)).isGreaterThan(4 * GB);
    same(small, large, 1);
  }

  @Test
  void chunksBehindTwoGigabytesOfSomethingElseAreFound() throws Exception {
    Path small = folder.resolve("small.jfr");
    BenchRecordings.write("samples", 1 << 20, small, 3);
    byte[] bytes = Files.readAllBytes(small);
    Path large = folder.resolve("far.jfr");
    try (RandomAccessFile out = new RandomAccessFile(large.toFile(), "rw")) {
      out.write(bytes);
      out.seek(bytes.length + 2 * GB + 17);
      out.write(bytes);
    }
    same(small, large, 2);
  }

  private static void same(Path small, Path large, int times) throws IOException {
    try (Recording one = EvidenceReader.open(List.of(small), Progress.NONE);
        Recording other = EvidenceReader.open(List.of(large), Progress.NONE)) {
      assertThat(other.samples(SampleKind.CPU).size())
          .isEqualTo(times * one.samples(SampleKind.CPU).size());
      assertThat(other.stacks().size()).isEqualTo(one.stacks().size());
      assertThat(other.files().getFirst().chunks()).isEqualTo(times);
      assertThat(other.problems()).hasSize(1);
      assertThat(other.problems().getFirst().lostBytes()).isGreaterThan(2 * GB);
    } catch (dev.backdraft.analysis.reader.EvidenceException e) {
      throw new IOException(e);
    }
  }
}
