package dev.backdraft.replay.engine;

import dev.backdraft.replay.outcome.Outcome;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP/2 connection with its lanes; what ends it ends each stream with an outcome. */
final class Http2Connection extends Http2ChannelDuplexHandler {
  /** What servers usually allow side by side. */
  static final int LANES = 100;

  private final EngineLoop loop;
  private final Http2FrameCodec codec;
  private final List<Http2Lane> lanes = new ArrayList<>();
  private final Map<Http2FrameStream, Http2Lane> streams = new HashMap<>();
  private @Nullable Channel channel;
  private boolean settled;
  private boolean goingAway;
  private boolean gone;
  private boolean reset;
  private boolean foreign;

  Http2Connection(EngineLoop loop, Http2FrameCodec codec) {
    this.loop = loop;
    this.codec = codec;
  }

  Http2FrameCodec codec() {
    return codec;
  }

  void connecting(Channel opened) {
    channel = opened;
  }

  /** There is room for another lane. */
  boolean takes() {
    return !gone && !goingAway && lanes.size() < LANES;
  }

  /** No lane will ever be opened on it again. */
  boolean ends() {
    return gone || goingAway;
  }

  Http2Lane lane(@Nullable RecordedSession session, AnswerKeeping keeping) {
    Http2Lane lane = new Http2Lane(loop, session, keeping, this);
    lanes.add(lane);
    return lane;
  }

  boolean usable() {
    Channel open = channel;
    return settled && !gone && !goingAway && open != null && open.isActive();
  }

  Http2FrameStream send(Http2Lane lane, Http2Request message) {
    Channel open = channel;
    Http2FrameStream stream = newStream();
    streams.put(stream, lane);
    if (open == null) {
      return stream;
    }
    boolean bodiless = message.body().length == 0;
    var head = open.write(new DefaultHttp2HeadersFrame(message.headers(), bodiless).stream(stream));
    var last =
        bodiless
            ? head
            : open.write(
                new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(message.body()), true)
                    .stream(stream));
    last.addListener(done -> lane.written(done.isSuccess()));
    head.addListener(done -> {
      if (!done.isSuccess() && streams.remove(stream) != null) {
        lane.refused();
      }
    });
    open.flush();
    return stream;
  }

  void leave(Http2Lane lane, @Nullable Http2FrameStream stream) {
    lanes.remove(lane);
    Channel open = channel;
    if (stream != null) {
      streams.remove(stream);
    }
    if (open == null) {
      return;
    }
    if (stream != null && open.isActive()) {
      var _ = open.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(stream));
    }
    if (lanes.isEmpty()) {
      // Later: who waits for the lane's place goes on over the same connection.
      loop.later(this::closeIfEmpty);
    }
  }

  private void closeIfEmpty() {
    if (lanes.isEmpty() && !gone) {
      close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      switch (message) {
        case Http2HeadersFrame frame -> head(frame);
        case Http2DataFrame frame -> data(context, frame);
        case Http2ResetFrame frame -> refuse(frame.stream());
        case Http2GoAwayFrame frame -> goAway(frame);
        case Http2SettingsFrame ignored -> settled();
        default -> {}
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** The server's settings come first: only then is it sure that it speaks HTTP/2. */
  private void settled() {
    if (!settled) {
      settled = true;
      List.copyOf(lanes).forEach(Http2Lane::ready);
    }
  }

  /** The time for connecting is over: a server without settings will not answer either. */
  void silent() {
    if (!settled && !gone) {
      lost(Outcome.CONNECT_TIMEOUT);
      close();
    }
  }

  private void head(Http2HeadersFrame frame) {
    Http2Lane lane = streams.get(frame.stream());
    if (lane == null) {
      return;
    }
    CharSequence code = frame.headers().status();
    int status = -1;
    if (code != null) {
      try {
        status = Integer.parseInt(code.toString());
      } catch (NumberFormatException notOne) {
        refuse(frame.stream());
        return;
      }
    }
    if (frame.isEndStream()) {
      streams.remove(frame.stream());
    }
    lane.head(status, lane.parser.wantsHeaders() ? headers(frame) : List.of(), frame.isEndStream());
  }

  private static List<String> headers(Http2HeadersFrame frame) {
    List<String> headers = new ArrayList<>();
    frame
        .headers()
        .forEach(header -> {
          headers.add(header.getKey().toString());
          headers.add(header.getValue().toString());
        });
    return headers;
  }

  private void data(ChannelHandlerContext context, Http2DataFrame frame) {
    Http2Lane lane = streams.get(frame.stream());
    int bytes = frame.initialFlowControlledBytes();
    if (bytes > 0 && context.channel().isActive()) {
      var _ =
          context.writeAndFlush(new DefaultHttp2WindowUpdateFrame(bytes).stream(frame.stream()));
    }
    if (lane != null) {
      if (frame.isEndStream()) {
        streams.remove(frame.stream());
      }
      lane.data(frame.content(), frame.isEndStream());
    }
  }

  private void refuse(@Nullable Http2FrameStream stream) {
    Http2Lane lane = stream == null ? null : streams.remove(stream);
    if (lane != null) {
      lane.refused();
    }
  }

  /** Streams after the last one that the server took are refused; the others may still end. */
  private void goAway(Http2GoAwayFrame frame) {
    goingAway = true;
    foreign |= frame.errorCode() != Http2Error.NO_ERROR.code();
    for (Map.Entry<Http2FrameStream, Http2Lane> one : List.copyOf(streams.entrySet())) {
      if (one.getKey().id() > frame.lastStreamId()) {
        refuse(one.getKey());
      }
    }
    for (Http2Lane lane : List.copyOf(lanes)) {
      if (!lane.busy()) {
        lane.close();
      }
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      SslHandler tls = context.pipeline().get(SslHandler.class);
      if (!handshake.isSuccess()) {
        reset |= EngineConnection.isReset(handshake.cause());
        lost(reset ? Outcome.CONNECT_RESET : Outcome.TLS_HANDSHAKE);
        close();
      } else if (tls != null && !"h2".equals(tls.applicationProtocol())) {
        foreign = true;
        close();
      }
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof Http2FrameStreamException ofStream) {
      refuse(ofStream.stream());
      return;
    }
    reset |= EngineConnection.isReset(cause);
    foreign |= cause instanceof io.netty.handler.codec.http2.Http2Exception;
    close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone = true;
    lost(Outcome.CONNECT_RESET);
    loop.socketClosed();
  }

  void connectFailed(Throwable cause) {
    gone = true;
    lost(EngineConnection.connectOutcome(cause));
    loop.socketClosed();
  }

  /** Each lane's own outcome where a request was sent; {@code unsent} where none could be. */
  private void lost(Outcome unsent) {
    for (Http2Lane lane : List.copyOf(lanes)) {
      lanes.remove(lane);
      Outcome outcome = foreign ? Outcome.PROTOCOL_ERROR : unsent;
      if (lane.busy() && lane.sentNanos >= 0) {
        outcome = foreign ? Outcome.PROTOCOL_ERROR : lane.broken(reset);
      }
      lane.lost(outcome);
    }
    streams.clear();
  }

  private void close() {
    Channel open = channel;
    gone = true;
    if (open != null) {
      var _ = open.close();
    }
  }
}
