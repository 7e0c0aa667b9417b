package dev.backdraft.replay.engine;

import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.pace.Schedule;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends one run in this process. {@link EngineProcess} does the same in a process of its own, which
 * is what a measurement needs.
 */
public final class LoadEngine implements AutoCloseable {
  /** Until the loops stand: the first request is due only after. */
  private static final long HEAD_START_NANOS = 20_000_000;

  /** Copies of requests outside of the heap, up to so many bytes. */
  private static final long DIRECT_BYTES = 128L << 20;

  private final MultiThreadIoEventLoopGroup group;
  private final boolean epoll;
  private final List<EngineLoop> loops = new ArrayList<>();

  public LoadEngine(int threads) {
    epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    group = new MultiThreadIoEventLoopGroup(threads, new PromptThreads(), io);
  }

  /** A request is sent when it is due, whatever else the processors have to do. */
  private static final class PromptThreads extends DefaultThreadFactory {
    PromptThreads() {
      super("engine");
    }

    @Override
    public Thread newThread(Runnable loop) {
      return super.newThread(() -> {
        var _ = ShortSlice.ask();
        loop.run();
      });
    }
  }

  /** Which transport is used: epoll where there is one. */
  public String transport() {
    return epoll ? "epoll" : "nio";
  }

  /** Sends everything and waits until each request has ended. */
  public EngineResults run(EngineSettings settings, EngineRequests requests, Schedule schedule)
      throws InterruptedException {
    InetAddress address;
    try {
      address = InetAddress.getByName(settings.host());
    } catch (UnknownHostException unknown) {
      return unresolved(schedule);
    }
    Bootstrap bootstrap = bootstrap(settings, new InetSocketAddress(address, settings.port()));
    AnswerKeeping keeping = settings.keeping();
    BodySpill spill = keeping.spills() ? new BodySpill(keeping.spill()) : null;
    EngineResults results;
    try {
      results = run(settings, requests, schedule, bootstrap, spill);
    } finally {
      if (spill != null) {
        spill.close();
      }
    }
    if (spill != null) {
      results.settle(spill);
    }
    return results;
  }

  private EngineResults run(
      EngineSettings settings,
      EngineRequests requests,
      Schedule schedule,
      Bootstrap bootstrap,
      @Nullable BodySpill spill)
      throws InterruptedException {
    ByteBuf[] wire = wire(requests);
    List<CompletableFuture<EngineResults>> running = new ArrayList<>();
    long cpuBefore = cpuNanos();
    long start = System.nanoTime() + HEAD_START_NANOS;
    synchronized (loops) {
      loops.clear();
      for (int i = 0; i < settings.threads(); i++) {
        EventLoop events = group.next();
        loops.add(
            new EngineLoop(
                settings,
                requests,
                wire,
                schedule,
                bootstrap.clone(events),
                events,
                i,
                settings.threads(),
                spill));
      }
      loops.forEach(loop -> running.add(loop.start(start)));
    }
    List<EngineResults> parts = new ArrayList<>();
    for (CompletableFuture<EngineResults> part : running) {
      parts.add(await(part));
    }
    // Laying the parts together is no time of the run.
    EngineResults all = new EngineResults();
    all.run(System.nanoTime() - start, cpuNanos() - cpuBefore);
    parts.forEach(all::addAll);
    for (ByteBuf bytes : wire) {
      bytes.unwrap().release();
    }
    return all;
  }

  private static EngineResults await(CompletableFuture<EngineResults> part)
      throws InterruptedException {
    try {
      return part.get();
    } catch (ExecutionException broken) {
      throw new IllegalStateException("an event loop of the engine broke", broken.getCause());
    }
  }

  /**
   * Sends nothing more; {@link #run} returns when what is under way has ended, or a grace is over.
   */
  public void stop(long graceNanos) {
    List<EngineLoop> running;
    synchronized (loops) {
      running = List.copyOf(loops);
    }
    running.forEach(EngineLoop::stop);
    running.forEach(loop -> {
      var _ = group.schedule(loop::giveUp, graceNanos, TimeUnit.NANOSECONDS);
    });
  }

  /** The loops of the present run. */
  List<EngineLoop> loops() {
    synchronized (loops) {
      return List.copyOf(loops);
    }
  }

  /** How far the run is, from any thread. */
  public EngineProgress progress() {
    synchronized (loops) {
      if (loops.isEmpty()) {
        return new EngineProgress(-1, 0, 0, 0, 0, 0, 0);
      }
      long ended = 0;
      int inFlight = 0;
      long failures = 0;
      long lag = 0;
      Histogram latency = LiveLatency.empty();
      for (EngineLoop loop : loops) {
        ended += loop.endedSoFar();
        inFlight += loop.inFlight();
        failures += loop.failuresSoFar();
        lag = Math.max(lag, loop.worstLag());
        loop.latency().addTo(latency);
      }
      return new EngineProgress(
          loops.getFirst().now(),
          ended,
          inFlight,
          failures,
          lag,
          latency.getValueAtPercentile(50),
          latency.getValueAtPercentile(99));
    }
  }

  private Bootstrap bootstrap(EngineSettings settings, InetSocketAddress address) {
    Class<? extends SocketChannel> type = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    int connectMillis = (int) Math.max(1, settings.connectNanos() / 1_000_000);
    return new Bootstrap()
        .channel(type)
        .remoteAddress(address)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis);
  }

  private static ByteBuf[] wire(EngineRequests requests) {
    ByteBuf[] wire = new ByteBuf[requests.size()];
    long direct = 0;
    for (int i = 0; i < wire.length; i++) {
      byte[] bytes = requests.bytes(i);
      direct += bytes.length;
      ByteBuf buffer =
          direct <= DIRECT_BYTES
              ? Unpooled.directBuffer(bytes.length).writeBytes(bytes)
              : Unpooled.wrappedBuffer(bytes);
      wire[i] = Unpooled.unreleasableBuffer(buffer);
    }
    return wire;
  }

  private static EngineResults unresolved(Schedule schedule) {
    EngineResults results = new EngineResults();
    boolean closed = schedule.pace() instanceof Pace.InFlight;
    long count = Math.min(schedule.size(), closed ? 1 : Integer.MAX_VALUE);
    for (long i = 0; i < count; i++) {
      long due = schedule.dueNanos(i);
      results.add(schedule.request(i), Outcome.DNS, 0, due, 0, -1, due);
    }
    return results;
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  @Override
  public void close() {
    try {
      var _ = group.shutdownGracefully(0, 2, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
