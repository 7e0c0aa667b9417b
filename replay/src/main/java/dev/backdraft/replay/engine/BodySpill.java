package dev.backdraft.replay.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes bodies that are too large for memory to a file, from a thread of its own: event loops only
 * hand over what they read anyway. When the file, the disk or the thread has no room for a piece,
 * its body is lost, which is counted; nobody ever waits.
 */
final class BodySpill implements AutoCloseable {
  /** Pieces that wait to be written, in bytes. */
  static final long MOST_QUEUED = 32L << 20;

  /** What a piece costs besides its bytes. */
  private static final int OVERHEAD = 128;

  /** No other piece is empty. */
  private static final Piece END = new Piece(new SpilledBody(), 0, new byte[0]);

  private final AnswerKeeping.Spill bounds;
  private final BlockingQueue<Piece> queue = new LinkedBlockingQueue<>();
  private final AtomicLong queued = new AtomicLong();
  private final AtomicLong reserved = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Thread writer;
  private final @Nullable FileChannel file;
  private volatile String problem = "";

  private record Piece(SpilledBody body, long offset, byte[] bytes) {}

  BodySpill(AnswerKeeping.Spill bounds) {
    this.bounds = bounds;
    this.file = open(Path.of(bounds.file()));
    this.writer = Thread.ofPlatform().daemon().name("bodies").start(this::write);
  }

  private @Nullable FileChannel open(Path path) {
    try {
      return FileChannel.open(
          path,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    } catch (IOException refused) {
      problem = words(refused);
      return null;
    }
  }

  private static String words(IOException failed) {
    return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
  }

  /** Begins a body of so many bytes, -1 if unknown; null if there is no room for it. */
  @Nullable SpilledBody begin(long length) {
    boolean room =
        length <= bounds.bodyBytes()
            && reserved.get() + Math.max(0, length) <= bounds.totalBytes()
            && problem.isEmpty();
    if (!room) {
      lost.incrementAndGet();
    }
    return room ? new SpilledBody() : null;
  }

  /** Takes the bytes over; false if the body is lost with them. */
  boolean add(SpilledBody body, byte[] bytes) {
    if (body.lost() || bytes.length == 0) {
      return !body.lost();
    }
    boolean room =
        body.bytes() + bytes.length <= bounds.bodyBytes()
            && problem.isEmpty()
            && queued.get() + bytes.length + OVERHEAD <= MOST_QUEUED;
    long offset = room ? reserved.getAndAdd(bytes.length) : 0;
    if (!room || offset + bytes.length > bounds.totalBytes()) {
      body.lose();
      lost.incrementAndGet();
      return false;
    }
    body.add(offset, bytes.length);
    queued.addAndGet(bytes.length + OVERHEAD);
    queue.add(new Piece(body, offset, bytes));
    return true;
  }

  private void write() {
    try {
      for (Piece piece = queue.take(); piece.bytes().length > 0; piece = queue.take()) {
        write(piece);
        queued.addAndGet(-piece.bytes().length - OVERHEAD);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Piece piece) {
    FileChannel channel = file;
    if (channel != null && problem.isEmpty()) {
      try {
        ByteBuffer left = ByteBuffer.wrap(piece.bytes());
        long at = piece.offset();
        while (left.hasRemaining()) {
          at += channel.write(left, at);
        }
        return;
      } catch (IOException full) {
        problem = words(full);
      }
    }
    if (!piece.body().lost()) {
      piece.body().lose();
      lost.incrementAndGet();
    }
  }

  /** How many bodies were to be written and are not. */
  long lost() {
    return lost.get();
  }

  /** Why nothing more could be written, or empty. */
  String problem() {
    return problem;
  }

  /** Waits until everything that was taken over is written. */
  @Override
  public void close() {
    queue.add(END);
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException full) {
      problem = problem.isEmpty() ? words(full) : problem;
    }
  }

  /** Nobody will read it. */
  static void delete(AnswerKeeping.Spill bounds) {
    try {
      if (!bounds.file().isEmpty()) {
        Files.deleteIfExists(Path.of(bounds.file()));
      }
    } catch (IOException gone) {
      // The folder is no longer there, and the file with it.
      return;
    }
  }
}
