package dev.backdraft.analysis.reader.packed;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks one file into temporary ones, and stops where a bomb would go on. */
public final class Unpacker {
  private static final int HEAD = 16;

  /** Enough of what nobody wants to say what it is. */
  private static final int SAMPLE = 1 << 12;

  /** The list of a zip's entries ends so, before a comment of at most 64 KB. */
  private static final int LIST_END = 0x504b0506;

  private static final int LIST_END_SIZE = 22;

  private final Path file;
  private final Meter meter;
  private final Budget budget;
  private long readBytes;
  private final List<Part> parts = new ArrayList<>();

  /** Told how many packed bytes have been read; may throw to stop. */
  public interface Meter {
    void read(long bytes);
  }

  /** Says which beginnings are worth unpacking. */
  public interface Wanted {
    /** Of a zip's entry. */
    boolean wants(byte[] head, int length);

    /** Of the only thing in a file: something may stand further down in it. */
    boolean mayHold(byte[] head, int length);
  }

  /**
   * A file that was unpacked.
   *
   * @param path where it lies; to be deleted by the caller
   * @param entry its name within a zip, or ""
   * @param fault what was found where the packed bytes broke off, or null
   * @param faultOffset how many packed bytes were read until then
   * @param limited true if it was cut because it grew beyond all measure
   */
  public record Part(
      Path path, String entry, @Nullable String fault, long faultOffset, boolean limited) {}

  /**
   * What a packed file holds.
   *
   * @param parts what was unpacked
   * @param fault what was found behind the last part where more should have been, or null
   */
  public record Unpacked(List<Part> parts, @Nullable Fault fault) {}

  /**
   * Where a file of several parts ended too early.
   *
   * @param found what was found there
   * @param offset how many packed bytes were read until then
   * @param limited true if it was left because it would have grown beyond all measure
   */
  public record Fault(String found, long offset, boolean limited) {}

  private Unpacker(Path file, Budget budget, Meter meter) {
    this.file = file;
    this.budget = budget;
    this.meter = meter;
  }

  static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** The ways to pack that are known. */
  public enum Packing {
    GZIP("gzip"),
    ZIP("zip"),
    LZ4("lz4"),
    ZSTD("zstd");

    private final String id;

    Packing(String id) {
      this.id = id;
    }

    public String id() {
      return id;
    }
  }

  /** How a file that begins so is packed, or null. */
  public static @Nullable Packing packing(byte[] head, int length) {
    if (length < 4) {
      return null;
    }
    int first =
        (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | (head[3] & 0xff);
    if (first >>> 16 == 0x1f8b) {
      return Packing.GZIP;
    }
    return switch (first) {
      case 0x504b0304 -> Packing.ZIP;
      case 0x04224d18 -> Packing.LZ4;
      case 0x28b52ffd -> Packing.ZSTD;
      default -> null;
    };
  }

  /** Unpacks a file; of a zip, the entries that are wanted. Damage ends a part, not the whole. */
  public static Unpacked unpack(
      Path file, Packing packing, Budget budget, Wanted wanted, Meter meter) throws IOException {
    Unpacker unpacker = new Unpacker(file, budget, meter);
    Fault fault = null;
    boolean done = false;
    try (InputStream in = unpacker.counted(Files.newInputStream(file))) {
      if (packing == Packing.ZIP) {
        fault = unpacker.zip(in, wanted);
      } else {
        unpacker.single(in, packing, wanted);
      }
      done = true;
      return new Unpacked(unpacker.parts, fault);
    } finally {
      if (!done) {
        for (Part part : unpacker.parts) {
          Files.deleteIfExists(part.path());
        }
      }
    }
  }

  private InputStream counted(InputStream in) {
    return new BufferedInputStream(
        new ArrayInput() {
          @Override
          public int read(byte[] into, int at, int length) throws IOException {
            int got = in.read(into, at, length);
            readBytes += Math.max(0, got);
            meter.read(Math.max(0, got));
            return got;
          }

          @Override
          public void close() throws IOException {
            in.close();
          }
        },
        1 << 16);
  }

  private void single(InputStream in, Packing packing, Wanted wanted) throws IOException {
    InputStream unpacked;
    try {
      unpacked =
          switch (packing) {
            case GZIP -> new GzipInput(in);
            case LZ4 -> new Lz4Input(in);
            case ZSTD -> new ZstdInput(in);
            case ZIP -> throw new IllegalArgumentException("a zip has entries");
          };
    } catch (EOFException | ZipException e) {
      parts.add(new Part(emptyFile(), "", fault(e), readBytes, false));
      return;
    }
    byte[] head = new byte[SAMPLE];
    int length = 0;
    String fault = null;
    try {
      int got = 0;
      while (length < SAMPLE && got >= 0) {
        got = unpacked.read(head, length, SAMPLE - length);
        length += Math.max(0, got);
      }
    } catch (EOFException | ZipException | BrokenPackException e) {
      fault = fault(e);
    }
    if (fault != null || length < SAMPLE || !wanted.mayHold(head, length)) {
      Path path = emptyFile();
      Files.write(path, Arrays.copyOf(head, length));
      parts.add(new Part(path, "", fault, readBytes, false));
      return;
    }
    parts.add(copy(new SequenceInputStream(new ByteArrayInputStream(head), unpacked), ""));
  }

  private static Path emptyFile() throws IOException {
    return Files.createTempFile("backdraft-", ".unpacked");
  }

  private @Nullable Fault zip(InputStream in, Wanted wanted) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    Fault fault = null;
    int entries = 0;
    try {
      ZipEntry entry;
      while (fault == null && (entry = zip.getNextEntry()) != null) {
        entries++;
        fault = entry(zip, entry, wanted);
      }
    } catch (EOFException | ZipException | IllegalArgumentException e) {
      fault = new Fault(fault(e), readBytes, false);
    }
    if (fault == null) {
      String missing = missing(entries);
      fault = missing == null ? null : new Fault(missing, readBytes, false);
    }
    if (fault != null && parts.isEmpty()) {
      parts.add(new Part(emptyFile(), "", fault.found(), fault.offset(), fault.limited()));
    }
    return fault;
  }

  /** Takes an entry or steps over it; gives why it must be the last. */
  private @Nullable Fault entry(ZipInputStream zip, ZipEntry entry, Wanted wanted)
      throws IOException {
    if (!budget.takePart()) {
      return new Fault("more entries than are read", readBytes, true);
    }
    byte[] head = new byte[HEAD];
    BufferedInputStream content = new BufferedInputStream(zip, 1 << 16);
    content.mark(HEAD);
    int length = content.readNBytes(head, 0, HEAD);
    content.reset();
    if (!entry.isDirectory() && wanted.wants(head, length)) {
      Part part = copy(content, plainName(entry.getName()));
      parts.add(part);
      String found = part.limited() ? "one that grows without measure when unpacked" : part.fault();
      return found == null ? null : new Fault(found, readBytes, part.limited());
    }
    byte[] unwanted = new byte[1 << 13];
    int got;
    while ((got = content.read(unwanted)) >= 0) {
      if (!budget.take(got)) {
        return new Fault("an entry that grows without measure when unpacked", readBytes, true);
      }
    }
    return null;
  }

  /**
   * What says that a zip had more entries than were met, or null: its list of them is missing, or
   * names more. Only the list tells a zip that is whole from one that was cut between two entries.
   */
  private @Nullable String missing(int entries) throws IOException {
    byte[] tail = tail();
    for (int at = tail.length - LIST_END_SIZE; at >= 0; at--) {
      if (tail[at] == 'P' && ByteBuffer.wrap(tail, at, 4).getInt() == LIST_END) {
        int listed = (tail[at + 10] & 0xff) | (tail[at + 11] & 0xff) << 8;
        boolean all = listed <= entries || listed == 0xffff;
        return all ? null : "only " + entries + " of " + listed + " entries";
      }
    }
    return "the end of " + file.getFileName() + ", without the list of what it holds";
  }

  private byte[] tail() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long size = channel.size();
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, LIST_END_SIZE + 0xffff));
      channel.position(size - tail.capacity());
      int got = 0;
      while (tail.hasRemaining() && got >= 0) {
        got = channel.read(tail);
      }
      return tail.array();
    }
  }

  /** An entry's name is only ever shown, but it is cut to its last part all the same. */
  private static String plainName(String name) {
    int cut = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    return name.substring(cut + 1);
  }

  private Part copy(InputStream from, String entry) throws IOException {
    Path path = emptyFile();
    boolean done = false;
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(path)) {
      Part part = null;
      while (part == null) {
        int got;
        try {
          got = from.read(buffer);
        } catch (EOFException | ZipException | BrokenPackException e) {
          part = new Part(path, entry, fault(e), readBytes, false);
          break;
        }
        if (got < 0) {
          part = new Part(path, entry, null, readBytes, false);
        } else if (!budget.take(got)) {
          part = new Part(path, entry, null, readBytes, true);
        } else {
          out.write(buffer, 0, got);
        }
      }
      done = true;
      return part;
    } finally {
      if (!done) {
        Files.deleteIfExists(path);
      }
    }
  }

  private String fault(Exception e) {
    if (e instanceof EOFException) {
      return "the end of " + file.getFileName();
    }
    String message = e.getMessage();
    return message == null ? "bytes that cannot be unpacked" : message;
  }
}
