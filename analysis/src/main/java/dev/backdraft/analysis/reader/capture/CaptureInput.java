package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.packed.ArrayInput;
import dev.backdraft.analysis.reader.packed.Budget;
import dev.backdraft.analysis.reader.packed.GzipInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * One capture file as plain bytes, unpacked while it is read. A packed stream that was cut or is
 * broken ends where the damage begins; {@link #damage} then says so.
 */
final class CaptureInput extends ArrayInput {
  private static final int PREFIX_BYTES = 64 << 10;

  /** What a packed file may always unpack to: logs shrink better than recordings. */
  private static final long LEAST = 1L << 30;

  private final PushbackInputStream in;
  private final boolean packed;
  private long offset;
  private int pushedBack;
  private String damage = "";

  /** How many unpacked bytes are believed. */
  private final long most;

  private CaptureInput(InputStream in, boolean packed, long most) {
    this.most = most;
    this.in = new PushbackInputStream(in, PREFIX_BYTES);
    this.packed = packed;
  }

  static CaptureInput open(Path file, Progress progress) throws IOException {
    long total = Files.size(file);
    long most = Math.max(LEAST, Budget.bytesFor(total));
    InputStream raw =
        new BufferedInputStream(new Counted(Files.newInputStream(file), progress, total), 64 << 10);
    raw.mark(2);
    int first = raw.read();
    int second = raw.read();
    raw.reset();
    try {
      if (first == 0x1f && second == 0x8b) {
        return new CaptureInput(new GzipInput(raw), true, most);
      }
      if (first == 0x78 && (first << 8 | second) % 31 == 0) {
        return new CaptureInput(new InflaterInputStream(raw), true, most);
      }
      return new CaptureInput(raw, false, Long.MAX_VALUE);
    } catch (EOFException | ZipException broken) {
      raw.close();
      CaptureInput nothing = new CaptureInput(InputStream.nullInputStream(), true, most);
      nothing.damage = "a broken packed file";
      return nothing;
    }
  }

  /** The first bytes, which will be read again. */
  byte[] prefix() throws IOException {
    byte[] prefix = new byte[PREFIX_BYTES];
    int size = 0;
    while (size < prefix.length) {
      int read = plain(prefix, size, prefix.length - size);
      if (read < 0) {
        break;
      }
      size += read;
    }
    in.unread(prefix, 0, size);
    pushedBack = size;
    return Arrays.copyOf(prefix, size);
  }

  /** What was wrong with the packing, or empty. */
  String damage() {
    return damage;
  }

  long offset() {
    return offset;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = plain(into, from, length);
    offset += Math.max(0, read);
    if (offset > most && damage.isEmpty()) {
      damage = "a packed file that grows without measure when unpacked";
      pushedBack = 0;
      return -1;
    }
    return read;
  }

  private int plain(byte[] into, int from, int length) throws IOException {
    // Past the damage only what was read before it and put back is left.
    int most = damage.isEmpty() ? length : Math.min(length, pushedBack);
    if (most == 0 && length > 0) {
      return -1;
    }
    try {
      int read = in.read(into, from, most);
      pushedBack -= Math.min(pushedBack, Math.max(0, read));
      return read;
    } catch (EOFException | ZipException broken) {
      if (!packed) {
        throw broken;
      }
      damage = "a packed file that was cut or is broken";
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Tells the progress, and stops when the person has cancelled. */
  private static final class Counted extends ArrayInput {
    private final InputStream in;
    private final Progress progress;
    private final long total;
    private long done;

    Counted(InputStream in, Progress progress, long total) {
      this.in = in;
      this.progress = progress;
      this.total = total;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (progress.cancelled()) {
        throw new CancellationException("reading was cancelled");
      }
      int read = in.read(into, from, length);
      done += Math.max(0, read);
      progress.bytes(done, total);
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
