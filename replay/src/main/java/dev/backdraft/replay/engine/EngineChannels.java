package dev.backdraft.replay.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Puts the handlers of one connection in order, TLS first where it is spoken. */
final class EngineChannels extends ChannelInitializer<Channel> {
  /** Windows that never hold a response back on loopback. */
  private static final int WINDOW = 1 << 24;

  private final @Nullable Http1Connection one;
  private final @Nullable Http2Connection two;
  private final boolean tls;

  private EngineChannels(
      @Nullable Http1Connection one, @Nullable Http2Connection two, boolean tls) {
    this.one = one;
    this.two = two;
    this.tls = tls;
  }

  static EngineChannels of(Http1Connection connection, boolean tls) {
    return new EngineChannels(connection, null, tls);
  }

  static EngineChannels of(Http2Connection connection, boolean tls) {
    return new EngineChannels(null, connection, tls);
  }

  static Http2Connection http2(EngineLoop loop) {
    Http2Settings settings =
        Http2Settings.defaultSettings().pushEnabled(false).initialWindowSize(WINDOW);
    return new Http2Connection(
        loop,
        Http2FrameCodecBuilder.forClient()
            .initialSettings(settings)
            .validateHeaders(false)
            .encoderEnforceMaxConcurrentStreams(true)
            .build());
  }

  /** Made once, when the first TLS connection is. */
  private static final class Tls {
    static final SslContext ONE = context(false);
    static final SslContext TWO = context(true);

    private static SslContext context(boolean http2) {
      try {
        SslContextBuilder builder =
            SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null);
        if (http2) {
          builder.applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  ApplicationProtocolConfig.Protocol.ALPN,
                  ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                  ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                  "h2"));
        }
        return builder.build();
      } catch (SSLException missing) {
        throw new IllegalStateException("this JDK has no TLS", missing);
      }
    }
  }

  @Override
  protected void initChannel(Channel channel) {
    if (tls) {
      channel.pipeline().addLast((two == null ? Tls.ONE : Tls.TWO).newHandler(channel.alloc()));
    }
    if (one != null) {
      channel.pipeline().addLast(one.events());
    }
    if (two != null) {
      channel.pipeline().addLast(two.codec(), two);
    }
  }
}
