package dev.backdraft.analysis.reader.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that were made to cost more than they are: each is small, and each asked for an age or for
 * all memory where a reader believed it. The time limit only ends a hang.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileTest {
  private static final String EVENT = "jdk.jfr.Event";

  @TempDir Path folder;

  private Recording open(byte[] bytes) throws IOException, EvidenceException {
    Path file = Files.write(folder.resolve("hostile.jfr"), bytes);
    return EvidenceReader.open(List.of(file), Progress.NONE);
  }

  private static String[] fields(int count, String type) {
    String[] fields = new String[count];
    for (int i = 0; i < count; i++) {
      fields[i] = "f" + i + ' ' + type;
    }
    return fields;
  }

  private static List<EventType.Field> fieldsOf(Recording recording, String type) {
    return recording.eventTypes().stream()
        .filter(one -> one.name().equals(type))
        .findFirst()
        .orElseThrow()
        .fields();
  }

  @Test
  void aTypeThatNestsInItselfHasNoColumnsWithoutEnd() throws Exception {
    JfrWriter writer =
        new JfrWriter()
            .usualTypes()
            .type(200, "a.Self", "", fields(300, "200"))
            .type(201, "a.Nested", EVENT, "startTime 6 @10", "self 200", "behind 6")
            .metadata();
    writer.event(201, 1, 2, 3).event(101, 5, 1, 1, 1);
    try (Recording recording = open(writer.chunk())) {
      assertThat(fieldsOf(recording, "a.Nested")).hasSizeBetween(1, 1000);
      assertThat(recording.events("a.Nested").rows()).isLessThanOrEqualTo(1);
      assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(1);
    }
  }

  @Test
  void constantsThatNestInEachOtherHaveNoColumnsWithoutEnd() throws Exception {
    JfrWriter writer =
        new JfrWriter()
            .usualTypes()
            .type(200, "a.A", "", fields(300, "201 id"))
            .type(201, "a.B", "", fields(300, "202 id"))
            .type(202, "a.C", "", fields(300, "203 id"))
            .type(203, "a.D", "", fields(300, "204"))
            .type(204, "a.E", "")
            .type(205, "a.Nested", EVENT, "startTime 6 @10", "a 200 id")
            .metadata();
    writer.event(205, 1, 7);
    try (Recording recording = open(writer.chunk())) {
      assertThat(fieldsOf(recording, "a.Nested")).hasSizeBetween(1, 1000);
      assertThat(recording.events("a.Nested").rows()).isEqualTo(1);
    }
  }

  @Test
  void manyTypesShareTheirColumns() throws Exception {
    JfrWriter writer = new JfrWriter().usualTypes().type(200, "a.Wide", "", fields(1000, "6"));
    int types = 4000;
    for (int i = 0; i < types; i++) {
      writer.type(1000 + i, "a.Event" + i, EVENT, "wide 200 id");
    }
    writer.metadata();
    for (int i = 0; i < types; i++) {
      writer.event(1000 + i, 1);
    }
    try (Recording recording = open(writer.chunk())) {
      assertThat(recording.eventTypes()).hasSize(types);
      assertThat(recording.eventTypes())
          .allMatch(type -> type.fields().size() >= 8 && type.fields().size() < 1000);
    }
  }

  @Test
  void aTypeThatIsDescribedInManyWaysDoesNotGrowWithoutEnd() throws Exception {
    JfrWriter writer = new JfrWriter().usualTypes();
    int types = 2000;
    for (int i = 0; i < types; i++) {
      writer.type(1000 + i, "a.Same", EVENT, "x" + i + " 6", "y" + i + " 6", "z" + i + " 7");
    }
    writer.metadata();
    for (int i = 0; i < types; i++) {
      writer.event(1000 + i, 1, 2, 0);
    }
    try (Recording recording = open(writer.chunk())) {
      assertThat(recording.eventTypes()).hasSize(1);
      assertThat(fieldsOf(recording, "a.Same")).hasSizeBetween(3, 2000);
      assertThat(recording.events("a.Same").rows()).isEqualTo(types);
    }
  }

  @Test
  void constantsThatShowEachOtherAreShownInPart() throws Exception {
    JfrWriter writer =
        new JfrWriter()
            .usualTypes()
            .type(200, "a.Ring", "", fields(300, "200 id"))
            .type(201, "a.Shown", EVENT, "startTime 6 @10", "rings 200 []", "ring 200 id")
            .metadata();
    int at = writer.beginCheckpoint(1);
    writer.pool(200, 1);
    for (int i = 0; i <= 300; i++) {
      writer.number(1);
    }
    writer.end(at);
    int event = writer.begin(201);
    writer.number(1);
    writer.number(1);
    for (int i = 0; i <= 300; i++) {
      writer.number(1);
    }
    writer.end(event);
    try (Recording recording = open(writer.chunk())) {
      EventTable table = recording.events("a.Shown");
      assertThat(table.rows()).isEqualTo(1);
      int id = table.ids(table.field("rings"))[0];
      assertThat(recording.strings().get(id)).contains("...").hasSizeLessThan(300_000);
    }
  }

  @Test
  void aConstantOfNothingButStructuresIsNotReadForEver() throws Exception {
    JfrWriter writer =
        new JfrWriter()
            .usualTypes()
            .type(200, "a.Deep", "", fields(300, "200"))
            .type(201, "a.Wide", "", fields(5000, "202"))
            .type(202, "a.Nothing", "")
            .type(203, "a.Pair", "", "wide 201", "byte 4")
            .type(204, "a.List", "", "pairs 203 []")
            .type(205, "a.Event", EVENT, "startTime 6 @10", "deep 200 id", "list 204 id")
            .metadata();
    int at = writer.beginCheckpoint(2);
    writer.pool(204, 1);
    writer.number(1);
    writer.number(50_000);
    for (int i = 0; i < 50_000; i++) {
      writer.raw(1);
    }
    writer.pool(200, 1);
    writer.number(1);
    writer.end(at);
    writer.event(205, 1, 1, 1);
    try (Recording recording = open(writer.chunk())) {
      assertThat(recording.events("a.Event").rows()).isEqualTo(1);
      assertThat(recording.problems())
          .extracting(Problem::kind)
          .contains(Problem.Kind.BROKEN_CONSTANTS);
    }
  }

  @Test
  void aSumOverEventsThatReachBeyondTheFileIsMadeOfTheOthers() throws Exception {
    JfrWriter writer =
        new JfrWriter()
            .usualTypes()
            .type(200, "jdk.DataLoss", EVENT, "startTime 6 @10", "text 7", "amount 6", "total 6")
            .metadata();
    writer.event(200, 1, 0, 70, 70);
    int at = writer.begin(200);
    writer.number(1);
    writer.raw(Cursor.TEXT_LATIN1);
    writer.number(1 << 25);
    writer.end(at);
    at = writer.begin(200);
    writer.number(1);
    writer.end(at);
    try (Recording recording = open(writer.chunk())) {
      assertThat(recording.blindSpots())
          .anyMatch(spot -> spot.what().contains("lost 70 bytes of events"));
    }
  }

  private static byte[] header(long sizeBytes) {
    ByteBuffer header = ByteBuffer.allocate(ChunkHeader.SIZE);
    header.put(new byte[] {'F', 'L', 'R', 0, 0, 2, 0, 1}).putLong(sizeBytes);
    header.putLong(0).putLong(0).putLong(JfrWriter.START_NANOS).putLong(0).putLong(0);
    header.putLong(1_000_000_000L).putInt(1);
    return header.array();
  }

  private static byte[] headers(int count, int step, long sizeBytes, byte[] behind) {
    byte[] all = new byte[count * step + behind.length];
    byte[] one = header(sizeBytes);
    for (int i = 0; i < count; i++) {
      System.arraycopy(one, 0, all, i * step, Math.min(step, one.length));
    }
    System.arraycopy(behind, 0, all, count * step, behind.length);
    return all;
  }

  private static byte[] whole() {
    JfrWriter writer = new JfrWriter().usualTypes().metadata();
    return writer.event(101, 5, 1, 1, 1).chunk();
  }

  @Test
  void headersWithNothingBehindAreBytesThatBelongToNothing() throws Exception {
    int count = 20_000;
    for (long declared : new long[] {0, ChunkHeader.SIZE, Long.MAX_VALUE, -1}) {
      byte[] flood = headers(count, ChunkHeader.SIZE, declared, whole());
      try (Recording recording = open(flood)) {
        assertThat(recording.files().getFirst().chunks()).isEqualTo(1);
        assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(1);
        assertThat(recording.problems()).hasSize(1);
        Problem problem = recording.problems().getFirst();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.FOREIGN_BYTES);
        assertThat(problem.lostBytes()).isEqualTo((long) count * ChunkHeader.SIZE);
      }
    }
  }

  @Test
  void aFloodOfChunksWithRoomForNothingElseIsToldInPart() throws Exception {
    byte[] flood = headers(20_000, ChunkHeader.SIZE + 4, ChunkHeader.SIZE + 4, whole());
    try (Recording recording = open(flood)) {
      assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(1);
      assertThat(recording.problems()).hasSize(10_001);
      assertThat(recording.problems().getLast().kind()).isEqualTo(Problem.Kind.LIMIT);
    }
  }

  @Test
  void chunksDoNotBorrowADescriptionWithoutEnd() throws Exception {
    JfrWriter writer = new JfrWriter();
    for (int i = 0; i < 20_000; i++) {
      writer.type(100 + i, "a.Event" + i, EVENT);
    }
    byte[] first = writer.metadata().event(100, 1).chunk();
    byte[] behind = headers(5000, ChunkHeader.SIZE + 4, ChunkHeader.SIZE + 4, new byte[0]);
    ByteBuffer.wrap(first).putShort(6, (short) 1);
    byte[] all = Arrays.copyOf(first, first.length + behind.length);
    System.arraycopy(behind, 0, all, first.length, behind.length);
    try (Recording recording = open(all)) {
      assertThat(recording.files().getFirst().chunks()).isEqualTo(5001);
      assertThat(recording.problems())
          .anyMatch(problem -> problem.found().startsWith("none that can be read"));
    }
  }

  @Test
  void aChunkThatHasJustBegunIsTold() throws Exception {
    byte[] first = whole();
    byte[] both = Arrays.copyOf(first, first.length + ChunkHeader.SIZE);
    System.arraycopy(header(0), 0, both, first.length, ChunkHeader.SIZE);
    try (Recording recording = open(both)) {
      assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(1);
      assertThat(recording.problems())
          .extracting(Problem::kind)
          .contains(Problem.Kind.UNFINISHED_CHUNK);
    }
    assertThatThrownBy(() -> open(header(0)))
        .isInstanceOf(EvidenceException.Nothing.class)
        .hasMessageContaining("only just begun");
  }

  @Test
  void aMetadataEventOnTheLastBytesOfTheFileIsNone() throws Exception {
    for (int tail = 3; tail < 20; tail++) {
      byte[] bytes = Arrays.copyOf(header(ChunkHeader.SIZE + tail), ChunkHeader.SIZE + tail);
      Arrays.fill(bytes, ChunkHeader.SIZE, bytes.length, (byte) 0x80);
      bytes[ChunkHeader.SIZE] = (byte) tail;
      bytes[ChunkHeader.SIZE + 1] = 0;
      ByteBuffer.wrap(bytes).putLong(24, ChunkHeader.SIZE);
      assertThatThrownBy(() -> open(bytes)).isInstanceOf(EvidenceException.class);
    }
  }

  @Test
  void aRingOfCheckpointsIsWalkedOnce() throws Exception {
    JfrWriter writer = new JfrWriter().usualTypes().metadata();
    for (int i = 0; i < 3; i++) {
      writer.end(writer.beginCheckpoint(0));
    }
    writer.event(101, 5, 1, 1, 1);
    byte[] bytes = writer.chunk();
    int last = (int) ByteBuffer.wrap(bytes).getLong(16);
    // Size in four bytes, type, start and duration in one each: here the way back begins.
    for (int delta : new int[] {0, 1, 0x7f}) {
      byte[] ring = bytes.clone();
      Arrays.fill(ring, last + 7, last + 15, (byte) (delta | 0x80));
      ring[last + 15] = (byte) delta;
      try (Recording recording = open(broken(ring, last))) {
        assertThat(recording.eventTypes()).isNotNull();
      }
    }
  }

  /** Breaks what stands before an offset, so that the chain of checkpoints is asked for. */
  private static byte[] broken(byte[] bytes, int before) {
    byte[] broken = bytes.clone();
    Arrays.fill(broken, before - 4, before, (byte) 0);
    return broken;
  }

  @Test
  void declaredCountsAndLengthsAreNotBelieved() throws Exception {
    long[] huge = {Integer.MAX_VALUE, 1 << 26, 0xffff_ffffL, Long.MAX_VALUE};
    for (long count : huge) {
      JfrWriter writer = new JfrWriter().usualTypes();
      writer.type(200, "a.List", EVENT, "startTime 6 @10", "all 6 []", "text 7").metadata();
      int at = writer.beginCheckpoint((int) count);
      writer.pool(22, (int) count);
      writer.number(1);
      writer.raw(Cursor.TEXT_CHARS);
      writer.number(count);
      writer.end(at);
      at = writer.beginCheckpoint(1);
      writer.pool(26, 1);
      writer.number(1);
      writer.raw(0);
      writer.number(count);
      writer.end(at);
      at = writer.begin(200);
      writer.number(1);
      writer.number(count);
      writer.end(at);
      writer.event(101, 5, 1, 1, 1);
      try (Recording recording = open(writer.chunk())) {
        assertThat(recording.events("a.List").rows()).isZero();
        assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(1);
        assertThat(recording.problems())
            .extracting(Problem::kind)
            .contains(Problem.Kind.BROKEN_CONSTANTS, Problem.Kind.BROKEN_EVENT);
      }
    }
  }

  @Test
  void unknownTypesWithoutNumberAreToldInPart() throws Exception {
    JfrWriter writer = new JfrWriter().usualTypes().metadata();
    int count = 50_000;
    for (int i = 0; i < count; i++) {
      writer.event(100_000 + i, 1);
      writer.event(101, i, 1, 1, 1).event(101, i, 1, 1, 1);
    }
    try (Recording recording = open(writer.chunk())) {
      assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(2 * count);
      assertThat(recording.problems()).hasSizeBetween(1, 1000);
    }
  }

  /** Each broken byte looks like an event that ends far behind, where another one begins. */
  @Test
  void eventsThatPointFarAheadAreNotFollowedForEver() throws Exception {
    JfrWriter writer = new JfrWriter().usualTypes().metadata();
    int begin = writer.size();
    int length = 3 << 20;
    ByteArrayOutputStream crafted = new ByteArrayOutputStream();
    while (crafted.size() < length) {
      // A size of 1,5 MB or so, the type of a sample, its time.
      crafted.write(0xe0);
      crafted.write(0xe0);
      crafted.write(0x60);
      crafted.write(101);
      crafted.write(1);
    }
    for (byte b : crafted.toByteArray()) {
      writer.raw(b);
    }
    for (int i = 0; i < 10; i++) {
      writer.event(101, i, 1, 1, 1);
    }
    byte[] bytes = writer.chunk();
    bytes[begin] = 0;
    try (Recording recording = open(bytes)) {
      assertThat(recording.problems()).isNotEmpty();
      assertThat(recording.samples(SampleKind.CPU).size()).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void idsAtBothEndsOfALongAreIds() {
    StackIds ids = new StackIds(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1}, new int[3], 3);
    assertThat(ids.get(Long.MIN_VALUE)).isZero();
    assertThat(ids.get(7)).isEqualTo(-1);
  }

  @Test
  void classesThatShareOneLongNameAreNamedOnce() throws Exception {
    JfrWriter writer = new JfrWriter().usualTypes().metadata();
    int classes = 100_000;
    int at = writer.beginCheckpoint(2);
    writer.pool(22, 1);
    writer.number(1);
    writer.text("a/".repeat(200_000));
    writer.pool(21, classes);
    for (int i = 0; i < classes; i++) {
      for (long value : new long[] {i, 0, 1, 0, 1}) {
        writer.number(value);
      }
    }
    writer.end(at);
    writer.event(101, 5, 1, 1, 1);
    try (Recording recording = open(writer.chunk())) {
      assertThat(recording.problems()).isEmpty();
      assertThat(recording.samples(SampleKind.CPU).size()).isEqualTo(1);
    }
  }
}
