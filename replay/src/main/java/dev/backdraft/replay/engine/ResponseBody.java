package dev.backdraft.replay.engine;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a body as its bytes come: length and hash always, the first bytes in memory, and
 * all of one that is too large for that in a file.
 */
final class ResponseBody {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final int keepBytes;
  private byte[] kept = new byte[0];
  private int keptBytes;
  private long bytes;
  private long hash;
  private @Nullable BodySpill spill;
  private @Nullable SpilledBody spilled;

  /** Keeps so much in memory; with nothing to keep it does not look at bodies. */
  ResponseBody(int keepBytes) {
    this.keepBytes = keepBytes;
  }

  /**
   * Gets ready for the next one.
   *
   * @param into takes it if it is too large for memory; null for none
   */
  void begin(@Nullable BodySpill into) {
    spill = into;
    spilled = null;
    bytes = 0;
    hash = BASIS;
    keptBytes = 0;
  }

  /** Of all of it, kept or not. */
  long bytes() {
    return bytes;
  }

  /** Of all of it; equal bodies have equal hashes. */
  long hash() {
    return hash;
  }

  /** What memory holds of it. */
  byte[] kept() {
    return Arrays.copyOf(kept, keptBytes);
  }

  int keptBytes() {
    return keptBytes;
  }

  /** Where the whole body stands, or null if that is memory or nowhere. */
  @Nullable SpilledBody spilled() {
    SpilledBody body = spilled;
    return body == null || body.lost() ? null : body;
  }

  /** Memory has no more room for a body that is small: it goes to the file as well. */
  void spillKept() {
    BodySpill into = spill;
    if (into != null && spilled == null && keptBytes > 0 && keptBytes == bytes) {
      SpilledBody body = into.begin(keptBytes);
      if (body != null) {
        spilled = body;
        var _ = into.add(body, kept());
      }
    }
  }

  /**
   * Takes bytes, and looks at them only where they will be compared.
   *
   * @param expected length of the whole body, or -1
   */
  void take(ByteBuf in, int size, long expected) {
    bytes += size;
    if (keepBytes == 0) {
      in.skipBytes(size);
      return;
    }
    int room = Math.min(size, keepBytes - keptBytes);
    if (room > 0) {
      if (keptBytes + room > kept.length) {
        int wanted = Math.max(2 * kept.length, keptBytes + room);
        kept = Arrays.copyOf(kept, Math.min(keepBytes, wanted));
      }
      in.readBytes(kept, keptBytes, room);
      hash = hashed(hash, kept, keptBytes, keptBytes + room);
      keptBytes += room;
    }
    int rest = size - Math.max(0, room);
    if (rest > 0) {
      large(in, rest, expected);
    }
  }

  /** Bytes beyond what memory keeps of a body. */
  private void large(ByteBuf in, int size, long expected) {
    BodySpill into = spill;
    SpilledBody body = spilled;
    if (into != null && body == null) {
      body = into.begin(expected);
      spilled = body;
      into = body != null && into.add(body, kept()) ? into : null;
    }
    if (into == null || body == null) {
      spill = null;
      long seen = hash;
      for (int i = 0; i < size; i++) {
        seen = (seen ^ (in.readByte() & 0xff)) * PRIME;
      }
      hash = seen;
      return;
    }
    byte[] piece = new byte[size];
    in.readBytes(piece);
    hash = hashed(hash, piece, 0, size);
    spill = into.add(body, piece) ? into : null;
  }

  private static long hashed(long before, byte[] bytes, int from, int end) {
    long hash = before;
    for (int i = from; i < end; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * PRIME;
    }
    return hash;
  }
}
