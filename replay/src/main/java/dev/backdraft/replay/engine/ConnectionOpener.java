package dev.backdraft.replay.engine;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens what carries requests for one loop, connections or lanes of shared ones, as long as there
 * is room.
 */
final class ConnectionOpener {
  /** Of HTTP/2 so many requests go side by side, however many connections there may be. */
  private static final int USUAL_LANES = 10_000;

  private final EngineLoop loop;
  private final Bootstrap bootstrap;
  private final EngineSettings settings;
  private final List<Http2Connection> shared = new ArrayList<>();
  private final int mostSockets;

  /** Carriers: the same as sockets, or lanes. */
  private final int mostCarriers;

  private int carriers;
  private int sockets;
  private int peak;
  private long opened;

  /** At most so many connections at a time. */
  ConnectionOpener(EngineLoop loop, Bootstrap bootstrap, EngineSettings settings, int most) {
    this.loop = loop;
    this.bootstrap = bootstrap;
    this.settings = settings;
    this.mostSockets = most;
    this.mostCarriers =
        settings.http2()
            ? Math.max(most, (int) Math.min(USUAL_LANES, (long) Http2Connection.LANES * most))
            : most;
  }

  /** How many connections were opened so far. */
  long opened() {
    return opened;
  }

  /** The most connections at a time. */
  int most() {
    return peak;
  }

  /** Each session has a connection of its own. */
  boolean bySession() {
    return !settings.http2();
  }

  /** One more can be opened. */
  boolean room() {
    return carriers < mostCarriers
        && (!settings.http2() || sockets < mostSockets || withRoom() != null);
  }

  /** Only where there is room. */
  EngineConnection open(@Nullable RecordedSession session) {
    carriers++;
    return settings.http2() ? lane(session) : connection(session);
  }

  /** What was opened carries nothing any more. */
  void closed() {
    carriers--;
    sockets -= settings.http2() ? 0 : 1;
  }

  /** A connection of HTTP/2 is no more. */
  void socketClosed() {
    sockets--;
  }

  private void count() {
    opened++;
    sockets++;
    peak = Math.max(peak, sockets);
  }

  private EngineConnection connection(@Nullable RecordedSession session) {
    count();
    Http1Connection connection = new Http1Connection(loop, session, settings.keeping());
    ChannelFuture future =
        bootstrap.handler(EngineChannels.of(connection, settings.tls())).connect();
    connection.connecting(future.channel());
    future.addListener(done -> {
      Throwable cause = done.cause();
      if (cause != null) {
        // Later: without a file for its socket it fails before it has its request.
        loop.later(() -> connection.connectFailed(cause));
      } else if (!settings.tls()) {
        connection.ready();
      }
    });
    return connection;
  }

  /** A connection that has room for a lane, or null. */
  private @Nullable Http2Connection withRoom() {
    for (Http2Connection connection : shared) {
      if (connection.takes()) {
        return connection;
      }
    }
    return null;
  }

  /** A lane of a connection that has room for one, or of a new one. */
  private EngineConnection lane(@Nullable RecordedSession session) {
    Http2Connection roomy = withRoom();
    Http2Connection connection = roomy == null ? http2() : roomy;
    return connection.lane(session, settings.keeping());
  }

  private Http2Connection http2() {
    count();
    shared.removeIf(Http2Connection::ends);
    Http2Connection connection = EngineChannels.http2(loop);
    ChannelFuture future =
        bootstrap.handler(EngineChannels.of(connection, settings.tls())).connect();
    connection.connecting(future.channel());
    future.addListener(done -> {
      Throwable cause = done.cause();
      if (cause != null) {
        loop.later(() -> connection.connectFailed(cause));
      } else {
        var _ =
            future
                .channel()
                .eventLoop()
                .schedule(connection::silent, settings.connectNanos(), TimeUnit.NANOSECONDS);
      }
    });
    shared.add(connection);
    return connection;
  }
}
