package dev.backdraft.replay.proxy;

import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.replay.proxy.MessageFramer.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection and their answers, found in the bytes that pass. An answer belongs
 * to the first request that has none: a connection keeps its order, pipelined or not.
 */
final class Exchanges {
  private final CaptureProxy proxy;
  private final String session;
  private final Consumer<ByteBuf> toTarget;
  private final Consumer<ByteBuf> toClient;
  private final Runnable answered;
  private final Responses answers = new Responses();
  private final MessageFramer requests = new MessageFramer(new Requests());
  private final MessageFramer responses = new MessageFramer(answers);
  private final Queue<Exchange> underWay = new ArrayDeque<>();
  private @Nullable Exchange asking;

  /** With {@code answered} told whenever requests were written down. */
  Exchanges(
      CaptureProxy proxy,
      String session,
      Consumer<ByteBuf> toTarget,
      Consumer<ByteBuf> toClient,
      Runnable answered) {
    this.proxy = proxy;
    this.session = session;
    this.toTarget = toTarget;
    this.toClient = toClient;
    this.answered = answered;
  }

  void fromClient(ByteBuf bytes) {
    requests.feed(bytes);
  }

  void fromTarget(ByteBuf bytes) {
    responses.feed(bytes);
  }

  /** Nothing waits for its answer. */
  boolean none() {
    return underWay.isEmpty();
  }

  /** A whole request waits for its answer. */
  boolean asked() {
    return !underWay.isEmpty() && asking == null;
  }

  void clientEnded() {
    requests.finish();
  }

  /** The target's end is the end of a body that has no other. */
  void targetEnded() {
    responses.finish();
    answers.targetEnded();
  }

  /** Writes down what is under way as far as it came. */
  void close() {
    asking = null;
    for (Exchange exchange = underWay.poll(); exchange != null; exchange = underWay.poll()) {
      proxy.log().add(entry(exchange));
    }
  }

  private void recordWhole() {
    for (Exchange next = underWay.peek(); next != null && next.whole(); next = underWay.peek()) {
      underWay.remove();
      proxy.log().add(entry(next));
    }
    answered.run();
  }

  private RequestEntry entry(Exchange exchange) {
    ProxySettings settings = proxy.settings();
    String host = exchange.host();
    boolean ours = host.isEmpty() || host.endsWith(":" + proxy.port());
    return exchange.entry(
        settings.tls() ? "https" : "http", ours ? settings.authority() : host, session);
  }

  /** What the client sends. */
  private final class Requests implements MessageFramer.Events {
    @Override
    public Framing head(byte[] head) {
      MessageHead parsed = MessageHead.of(head);
      String[] words = parsed == null ? null : parsed.request();
      if (parsed == null || words == null) {
        raw(Unpooled.wrappedBuffer(head));
        lost("not HTTP/1");
        return Framing.OPAQUE;
      }
      Exchange exchange =
          new Exchange(proxy.wallNanos(), System.nanoTime(), proxy.body(), proxy.body());
      exchange.request(words, parsed.headers());
      asking = exchange;
      underWay.add(exchange);
      raw(Unpooled.wrappedBuffer(MessageHead.withHost(head, proxy.settings().authority())));
      if (parsed.chunked()) {
        return Framing.CHUNKED;
      }
      if (parsed.length() == MessageHead.BAD_LENGTH) {
        lost("a length that is no number");
        return Framing.OPAQUE;
      }
      return Framing.length(Math.max(0, parsed.length()));
    }

    @Override
    public void raw(ByteBuf bytes) {
      toTarget.accept(bytes);
    }

    @Override
    public void content(ByteBuf bytes) {
      if (asking != null) {
        asking.requestBody().add(bytes);
      }
    }

    @Override
    public void end() {
      Exchange asked = asking;
      asking = null;
      if (asked != null) {
        asked.requestEnded();
        recordWhole();
      }
    }

    @Override
    public void lost(String why) {
      proxy.unread();
    }
  }

  /** What the target answers. */
  private final class Responses implements MessageFramer.Events {
    private @Nullable Exchange answering;
    private boolean untilClose;

    @Override
    public Framing head(byte[] head) {
      raw(Unpooled.wrappedBuffer(head));
      MessageHead parsed = MessageHead.of(head);
      int status = parsed == null ? -1 : parsed.status();
      Exchange asked = underWay.stream().filter(one -> !one.answered()).findFirst().orElse(null);
      if (parsed == null || status < 0 || asked == null) {
        lost("no response to anything");
        return Framing.OPAQUE;
      }
      if (status < 200 && status != 101) {
        return Framing.NONE; // 100 Continue and its like: the answer is still to come
      }
      asked.response(status, parsed.headers());
      if (status == 101 || (asked.method().equals("CONNECT") && status < 300)) {
        asked.upgrade();
        asking = null;
        requests.open();
        recordWhole();
        return Framing.OPAQUE;
      }
      answering = asked;
      return framing(asked, parsed, status);
    }

    private Framing framing(Exchange asked, MessageHead parsed, int status) {
      if (asked.method().equals("HEAD") || status == 204 || status == 304) {
        return Framing.NONE;
      }
      if (parsed.chunked()) {
        return Framing.CHUNKED;
      }
      untilClose = parsed.length() < 0;
      return untilClose ? Framing.UNTIL_CLOSE : Framing.length(parsed.length());
    }

    @Override
    public void raw(ByteBuf bytes) {
      toClient.accept(bytes);
    }

    @Override
    public void content(ByteBuf bytes) {
      if (answering != null) {
        answering.responseBody().add(bytes);
      }
    }

    @Override
    public void end() {
      Exchange done = answering;
      if (done != null) {
        answering = null;
        done.responseEnded();
        recordWhole();
      }
    }

    @Override
    public void lost(String why) {
      proxy.unread();
    }

    void targetEnded() {
      if (untilClose) {
        end();
      }
    }
  }
}
