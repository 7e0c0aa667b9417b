package dev.backdraft.replay.engine;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.x responses byte by byte, one after the other, without an object per response. It knows at
 * any moment how far a response has come, which is what a broken connection is judged by.
 */
final class ResponseParser {
  /** How far the present response has come. */
  enum State {
    NOTHING,
    HEAD,
    BODY,
    DONE,
    BAD
  }

  private static final int MAX_HEAD = 256 << 10;
  private static final byte[] VERSION = {'H', 'T', 'T', 'P', '/', '1', '.'};

  private enum Framing {
    NONE,
    LENGTH,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILER,
    UNTIL_CLOSE
  }

  private byte[] line = new byte[256];
  private int lineLength;
  private int headBytes;
  private boolean statusSeen;
  private boolean headRequest;
  private State state = State.NOTHING;
  private Framing framing = Framing.NONE;
  private long remaining;
  private int status;
  private boolean close;
  private boolean chunked;
  private long length;
  private boolean keepsHead;
  private List<String> headers = List.of();
  private final ChosenHead chosen;
  private final ResponseBody body;

  /** Keeps so much of each response. */
  ResponseParser(AnswerKeeping keeping) {
    this.chosen = new ChosenHead(keeping.headers());
    this.body = new ResponseBody(keeping.bodyBytes());
  }

  /** Gets ready for the response to the next request. */
  void begin(boolean toHead) {
    begin(toHead, false);
  }

  /** The same, keeping the headers if they are wanted. */
  void begin(boolean toHead, boolean withHead) {
    begin(toHead, withHead, null);
  }

  /**
   * The same for an answer that is kept whole.
   *
   * @param into takes a body that is too large for memory
   */
  void begin(boolean toHead, boolean withHead, @Nullable BodySpill into) {
    body.begin(into);
    headRequest = toHead;
    keepsHead = withHead;
    state = State.NOTHING;
    close = false;
    status = 0;
    newHead();
  }

  private void newHead() {
    lineLength = 0;
    headBytes = 0;
    statusSeen = false;
    chunked = false;
    length = -1;
    framing = Framing.NONE;
    headers = keepsHead ? new ArrayList<>() : List.of();
    chosen.begin();
  }

  State state() {
    return state;
  }

  int status() {
    return status;
  }

  /** The server will close the connection after this response. */
  boolean close() {
    return close;
  }

  /** What is known and kept of the body so far. */
  ResponseBody body() {
    return body;
  }

  /** Name, value, name, value; empty unless they were asked for. */
  List<String> headers() {
    return headers;
  }

  /** Those that were chosen to be compared. */
  ChosenHead chosen() {
    return chosen;
  }

  /** Somebody asks for headers of the present response. */
  boolean wantsHeaders() {
    return keepsHead || chosen.any();
  }

  /** A head that came in frames of HTTP/2; one without a status is a trailer. */
  void head(int code, List<String> fields) {
    state = State.BODY;
    if (code > 0) {
      status = code;
      headers = keepsHead ? List.copyOf(fields) : headers;
      chosen.begin();
      for (int i = 0; chosen.any() && i < fields.size(); i += 2) {
        chosen.field(fields.get(i), fields.get(i + 1));
      }
    }
  }

  /** A part of a body that came in a frame of HTTP/2. */
  void content(ByteBuf in) {
    body.take(in, in.readableBytes(), expected());
  }

  /** Takes bytes until the response is done or bad, or there are no more. */
  void feed(ByteBuf in) {
    while (in.isReadable() && state != State.DONE && state != State.BAD) {
      if (state == State.BODY && framing != Framing.CHUNK_SIZE && framing != Framing.TRAILER) {
        body(in);
      } else {
        state = state == State.NOTHING ? State.HEAD : state;
        lines(in);
      }
    }
  }

  /** The connection was closed: right only where the body runs to the end. */
  void endOfStream() {
    if (state == State.BODY && framing == Framing.UNTIL_CLOSE) {
      state = State.DONE;
    }
  }

  private void lines(ByteBuf in) {
    int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
    int stop = end < 0 ? in.writerIndex() : end;
    int size = stop - in.readerIndex();
    headBytes += size + 1;
    if (headBytes > MAX_HEAD) {
      state = State.BAD;
      return;
    }
    if (lineLength + size > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, lineLength + size));
    }
    in.readBytes(line, lineLength, size);
    lineLength += size;
    if (end < 0) {
      if (!statusSeen && !begins()) {
        state = State.BAD;
      }
      return;
    }
    in.skipBytes(1);
    if (lineLength > 0 && line[lineLength - 1] == '\r') {
      lineLength--;
    }
    line();
    lineLength = 0;
  }

  /** A server that does not speak HTTP may never send a line end. */
  private boolean begins() {
    int most = Math.min(lineLength, VERSION.length);
    return Arrays.equals(line, 0, most, VERSION, 0, most);
  }

  private void line() {
    if (framing == Framing.CHUNK_SIZE) {
      chunkSize();
    } else if (framing == Framing.TRAILER) {
      state = lineLength == 0 ? State.DONE : state;
    } else if (!statusSeen) {
      statusLine();
    } else if (lineLength == 0) {
      endOfHead();
    } else {
      header();
    }
  }

  private void statusLine() {
    boolean http =
        lineLength >= 12
            && Arrays.equals(line, 0, VERSION.length, VERSION, 0, VERSION.length)
            && line[8] == ' ';
    int code = 0;
    for (int i = 9; http && i < 12; i++) {
      int digit = line[i] - '0';
      http = digit >= 0 && digit <= 9;
      code = 10 * code + digit;
    }
    if (!http || code < 100 || (lineLength > 12 && line[12] != ' ')) {
      state = State.BAD;
      return;
    }
    statusSeen = true;
    status = code;
    close = line[7] == '0';
  }

  private void header() {
    if (keepsHead && indexOfColon() > 0) {
      String text = new String(line, 0, lineLength, StandardCharsets.ISO_8859_1);
      headers.add(text.substring(0, indexOfColon()));
      headers.add(text.substring(indexOfColon() + 1).strip());
    }
    if (chosen.any()) {
      chosen.line(line, lineLength);
    }
    switch (line[0] | 0x20) {
      case 'c' -> {
        if (named("content-length")) {
          contentLength();
        } else if (named("connection")) {
          close = valueHas("close") || (close && !valueHas("keep-alive"));
        }
      }
      case 't' -> {
        if (named("transfer-encoding")) {
          chunked = valueHas("chunked");
        }
      }
      case ':', ' ' -> state = line[0] == ':' ? State.BAD : state;
      default -> {
        if (indexOfColon() < 0) {
          state = State.BAD;
        }
      }
    }
  }

  private void contentLength() {
    long value = 0;
    boolean digits = false;
    for (int i = indexOfColon() + 1; i < lineLength; i++) {
      int c = line[i];
      if (c >= '0' && c <= '9' && value < Long.MAX_VALUE / 20) {
        value = 10 * value + (c - '0');
        digits = true;
      } else if (c != ' ' && c != '\t') {
        state = State.BAD;
        return;
      }
    }
    boolean conflict = length >= 0 && length != value;
    if (!digits || conflict) {
      state = State.BAD;
    }
    length = value;
  }

  private void endOfHead() {
    if (status < 200 && status != 101) {
      newHead();
      return;
    }
    if (headRequest || status == 204 || status == 304 || status == 101) {
      close |= status == 101;
      state = State.DONE;
    } else if (chunked) {
      framing = Framing.CHUNK_SIZE;
      state = State.BODY;
    } else if (length >= 0) {
      framing = Framing.LENGTH;
      remaining = length;
      state = length == 0 ? State.DONE : State.BODY;
    } else {
      framing = Framing.UNTIL_CLOSE;
      close = true;
      state = State.BODY;
    }
  }

  private void chunkSize() {
    long size = 0;
    int digits = 0;
    for (int i = 0; i < lineLength && line[i] != ';' && line[i] != ' '; i++) {
      int digit = Character.digit(line[i], 16);
      if (digit < 0 || ++digits > 15) {
        state = State.BAD;
        return;
      }
      size = size << 4 | digit;
    }
    if (digits == 0) {
      state = State.BAD;
      return;
    }
    headBytes = 0;
    remaining = size;
    framing = size == 0 ? Framing.TRAILER : Framing.CHUNK_DATA;
  }

  private void body(ByteBuf in) {
    if (framing == Framing.CHUNK_END) {
      byte b = in.readByte();
      if (b == '\n') {
        framing = Framing.CHUNK_SIZE;
      } else if (b != '\r') {
        state = State.BAD;
      }
      return;
    }
    long most = framing == Framing.UNTIL_CLOSE ? Long.MAX_VALUE : remaining;
    int size = (int) Math.min(in.readableBytes(), most);
    body.take(in, size, expected());
    if (framing == Framing.UNTIL_CLOSE) {
      return;
    }
    remaining -= size;
    if (remaining == 0) {
      state = framing == Framing.LENGTH ? State.DONE : state;
      framing = framing == Framing.LENGTH ? framing : Framing.CHUNK_END;
    }
  }

  /** How long the body says it is, or -1. */
  private long expected() {
    return chunked ? -1 : length;
  }

  private boolean named(String lower) {
    int size = lower.length();
    if (lineLength <= size || line[size] != ':') {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if ((line[i] | 0x20) != (lower.charAt(i) | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private boolean valueHas(String lower) {
    int size = lower.length();
    for (int from = indexOfColon() + 1; from + size <= lineLength; from++) {
      int i = 0;
      while (i < size && (line[from + i] | 0x20) == (lower.charAt(i) | 0x20)) {
        i++;
      }
      if (i == size) {
        return true;
      }
    }
    return false;
  }

  private int indexOfColon() {
    for (int i = 0; i < lineLength; i++) {
      if (line[i] == ':') {
        return i;
      }
    }
    return -1;
  }
}
