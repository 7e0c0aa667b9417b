package dev.backdraft.replay.engine;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens what carries requests for one loop: connections, or lanes of shared ones. */
final class ConnectionOpener {
  private final EngineLoop loop;
  private final Bootstrap bootstrap;
  private final EngineSettings settings;
  private final List<Http2Connection> shared = new ArrayList<>();
  private long opened;

  ConnectionOpener(EngineLoop loop, Bootstrap bootstrap, EngineSettings settings) {
    this.loop = loop;
    this.bootstrap = bootstrap;
    this.settings = settings;
  }

  /** How many connections were opened so far. */
  long opened() {
    return opened;
  }

  EngineConnection open(int session) {
    return settings.http2() ? lane(session) : connection(session);
  }

  private EngineConnection connection(int session) {
    opened++;
    Http1Connection connection = new Http1Connection(loop, session, settings.keeping());
    ChannelFuture future =
        bootstrap.handler(EngineChannels.of(connection, settings.tls())).connect();
    connection.connecting(future.channel());
    future.addListener(done -> {
      Throwable cause = done.cause();
      if (cause != null) {
        connection.connectFailed(cause);
      } else if (!settings.tls()) {
        connection.ready();
      }
    });
    return connection;
  }

  /** A lane of a connection that has room for one, or of a new one. */
  private EngineConnection lane(int session) {
    shared.removeIf(connection -> !connection.takes());
    if (shared.isEmpty()) {
      opened++;
      Http2Connection connection = EngineChannels.http2(loop);
      ChannelFuture future =
          bootstrap.handler(EngineChannels.of(connection, settings.tls())).connect();
      connection.connecting(future.channel());
      future.addListener(done -> {
        Throwable cause = done.cause();
        if (cause != null) {
          connection.connectFailed(cause);
        } else {
          var _ =
              future
                  .channel()
                  .eventLoop()
                  .schedule(connection::silent, settings.connectNanos(), TimeUnit.NANOSECONDS);
        }
      });
      shared.add(connection);
    }
    return shared.getFirst().lane(session, settings.keeping());
  }
}
