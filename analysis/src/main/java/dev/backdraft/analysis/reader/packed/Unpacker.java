package dev.backdraft.analysis.reader.packed;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks one file into temporary ones, and stops where a bomb would go on. */
public final class Unpacker {
  /** Real recordings shrink 3 to 40 times; a bomb a thousand times and more. */
  private static final long MAX_RATIO = 200;

  private static final long ALWAYS_ALLOWED = 64L << 20;
  private static final long NEVER_ALLOWED = 64L << 30;
  private static final long DISK_LEFT = 256L << 20;
  private static final int MAX_ENTRIES = 10_000;
  private static final int HEAD = 16;

  private final Path file;
  private final Meter meter;
  private final long limitBytes;
  private long unpackedBytes;
  private long readBytes;
  private final List<Part> parts = new ArrayList<>();

  /** Told how many packed bytes have been read; may throw to stop. */
  public interface Meter {
    void read(long bytes);
  }

  /** Says which beginnings of a zip's entry are worth unpacking. */
  public interface Wanted {
    boolean wants(byte[] head, int length);
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

  private Unpacker(Path file, Meter meter) throws IOException {
    this.file = file;
    this.meter = meter;
    long packed = Files.size(file);
    long disk = temporary().toFile().getUsableSpace() - DISK_LEFT;
    this.limitBytes =
        Math.min(
            Math.min(NEVER_ALLOWED, Math.max(disk, 0)),
            Math.max(ALWAYS_ALLOWED, packed * MAX_RATIO));
  }

  private static Path temporary() {
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
  public static List<Part> unpack(Path file, Packing packing, Wanted wanted, Meter meter)
      throws IOException {
    Unpacker unpacker = new Unpacker(file, meter);
    boolean done = false;
    try (InputStream in = unpacker.counted(Files.newInputStream(file))) {
      if (packing == Packing.ZIP) {
        unpacker.zip(in, wanted);
      } else {
        unpacker.single(in, packing);
      }
      done = true;
      return unpacker.parts;
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
        new InputStream() {
          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
          }

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

  private void single(InputStream in, Packing packing) throws IOException {
    InputStream unpacked;
    try {
      unpacked =
          switch (packing) {
            case GZIP -> new GZIPInputStream(in, 1 << 16);
            case LZ4 -> new Lz4Input(in);
            case ZSTD -> new ZstdInput(in);
            case ZIP -> throw new IllegalArgumentException("a zip has entries");
          };
    } catch (EOFException | ZipException e) {
      parts.add(new Part(emptyFile(), "", fault(e), readBytes, false));
      return;
    }
    parts.add(copy(unpacked, ""));
  }

  private static Path emptyFile() throws IOException {
    return Files.createTempFile("backdraft-", ".unpacked");
  }

  private void zip(InputStream in, Wanted wanted) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    byte[] head = new byte[HEAD];
    for (int i = 0; i < MAX_ENTRIES; i++) {
      try {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null) {
          return;
        }
        BufferedInputStream content = new BufferedInputStream(zip, 1 << 16);
        content.mark(HEAD);
        int length = content.readNBytes(head, 0, HEAD);
        if (!entry.isDirectory() && wanted.wants(head, length)) {
          content.reset();
          Part part = copy(content, plainName(entry.getName()));
          parts.add(part);
          if (part.fault() != null || part.limited()) {
            return;
          }
        }
      } catch (EOFException | ZipException | IllegalArgumentException e) {
        if (parts.isEmpty()) {
          parts.add(new Part(emptyFile(), "", fault(e), readBytes, false));
        }
        return;
      }
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
        } else if (unpackedBytes + got > limitBytes) {
          part = new Part(path, entry, null, readBytes, true);
        } else {
          out.write(buffer, 0, got);
          unpackedBytes += got;
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
