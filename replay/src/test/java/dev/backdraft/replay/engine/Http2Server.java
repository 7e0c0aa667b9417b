package dev.backdraft.replay.engine;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An HTTP/2 server that does to a stream what the path asks for. */
final class Http2Server implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel channel;
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger streams = new AtomicInteger();

  /** Over TLS if there is a context; at most so many streams side by side. */
  Http2Server(@Nullable SslContext tls, long mostStreams) throws InterruptedException {
    channel =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    connections.incrementAndGet();
                    if (tls != null) {
                      child.pipeline().addLast(tls.newHandler(child.alloc()));
                    }
                    child
                        .pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forServer()
                                .initialSettings(
                                    Http2Settings.defaultSettings()
                                        .maxConcurrentStreams(mostStreams))
                                .build(),
                            new Answers());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  private final class Answers extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof Http2HeadersFrame frame) {
        streams.incrementAndGet();
        answer(context, frame.stream(), String.valueOf(frame.headers().path()));
      }
      ReferenceCountUtil.release(message);
    }

    private void answer(ChannelHandlerContext context, Http2FrameStream stream, String path) {
      switch (path) {
        case "/ok" -> {
          head(context, stream, "200");
          data(context, stream, "ok", true);
        }
        case "/headers" -> {
          DefaultHttp2Headers headers = new DefaultHttp2Headers();
          headers.status("201").add("content-type", "text/plain").add("x-other", "1");
          headers.add("set-cookie", "a=1").add("location", "/b").add("set-cookie", "b=2");
          write(context, new DefaultHttp2HeadersFrame(headers).stream(stream));
          data(context, stream, "ok", false);
          DefaultHttp2Headers trailer = new DefaultHttp2Headers();
          trailer.add("location", "/late");
          write(context, new DefaultHttp2HeadersFrame(trailer, true).stream(stream));
        }
        case "/large" -> {
          head(context, stream, "200");
          byte[] body = FaultyServer.large(300_000);
          write(
              context,
              new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(body), true).stream(stream));
        }
        case "/missing" -> write(context, end(stream, "404"));
        case "/rst" ->
            write(context, new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM).stream(stream));
        case "/rst-half" -> {
          head(context, stream, "200");
          data(context, stream, "ha", false);
          write(context, new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR).stream(stream));
        }
        // As raw bytes: the codec never refuses a stream that it has seen.
        case "/goaway" -> {
          byte[] refusing = {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
          var codec = context.pipeline().context(Http2FrameCodec.class);
          var _ = codec.writeAndFlush(Unpooled.wrappedBuffer(refusing));
        }
        case "/close" -> shut(context);
        case "/half" -> {
          head(context, stream, "200");
          data(context, stream, "ha", false);
          context.flush();
          shut(context);
        }
        default -> {}
      }
      context.flush();
    }

    private static void write(ChannelHandlerContext context, Object frame) {
      var _ = context.write(frame);
    }

    private static void shut(ChannelHandlerContext context) {
      var _ = context.close();
    }

    private static void head(
        ChannelHandlerContext context, Http2FrameStream stream, String status) {
      write(
          context,
          new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status(status)).stream(stream));
    }

    private static DefaultHttp2HeadersFrame end(Http2FrameStream stream, String status) {
      return new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status(status), true)
          .stream(stream);
    }

    private static void data(
        ChannelHandlerContext context, Http2FrameStream stream, String text, boolean last) {
      write(
          context,
          new DefaultHttp2DataFrame(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1), last)
              .stream(stream));
    }
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
