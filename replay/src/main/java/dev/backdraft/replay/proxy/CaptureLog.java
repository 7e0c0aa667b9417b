package dev.backdraft.replay.proxy;

import dev.backdraft.analysis.reader.capture.CaptureWriter;
import dev.backdraft.analysis.reader.capture.Redactor;
import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The file that a capture goes to. Each request is one write of the file as it must stand then, so
 * that whoever kills the program loses the last request at most; secrets are replaced before. From
 * any thread.
 */
public final class CaptureLog implements Closeable {
  private final Path file;
  private final Form form;
  private final Redactor redactor;
  private final FileChannel channel;
  private long end;
  private long requests;
  private long replayable;
  private long left;
  private @Nullable IOException failed;

  /** What is written, by the ending of the file's name. */
  public enum Form {
    LINES,
    HAR,
    GOREPLAY;

    public static Form of(Path file) {
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      if (name.endsWith(".har")) {
        return HAR;
      }
      return name.endsWith(".gor") ? GOREPLAY : LINES;
    }
  }

  private CaptureLog(Path file, Form form, Redactor redactor, FileChannel channel) {
    this.file = file;
    this.form = form;
    this.redactor = redactor;
    this.channel = channel;
  }

  /** Begins a new file; one that is there already is not overwritten. */
  public static CaptureLog create(Path file, Redactor redactor) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    CaptureLog log = new CaptureLog(file, Form.of(file), redactor, channel);
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    switch (log.form) {
      case LINES -> CaptureWriter.begin(head);
      case HAR -> CaptureWriter.beginHar(head);
      case GOREPLAY -> {}
    }
    byte[] bytes = head.toByteArray();
    log.write(bytes, log.form == Form.HAR ? harEnd() : new byte[0]);
    return log;
  }

  /** Adds a request. After a failure nothing more is written; {@link #failure} tells. */
  public synchronized void add(RequestEntry captured) {
    if (failed != null) {
      left++;
      return;
    }
    RequestEntry entry = redactor.entry(captured);
    if (form == Form.GOREPLAY && entry.fault() != RequestFault.NONE) {
      left++;
      return;
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
      switch (form) {
        case LINES -> CaptureWriter.append(entry, bytes);
        case HAR -> {
          if (requests > 0) {
            bytes.write(',');
            bytes.write('\n');
          }
          CaptureWriter.appendHar(entry, bytes);
        }
        case GOREPLAY -> CaptureWriter.appendGor(entry, requests + 1, bytes);
      }
      write(bytes.toByteArray(), form == Form.HAR ? harEnd() : new byte[0]);
      requests++;
      replayable += entry.fault() == RequestFault.NONE ? 1 : 0;
    } catch (IOException full) {
      failed = full;
      left++;
      cutBack();
    }
  }

  /** Half a request at the end would spoil the whole ones before it. */
  private void cutBack() {
    try {
      channel.truncate(end);
      write(new byte[0], form == Form.HAR ? harEnd() : new byte[0]);
    } catch (IOException fullStill) {
      // The readers pass over half a line; that the file is not whole is told by the failure.
      System.getLogger(CaptureLog.class.getName())
          .log(System.Logger.Level.WARNING, "{0} ends in half a request", file);
    }
  }

  /** What comes next overwrites {@code closing}: the file is whole at any moment. */
  private void write(byte[] bytes, byte[] closing) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(bytes.length + closing.length);
    all.put(bytes).put(closing).flip();
    long at = end;
    while (all.hasRemaining()) {
      at += channel.write(all, at);
    }
    end += bytes.length;
  }

  private static byte[] harEnd() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CaptureWriter.endHar(bytes);
    return bytes.toByteArray();
  }

  public Path file() {
    return file;
  }

  public synchronized long requests() {
    return requests;
  }

  public synchronized long replayable() {
    return replayable;
  }

  /** Requests that are not in the file: it could not be written, or its format cannot hold them. */
  public synchronized long left() {
    return left;
  }

  public synchronized long secrets() {
    return redactor.replaced();
  }

  /** Bodies that could not be searched for secrets and are not in the file. */
  public synchronized long bodiesLeftOut() {
    return redactor.unread();
  }

  public synchronized long sizeBytes() {
    return end;
  }

  /** Why nothing more was written, or null. */
  public synchronized @Nullable IOException failure() {
    return failed;
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
