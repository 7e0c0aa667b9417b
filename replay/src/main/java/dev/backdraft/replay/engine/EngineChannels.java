package dev.backdraft.replay.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;

/** Sets up the channel of a connection. */
final class EngineChannels extends ChannelInitializer<Channel> {
  private final EngineConnection connection;
  private final boolean tls;

  EngineChannels(EngineConnection connection, boolean tls) {
    this.connection = connection;
    this.tls = tls;
  }

  /** Made once, when the first TLS connection is. */
  private static final class Tls {
    static final SslContext CONTEXT = context();

    private static SslContext context() {
      try {
        return SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null)
            .build();
      } catch (SSLException missing) {
        throw new IllegalStateException("this JDK has no TLS", missing);
      }
    }
  }

  @Override
  protected void initChannel(Channel channel) {
    if (tls) {
      channel.pipeline().addLast(Tls.CONTEXT.newHandler(channel.alloc()));
    }
    channel.pipeline().addLast(connection);
  }
}
