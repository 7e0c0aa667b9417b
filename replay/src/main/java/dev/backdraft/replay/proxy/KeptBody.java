package dev.backdraft.replay.proxy;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way through, kept while it is small: one that grows past its bound, or past what
 * all bodies together may take, is let go and only counted.
 */
final class KeptBody {
  /** Of all bodies under way, whatever their number. */
  static final long MOST_TOGETHER = 256L << 20;

  private final int most;
  private final AtomicLong together;
  private @Nullable ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
  private long bytes;
  private int held;

  KeptBody(int most, AtomicLong together) {
    this.most = most;
    this.together = together;
  }

  void add(ByteBuf part) {
    int length = part.readableBytes();
    bytes += length;
    ByteArrayOutputStream into = kept;
    if (into == null) {
      return;
    }
    if (bytes > most || together.addAndGet(length) > MOST_TOGETHER) {
      together.addAndGet(bytes > most ? -held : -held - length);
      held = 0;
      kept = null;
      return;
    }
    held += length;
    try {
      part.getBytes(part.readerIndex(), into, length);
    } catch (IOException impossible) {
      throw new IllegalStateException("memory cannot fail", impossible);
    }
  }

  /** It was larger than is kept. */
  boolean tooLarge() {
    return kept == null;
  }

  /** The whole body, or null if there was none or it was too large. */
  byte @Nullable [] take() {
    ByteArrayOutputStream all = kept;
    together.addAndGet(-held);
    held = 0;
    return all == null || bytes == 0 ? null : all.toByteArray();
  }
}
