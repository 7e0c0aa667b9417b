package dev.backdraft.replay.engine;

import dev.backdraft.replay.outcome.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2FrameStream;
import org.jspecify.annotations.Nullable;

/** One place for a stream on an HTTP/2 connection: a stream after the other goes through it. */
final class Http2Lane extends EngineConnection {
  private final Http2Connection connection;
  private @Nullable Http2FrameStream stream;

  Http2Lane(
      EngineLoop loop,
      @Nullable RecordedSession session,
      AnswerKeeping keeping,
      Http2Connection connection) {
    super(loop, session, keeping);
    this.connection = connection;
  }

  @Override
  boolean usable() {
    return !gone && connection.usable();
  }

  /** The connection stands. */
  void ready() {
    if (busy()) {
      send();
    } else {
      loop.idle(this);
    }
  }

  @Override
  void send() {
    parser.begin(loop.isHead(request), loop.isSource(request), loop.spill(request));
    Http2Request message = loop.message(request, number);
    sentNanos = loop.now();
    stream = connection.send(this, message);
  }

  void written(boolean whole) {
    written |= whole;
  }

  /** A head: of 1xx, of the response, or its trailer. */
  void head(int status, java.util.List<String> headers, boolean last) {
    if (!busy() || sentNanos < 0) {
      return;
    }
    if (firstByteNanos < 0) {
      firstByteNanos = loop.now();
    }
    if (status >= 200 || status < 0) {
      parser.head(status, headers);
    }
    if (last) {
      done();
    }
  }

  void data(ByteBuf content, boolean last) {
    if (!busy() || sentNanos < 0) {
      return;
    }
    parser.content(content);
    if (last) {
      done();
    }
  }

  private void done() {
    stream = null;
    end(parser.status() > 0 ? Outcome.STATUS : Outcome.PROTOCOL_ERROR);
    if (gone || !connection.usable()) {
      close();
    } else if (!busy()) {
      loop.idle(this);
    }
  }

  /** The stream was reset, or the connection refuses it. */
  void refused() {
    stream = null;
    end(Outcome.PROTOCOL_ERROR);
    if (!busy()) {
      if (connection.usable()) {
        loop.idle(this);
      } else {
        close();
      }
    }
  }

  /** The connection is no more. */
  void lost(Outcome outcome) {
    gone = true;
    stream = null;
    end(outcome);
    loop.closed(this);
  }

  @Override
  void close() {
    if (gone) {
      return;
    }
    gone = true;
    Http2FrameStream open = stream;
    stream = null;
    connection.leave(this, open);
    loop.closed(this);
  }

  /** The connection stays: a lane is nothing that the server sees. */
  @Override
  void leave() {
    close();
  }
}
