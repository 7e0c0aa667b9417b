package dev.backdraft.replay.engine;

import dev.backdraft.replay.outcome.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection with at most one request under way. */
final class Http1Connection extends EngineConnection implements ChannelFutureListener {
  /** An idle connection older than this is asked whether the server has closed it. */
  private static final long FRESH_NANOS = 1_000_000;

  /** Linux's number for a connection that neither side has closed. */
  private static final int ESTABLISHED = 1;

  /** A target that has not closed a connection so long after we did will not be waited for. */
  private static final long LEAVE_NANOS = 1_000_000_000;

  private @Nullable Channel channel;
  private @Nullable EpollTcpInfo info;
  private long idleSinceNanos;
  private boolean connected;
  private boolean reset;

  Http1Connection(EngineLoop loop, @Nullable RecordedSession session, AnswerKeeping keeping) {
    super(loop, session, keeping);
  }

  /** What the channel tells. */
  private final class Events extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      try {
        received(bytes);
      } finally {
        bytes.release();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      reset |= isReset(cause);
      close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        if (handshake.isSuccess()) {
          ready();
        } else {
          end(reset || isReset(handshake.cause()) ? Outcome.CONNECT_RESET : Outcome.TLS_HANDSHAKE);
          close();
        }
      }
      context.fireUserEventTriggered(event);
    }
  }

  ChannelInboundHandlerAdapter events() {
    return new Events();
  }

  @Override
  boolean usable() {
    Channel open = channel;
    return connected && !gone && open != null && open.isActive();
  }

  void connecting(Channel opened) {
    channel = opened;
  }

  /** The connection stands (and TLS with it): what waits for it is sent. */
  void ready() {
    connected = true;
    if (busy()) {
      send();
    } else {
      loop.idle(this);
    }
  }

  @Override
  void send() {
    Channel open = channel;
    if (open == null) {
      end(Outcome.NOT_SENT_OVERLOAD);
      return;
    }
    if (idleSinceNanos != 0 && loop.now() - idleSinceNanos > FRESH_NANOS && closedByServer(open)) {
      end(Outcome.CLOSED_IDLE);
      close();
      return;
    }
    parser.begin(loop.isHead(request), loop.isSource(request), loop.spill(request));
    ByteBuf bytes = loop.bytes(request, number);
    sentNanos = loop.now();
    open.writeAndFlush(bytes).addListener(this);
  }

  /** Whether the end of the stream already waits to be read: writing now would be in vain. */
  private boolean closedByServer(Channel open) {
    if (!open.isActive()) {
      return true;
    }
    if (open instanceof EpollSocketChannel epoll) {
      EpollTcpInfo filled = info == null ? new EpollTcpInfo() : info;
      info = filled;
      epoll.tcpInfo(filled);
      return filled.state() != ESTABLISHED;
    }
    return false;
  }

  @Override
  public void operationComplete(ChannelFuture write) {
    if (write.isSuccess()) {
      written = true;
    } else {
      reset |= isReset(write.cause());
      close();
    }
  }

  private void received(ByteBuf bytes) {
    if (!busy() || sentNanos < 0) {
      // Bytes that nobody asked for: the next response could not be told from them.
      close();
      return;
    }
    if (firstByteNanos < 0) {
      firstByteNanos = loop.now();
    }
    parser.feed(bytes);
    if (parser.state() == ResponseParser.State.DONE) {
      done(bytes.isReadable());
    } else if (parser.state() == ResponseParser.State.BAD) {
      end(Outcome.MALFORMED_RESPONSE);
      close();
    }
  }

  private void done(boolean more) {
    boolean reusable = written && !more && !parser.close();
    end(Outcome.STATUS);
    if (!reusable) {
      gone = true;
      loop.dismiss(this);
    } else if (!busy()) {
      idleSinceNanos = loop.now();
      loop.idle(this);
    }
  }

  private void ended() {
    gone = true;
    if (busy() && connected) {
      parser.endOfStream();
      end(parser.state() == ResponseParser.State.DONE ? Outcome.STATUS : broken(reset));
    } else if (busy()) {
      end(!reset && loop.tls() ? Outcome.TLS_HANDSHAKE : Outcome.CONNECT_RESET);
    }
    loop.closed(this);
  }

  void connectFailed(Throwable cause) {
    gone = true;
    end(connectOutcome(cause));
    loop.closed(this);
  }

  @Override
  void close() {
    gone = true;
    Channel open = channel;
    if (open != null) {
      var _ = open.close();
    }
  }

  @Override
  void leave() {
    gone = true;
    Channel open = channel;
    if (!(open instanceof DuplexChannel duplex)) {
      close();
      return;
    }
    SslHandler tls = open.pipeline().get(SslHandler.class);
    var _ = tls == null ? duplex.shutdownOutput() : tls.closeOutbound();
    var _ = open.eventLoop().schedule(this::close, LEAVE_NANOS, TimeUnit.NANOSECONDS);
  }
}
