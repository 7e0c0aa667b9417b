package dev.backdraft.sample.server;

import dev.backdraft.sample.telemetry.Telemetry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Accepts connections on this machine, reads on two event loops, answers on a pool of workers. */
public final class HttpServer {
  private static final int LOOPS = 2;
  private static final int WORKERS = 64;
  private static final int LARGEST_BODY = 1 << 20;
  private static final int BACKLOG = 1024;

  /** Whoever asks once more on a kept connection is told that the service stops. */
  private static final int LAST_WORD_MILLIS = 100;

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          LOOPS, new DefaultThreadFactory("loop"), NioIoHandler.newFactory());
  private final ExecutorService workers =
      Executors.newFixedThreadPool(WORKERS, new DefaultThreadFactory("worker"));
  private final UnderWay underWay = new UnderWay();
  private final Routes routes;
  private final Telemetry telemetry;
  private final Channel listening;

  /** Listens on the port; 0 picks a free one. */
  public HttpServer(int port, Routes routes, Telemetry telemetry) {
    this.routes = routes;
    this.telemetry = telemetry;
    this.listening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(LARGEST_BODY))
                        .addLast(exchange());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .syncUninterruptibly()
            .channel();
  }

  private Exchange exchange() {
    return new Exchange(routes, telemetry, workers, underWay);
  }

  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /**
   * Accepts nothing more, answers what is under way, and ends. Every answer now says that its
   * connection closes; a request that comes all the same is answered with 503.
   */
  public void stop(long graceMillis) throws InterruptedException {
    underWay.stop();
    listening.close().syncUninterruptibly();
    underWay.quiet(LAST_WORD_MILLIS, graceMillis);
    workers.shutdown();
    loops.shutdownGracefully(0, graceMillis, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }
}
