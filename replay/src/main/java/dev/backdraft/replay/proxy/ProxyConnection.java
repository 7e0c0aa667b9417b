package dev.backdraft.replay.proxy;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection and its own to the target. Bytes pass both ways as they come, while
 * {@link Exchanges} looks on. All of it runs on one event loop.
 *
 * <pre>
 * client -- requests, the Host line rewritten --> target
 *        <-- responses as they are --------------
 * </pre>
 */
final class ProxyConnection {
  /** How long a client that was refused may go on sending. */
  private static final int LINGER_SECONDS = 5;

  private final CaptureProxy proxy;
  private final DuplexChannel client;
  private final Exchanges exchanges;

  /** What a client that ends at once has sent before the target was reached. */
  private final Queue<ByteBuf> early = new ArrayDeque<>();

  private @Nullable DuplexChannel target;
  private boolean clientDone;
  private boolean targetDone;
  private boolean connected;
  private boolean unreachable;
  private boolean earlyEnd;
  private boolean over;

  ProxyConnection(CaptureProxy proxy, DuplexChannel client, String session) {
    this.proxy = proxy;
    this.client = client;
    this.exchanges = new Exchanges(proxy, session, this::toTarget, this::toClient, this::answered);
    client.pipeline().addLast(new ClientSide());
  }

  void target(DuplexChannel channel) {
    target = channel;
    channel.pipeline().addLast(new TargetSide());
  }

  void begin(ChannelFuture connecting) {
    connecting.addListener((ChannelFuture done) -> {
      SslHandler tls = done.channel().pipeline().get(SslHandler.class);
      if (!done.isSuccess()) {
        unreachable();
      } else if (tls == null) {
        pass(done.channel());
      } else {
        done.channel().read();
        tls.handshakeFuture()
            .addListener(shaken -> {
              if (shaken.isSuccess()) {
                pass(done.channel());
              } else {
                unreachable();
              }
            });
      }
    });
  }

  private void pass(Channel to) {
    connected = true;
    listen(client, true);
    listen(to, true);
    takeEarly();
    to.flush();
  }

  private void takeEarly() {
    for (ByteBuf bytes = early.poll(); bytes != null; bytes = early.poll()) {
      fromClient(bytes);
    }
    if (earlyEnd) {
      clientEnded();
    }
  }

  private void fromClient(ByteBuf bytes) {
    if (over && unreachable) {
      bytes.release();
      return;
    }
    try {
      exchanges.fromClient(bytes);
    } finally {
      bytes.release();
    }
    if (unreachable && exchanges.asked() && !over) {
      answerUnreachable();
    }
  }

  /** The client's first request is read all the same: it is worth knowing, and gets an answer. */
  private void unreachable() {
    if (!connected) {
      unreachable = true;
      listen(client, true);
      takeEarly();
    }
  }

  private void answerUnreachable() {
    byte[] text =
        ("Backdraft recorded this request, but cannot connect to "
                + proxy.settings().authority()
                + "\n")
            .getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + text.length
            + "\r\nConnection: close\r\n\r\n";
    end();
    client
        .writeAndFlush(Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.ISO_8859_1), text))
        .addListener(done -> {
          // Closed with bytes unread, the connection would be reset, and the answer lost with it.
          sayNoMore(client);
          var _ = client.eventLoop().schedule(() -> closeNow(client), LINGER_SECONDS, SECONDS);
        });
  }

  /** Writes down what is under way and lets both connections go. From any thread. */
  Future<?> abandon() {
    return client
        .eventLoop()
        .submit(() -> {
          end();
          closeNow(client);
          closeNow(target);
        });
  }

  /** No more can be learned of this connection. */
  private void end() {
    if (!over) {
      over = true;
      early.forEach(ByteBuf::release);
      early.clear();
      exchanges.close();
      proxy.closed(this);
    }
  }

  private void toTarget(ByteBuf bytes) {
    write(target, bytes);
  }

  private void toClient(ByteBuf bytes) {
    write(client, bytes);
  }

  private static void write(@Nullable Channel to, ByteBuf bytes) {
    if (to != null && to.isActive()) {
      to.write(bytes.retain()).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
  }

  /** Something was written down: TLS has no half-closing, so the last answer ends it. */
  private void answered() {
    if (clientDone && proxy.settings().tls() && exchanges.none()) {
      end();
      closeBoth();
    }
  }

  /** What is written to {@code to} is not taken fast enough: stop reading where it comes from. */
  private static void press(@Nullable Channel to, Channel from) {
    if (to != null) {
      to.flush();
      if (to.isActive() && !to.isWritable()) {
        listen(from, false);
      }
    }
  }

  private void relieve(Channel to, @Nullable Channel from) {
    if (connected && to.isWritable() && from != null) {
      listen(from, true);
    }
  }

  private void clientEnded() {
    if (clientDone) {
      return;
    }
    clientDone = true;
    if (over && unreachable) {
      closeNow(client);
      return;
    }
    exchanges.clientEnded();
    if (!proxy.settings().tls()) {
      passEnd(target);
    } else {
      answered();
    }
  }

  private void targetEnded() {
    if (!targetDone) {
      targetDone = true;
      exchanges.targetEnded();
      passEnd(client);
    }
  }

  /** One side has said all it has to say; the other may still speak. */
  private void passEnd(@Nullable DuplexChannel to) {
    if (clientDone && targetDone) {
      end();
      closeBoth();
    } else if (to != null && to.isActive()) {
      to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> sayNoMore(to));
    }
  }

  private void closeBoth() {
    closeAfterAll(client);
    closeAfterAll(target);
  }

  private static void closeAfterAll(@Nullable Channel channel) {
    if (channel != null && channel.isOpen()) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> closeNow(channel));
    }
  }

  /** An input that has ended must not be asked again: epoll takes that for an error. */
  private static void listen(Channel from, boolean on) {
    if (from instanceof DuplexChannel channel && !channel.isInputShutdown()) {
      channel.config().setAutoRead(on);
    }
  }

  private static void closeNow(@Nullable Channel channel) {
    if (channel != null) {
      var _ = channel.close();
    }
  }

  private static void sayNoMore(DuplexChannel channel) {
    var _ = channel.shutdownOutput();
  }

  /** A reset on one side is a reset on the other, after all that came before it. */
  private void reset(Channel broken, @Nullable Channel other) {
    end();
    closeNow(broken);
    if (other != null && other.isOpen()) {
      other
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(done -> {
            other.config().setOption(ChannelOption.SO_LINGER, 0);
            closeNow(other);
          });
    }
  }

  private final class ClientSide extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (connected || unreachable) {
        fromClient((ByteBuf) message);
      } else {
        early.add((ByteBuf) message);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      // A client that ends at once is read before the target is there: a flush would begin the
      // handshake then, and its first words would be lost.
      if (connected) {
        press(target, client);
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      relieve(client, target);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        earlyEnd = true;
        if (connected || unreachable) {
          clientEnded();
        }
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      end();
      closeAfterAll(target);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      reset(client, target);
    }
  }

  private final class TargetSide extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      try {
        exchanges.fromTarget((ByteBuf) message);
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      press(client, context.channel());
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      relieve(context.channel(), client);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        targetEnded();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (connected) {
        exchanges.targetEnded();
        end();
        closeAfterAll(client);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (connected) {
        reset(context.channel(), client);
      }
    }
  }
}
