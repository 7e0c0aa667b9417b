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
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection with at most one request under way. All its methods run on its event
 * loop.
 */
final class EngineConnection extends ChannelInboundHandlerAdapter implements ChannelFutureListener {
  /** An idle connection older than this is asked whether the server has closed it. */
  private static final long FRESH_NANOS = 1_000_000;

  /** Linux's number for a connection that neither side has closed. */
  private static final int ESTABLISHED = 1;

  private final EngineLoop loop;
  final int session;
  private final ResponseParser parser;
  private @Nullable Channel channel;
  private @Nullable EpollTcpInfo info;

  /** The request under way, or -1. */
  private long number = -1;

  private int request;
  private long dueNanos;
  private long lagNanos;
  private long sentNanos;
  private long firstByteNanos;
  private long idleSinceNanos;
  private boolean connected;
  private boolean written;
  private boolean reset;
  private boolean gone;

  /** Its place in the loop's list of those under way, or -1. */
  int place = -1;

  EngineConnection(EngineLoop loop, int session, int keepBytes) {
    this.loop = loop;
    this.session = session;
    this.parser = new ResponseParser(keepBytes);
  }

  /** The request that is waiting for the connection, or on it. */
  void assign(long newNumber, int newRequest, long due, long lag) {
    number = newNumber;
    request = newRequest;
    dueNanos = due;
    lagNanos = lag;
    sentNanos = -1;
    firstByteNanos = -1;
    written = false;
  }

  boolean busy() {
    return number >= 0;
  }

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
    parser.begin(loop.isHead(request));
    sentNanos = loop.now();
    open.writeAndFlush(loop.bytes(request)).addListener(this);
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

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
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
    } finally {
      bytes.release();
    }
  }

  private void done(boolean more) {
    boolean reusable = written && !more && !parser.close();
    end(Outcome.STATUS);
    if (!reusable) {
      close();
    } else if (!busy()) {
      idleSinceNanos = loop.now();
      loop.idle(this);
    }
  }

  private void end(Outcome outcome) {
    if (!busy()) {
      return;
    }
    number = -1;
    boolean answered = outcome == Outcome.STATUS;
    int status = answered || firstByteNanos >= 0 ? parser.status() : 0;
    loop.ended(this, request, outcome, status, dueNanos, lagNanos, sentNanos, parser);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone = true;
    if (busy() && connected) {
      parser.endOfStream();
      end(parser.state() == ResponseParser.State.DONE ? Outcome.STATUS : broken());
    } else if (busy()) {
      end(
          reset
              ? Outcome.CONNECT_RESET
              : loop.tls() ? Outcome.TLS_HANDSHAKE : Outcome.CONNECT_RESET);
    }
    loop.closed(this);
  }

  /** What the end of the connection means for the request that was under way. */
  private Outcome broken() {
    return switch (parser.state()) {
      case NOTHING ->
          !written
              ? Outcome.WRITE_FAILED
              : reset ? Outcome.RESET_BEFORE_RESPONSE : Outcome.CLOSED_BEFORE_RESPONSE;
      case HEAD -> reset ? Outcome.RESET_MID_HEADERS : Outcome.MALFORMED_RESPONSE;
      case BODY -> reset ? Outcome.RESET_MID_BODY : Outcome.TRUNCATED_BODY;
      case DONE -> Outcome.STATUS;
      case BAD -> Outcome.MALFORMED_RESPONSE;
    };
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
        end(Outcome.TLS_HANDSHAKE);
        close();
      }
    }
    context.fireUserEventTriggered(event);
  }

  void connectFailed(Throwable cause) {
    gone = true;
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    Outcome outcome;
    if (cause instanceof io.netty.channel.ConnectTimeoutException || text.contains("timed out")) {
      outcome = Outcome.CONNECT_TIMEOUT;
    } else if (text.contains("too many open files") || text.contains("assign requested address")) {
      outcome = Outcome.NOT_SENT_OVERLOAD;
    } else if (isReset(cause)) {
      outcome = Outcome.CONNECT_RESET;
    } else {
      outcome = Outcome.CONNECT_REFUSED;
    }
    end(outcome);
    loop.closed(this);
  }

  /** Ends what has waited too long. */
  void checkTime(long now, EngineSettings settings) {
    if (!busy() || sentNanos < 0) {
      return;
    }
    if (firstByteNanos < 0 && now - sentNanos > settings.responseNanos()) {
      end(Outcome.RESPONSE_TIMEOUT);
      close();
    } else if (firstByteNanos >= 0 && now - firstByteNanos > settings.bodyNanos()) {
      end(Outcome.BODY_TIMEOUT);
      close();
    }
  }

  /** The run is over and this one cannot be waited for any longer. */
  void giveUp() {
    end(sentNanos < 0 ? Outcome.CONNECT_TIMEOUT : Outcome.RESPONSE_TIMEOUT);
    close();
  }

  void close() {
    gone = true;
    Channel open = channel;
    if (open != null) {
      var _ = open.close();
    }
  }

  private static boolean isReset(Throwable cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("reset") || text.contains("broken pipe") || text.contains("aborted");
  }
}
