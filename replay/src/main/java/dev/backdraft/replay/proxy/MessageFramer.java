package dev.backdraft.replay.proxy;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Finds where HTTP/1 messages begin and end in a stream of bytes, without changing one of them.
 * What it cannot follow it passes on unread: the proxy must never break what worked without it.
 *
 * <pre>
 * HEAD -> NONE, LENGTH or CHUNKED -> HEAD -> ...
 *      -> UNTIL_CLOSE or OPAQUE, to the end of the stream
 * </pre>
 */
final class MessageFramer {
  /** A longer head is none; Java servers refuse at a hundredth of it. */
  private static final int MOST_HEAD = 1 << 20;

  private static final int MOST_LINE = 1 << 16;

  /** How the body of a message ends. */
  enum Body {
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE,
    /** Not HTTP any more: a WebSocket, a tunnel, or bytes that made no sense. */
    OPAQUE
  }

  /**
   * A message's body.
   *
   * @param length in bytes where the kind is LENGTH
   */
  record Framing(Body body, long length) {
    static final Framing NONE = new Framing(Body.NONE, 0);
    static final Framing CHUNKED = new Framing(Body.CHUNKED, 0);
    static final Framing UNTIL_CLOSE = new Framing(Body.UNTIL_CLOSE, 0);
    static final Framing OPAQUE = new Framing(Body.OPAQUE, 0);

    static Framing length(long bytes) {
      return bytes == 0 ? NONE : new Framing(Body.LENGTH, bytes);
    }
  }

  /** Is told what was found, in the order of the bytes. */
  interface Events {
    /** A whole head. It is passed on by this call, and by nobody else. */
    Framing head(byte[] head);

    /** Bytes to pass on as they are. */
    void raw(ByteBuf bytes);

    /** Content of the body, without the frames of chunks; they were or will be passed as raw. */
    void content(ByteBuf bytes);

    /** The message is whole. */
    void end();

    /** From here on the bytes are passed on unread. */
    void lost(String why);
  }

  private enum State {
    HEAD,
    LENGTH,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILER,
    OPEN
  }

  private final Events events;
  private State state = State.HEAD;
  private byte[] held = new byte[512];
  private int heldBytes;
  private int lineBytes;
  private boolean blank;
  private long left;
  private long chunk;
  private boolean chunkDigits;
  private boolean chunkExtension;

  MessageFramer(Events events) {
    this.events = events;
  }

  /** Between two messages: the stream may end here. */
  boolean idle() {
    return state == State.HEAD && heldBytes == 0;
  }

  /** From here on everything is opaque. */
  void open() {
    state = State.OPEN;
  }

  /** Reads all that is readable. */
  void feed(ByteBuf in) {
    while (in.isReadable()) {
      switch (state) {
        case HEAD -> head(in);
        case LENGTH -> length(in);
        case CHUNK_SIZE -> chunkSize(in);
        case CHUNK_DATA -> chunkData(in);
        case CHUNK_END -> chunkEnd(in);
        case TRAILER -> trailer(in);
        case OPEN -> {
          ByteBuf all = in.readSlice(in.readableBytes());
          events.content(all);
          events.raw(all);
        }
      }
    }
  }

  private void head(ByteBuf in) {
    while (in.isReadable()) {
      byte b = in.readByte();
      if (heldBytes == 0 && (b == '\r' || b == '\n')) {
        events.raw(in.slice(in.readerIndex() - 1, 1));
        continue; // empty lines before a message are allowed and mean nothing
      }
      hold(b);
      if (b == '\n') {
        if (blank) {
          headDone();
          return;
        }
        blank = true;
      } else if (b != '\r') {
        blank = false;
      }
      if (heldBytes > MOST_HEAD) {
        lose("a head of more than " + MOST_HEAD + " bytes");
        return;
      }
    }
  }

  private void hold(byte b) {
    if (heldBytes == held.length) {
      held = Arrays.copyOf(held, 2 * heldBytes);
    }
    held[heldBytes++] = b;
  }

  private void headDone() {
    byte[] head = Arrays.copyOf(held, heldBytes);
    heldBytes = 0;
    blank = false;
    if (held.length > 1 << 16) {
      held = new byte[512];
    }
    Framing framing = events.head(head);
    switch (framing.body()) {
      case NONE -> events.end();
      case LENGTH -> {
        left = framing.length();
        state = State.LENGTH;
      }
      case CHUNKED -> beginChunk();
      case UNTIL_CLOSE, OPAQUE -> state = State.OPEN;
    }
  }

  private void length(ByteBuf in) {
    ByteBuf part = in.readSlice((int) Math.min(left, in.readableBytes()));
    left -= part.readableBytes();
    events.content(part);
    events.raw(part);
    if (left == 0) {
      state = State.HEAD;
      events.end();
    }
  }

  private void beginChunk() {
    state = State.CHUNK_SIZE;
    chunk = 0;
    chunkDigits = false;
    chunkExtension = false;
    lineBytes = 0;
  }

  private void chunkSize(ByteBuf in) {
    int from = in.readerIndex();
    while (in.isReadable()) {
      byte b = in.readByte();
      int digit = Character.digit(b, 16);
      if (b == '\n') {
        events.raw(in.slice(from, in.readerIndex() - from));
        if (!chunkDigits) {
          lose("a chunk without a size");
        } else if (chunk == 0) {
          state = State.TRAILER;
          blank = true;
          lineBytes = 0;
        } else {
          left = chunk;
          state = State.CHUNK_DATA;
        }
        return;
      }
      if (digit >= 0 && !chunkExtension) {
        chunk = chunk * 16 + digit;
        chunkDigits = true;
      } else {
        chunkExtension = true;
      }
      if (++lineBytes > MOST_LINE || chunk > 1L << 50) {
        events.raw(in.slice(from, in.readerIndex() - from));
        lose("a chunk whose size is out of bounds");
        return;
      }
    }
    events.raw(in.slice(from, in.readerIndex() - from));
  }

  private void chunkData(ByteBuf in) {
    ByteBuf part = in.readSlice((int) Math.min(left, in.readableBytes()));
    left -= part.readableBytes();
    events.content(part);
    events.raw(part);
    if (left == 0) {
      state = State.CHUNK_END;
    }
  }

  private void chunkEnd(ByteBuf in) {
    byte b = in.readByte();
    events.raw(in.slice(in.readerIndex() - 1, 1));
    if (b == '\n') {
      beginChunk();
    } else if (b != '\r') {
      lose("a chunk that is longer than its size");
    }
  }

  private void trailer(ByteBuf in) {
    int from = in.readerIndex();
    while (in.isReadable()) {
      byte b = in.readByte();
      if (b == '\n') {
        if (blank) {
          events.raw(in.slice(from, in.readerIndex() - from));
          blank = false;
          state = State.HEAD;
          events.end();
          return;
        }
        blank = true;
      } else if (b != '\r') {
        blank = false;
      }
      if (++lineBytes > MOST_LINE) {
        break;
      }
    }
    events.raw(in.slice(from, in.readerIndex() - from));
    if (lineBytes > MOST_LINE) {
      lose("a trailer that does not end");
    }
  }

  /** Passes on what was held back, and everything after it. */
  private void lose(String why) {
    state = State.OPEN;
    if (heldBytes > 0) {
      ByteBuf rest = io.netty.buffer.Unpooled.wrappedBuffer(Arrays.copyOf(held, heldBytes));
      heldBytes = 0;
      events.raw(rest);
      rest.release();
    }
    events.lost(why);
  }

  /** The stream has ended: what was held back of a head that never ended goes on too. */
  void finish() {
    if (state == State.HEAD && heldBytes > 0) {
      lose("the stream ended within a head");
    }
  }
}
