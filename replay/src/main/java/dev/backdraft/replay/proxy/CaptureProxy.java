package dev.backdraft.replay.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A recording reverse proxy on loopback. Each connection of a client has one of its own to the
 * target, so that order, half-closing and resets come through as they are.
 */
public final class CaptureProxy implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int CONNECT_MILLIS = 10_000;
  private static final long SECOND = 1_000_000_000L;

  private final ProxySettings settings;
  private final CaptureLog log;
  private final MultiThreadIoEventLoopGroup group;
  private final boolean epoll;
  private final @Nullable SslContext tls;
  private final Set<ProxyConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong unread = new AtomicLong();
  private final AtomicLong together = new AtomicLong();
  private final long wallNanos;
  private final long startedNanos = System.nanoTime();
  private final Channel server;

  private CaptureProxy(ProxySettings settings, CaptureLog log) throws IOException {
    this.settings = settings;
    this.log = log;
    Instant now = Instant.now();
    wallNanos = now.getEpochSecond() * SECOND + now.getNano();
    tls = settings.tls() ? tls(settings.host()) : null;
    epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(THREADS, io);
    server = listen();
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the port is taken, or the target's name is not known
   */
  public static CaptureProxy start(ProxySettings settings, CaptureLog log) throws IOException {
    InetAddress target;
    try {
      target = InetAddress.getByName(settings.host());
    } catch (UnknownHostException unknown) {
      throw new IOException("there is no host " + settings.host(), unknown);
    }
    if (target.isLoopbackAddress() && settings.port() == settings.listenPort()) {
      throw new IOException("it would send to itself: listen on another port than the target's");
    }
    return new CaptureProxy(settings, log);
  }

  private Channel listen() throws IOException {
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(type)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel client) {
                    accept(client);
                  }
                });
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.listenPort());
    try {
      var bound = bootstrap.bind(address).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new IOException("port " + settings.listenPort() + " cannot be used", bound.cause());
      }
      return bound.channel();
    } catch (IOException taken) {
      var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw taken;
    }
  }

  private void accept(SocketChannel client) {
    String session = "c" + connections.incrementAndGet();
    ProxyConnection connection = new ProxyConnection(this, client, session);
    open.add(connection);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(client.eventLoop())
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel target) {
                    if (tls != null) {
                      target
                          .pipeline()
                          .addLast(
                              tls.newHandler(target.alloc(), settings.host(), settings.port()));
                    }
                    connection.target(target);
                  }
                });
    connection.begin(bootstrap.connect(settings.host(), settings.port()));
  }

  /** A certificate of a local build proves nothing; elsewhere it must. */
  private static SslContext tls(String host) throws IOException {
    try {
      SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
      if (InetAddress.getByName(host).isLoopbackAddress()) {
        builder =
            builder
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null);
      }
      return builder.build();
    } catch (SSLException missing) {
      throw new IOException("this JDK has no TLS", missing);
    }
  }

  ProxySettings settings() {
    return settings;
  }

  CaptureLog log() {
    return log;
  }

  KeptBody body() {
    return new KeptBody(settings.mostBodyBytes(), together);
  }

  /** Of now; never goes back while the proxy runs. */
  long wallNanos() {
    return wallNanos + (System.nanoTime() - startedNanos);
  }

  void unread() {
    unread.incrementAndGet();
  }

  void closed(ProxyConnection connection) {
    open.remove(connection);
  }

  /** Where it listens. */
  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  public long connections() {
    return connections.get();
  }

  public int openConnections() {
    return open.size();
  }

  /** Connections that did not speak HTTP/1: they were passed on and not recorded. */
  public long notUnderstood() {
    return unread.get();
  }

  /** Listens no more, writes down what is under way, and closes all connections. */
  @Override
  public void close() {
    server.close().awaitUninterruptibly(2_000);
    for (ProxyConnection connection : open) {
      Future<?> ended = connection.abandon();
      ended.awaitUninterruptibly(2_000);
    }
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
  }
}
