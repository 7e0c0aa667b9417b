package dev.backdraft.sample.server;

import dev.backdraft.sample.telemetry.Telemetry;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** One connection: requests come in, are handed to their handler, and answers go out. */
final class Exchange extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final int NOT_FOUND = 404;
  private static final int FAILED = 500;
  private static final int UNAVAILABLE = 503;
  private static final byte[] INTERNAL =
      "{\"error\":\"internal\"}".getBytes(StandardCharsets.UTF_8);

  private final Routes routes;
  private final Telemetry telemetry;
  private final Executor workers;
  private final UnderWay underWay;

  Exchange(Routes routes, Telemetry telemetry, Executor workers, UnderWay underWay) {
    this.routes = routes;
    this.telemetry = telemetry;
    this.workers = workers;
    this.underWay = underWay;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
    long began = System.nanoTime();
    String uri = message.uri();
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    String method = message.method().name();
    Routes.Route route = routes.find(method, path);
    HttpHeaders headers = message.headers();
    String template = route == null ? "none" : route.template();
    Span span = telemetry.spans().begin(method, path, template, headers.get("traceparent", ""));
    Request request =
        new Request(
            method,
            path,
            mark < 0 ? "" : uri.substring(mark + 1),
            headers.get(HttpHeaderNames.ACCEPT, ""),
            ByteBufUtil.getBytes(message.content()),
            span);
    Turn turn = new Turn(context, request, template, HttpUtil.isKeepAlive(message), began);
    if (!underWay.begin()) {
      answer(turn, Response.text(UNAVAILABLE, "stopping\n"));
    } else if (route == null) {
      answer(turn, Response.text(NOT_FOUND, "no such path\n"));
    } else if (route.onLoop()) {
      run(turn, route.handler());
    } else {
      workers.execute(() -> run(turn, route.handler()));
    }
  }

  /** A request on its way to its answer. */
  private record Turn(
      ChannelHandlerContext context,
      Request request,
      String route,
      boolean keepAlive,
      long beganNanos) {}

  private void run(Turn turn, Handler handler) {
    boolean answered = false;
    try (Scope _ = turn.request().span().makeCurrent()) {
      Response response = handler.handle(turn.request());
      answered = true;
      answer(turn, response);
    } catch (FailedException failed) {
      answered = true;
      turn.request().span().recordException(failed);
      telemetry.log().failed(turn.request().span(), turn.request().path(), failed);
      answer(turn, Response.json(FAILED, INTERNAL));
    } catch (RuntimeException bug) {
      answered = true;
      turn.request().span().recordException(bug);
      telemetry.log().failed(turn.request().span(), turn.request().path(), bug);
      drop(turn);
    } finally {
      if (!answered) {
        drop(turn);
      }
    }
  }

  private void answer(Turn turn, Response response) {
    DefaultFullHttpResponse message =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(response.status()),
            Unpooled.wrappedBuffer(response.body()));
    message.headers().set(HttpHeaderNames.CONTENT_TYPE, response.type());
    message.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, response.body().length);
    boolean last = !turn.keepAlive() || underWay.stopping();
    if (last) {
      message.headers().set(HttpHeaderNames.CONNECTION, "close");
    }
    var written = turn.context().writeAndFlush(message);
    if (last) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
    written.addListener(gone -> underWay.end());
    ended(turn, response.status());
  }

  private void drop(Turn turn) {
    turn.context().close().addListener(gone -> underWay.end());
    turn.request().span().setStatus(StatusCode.ERROR, "connection closed without an answer");
    ended(turn, 0);
  }

  private void ended(Turn turn, int status) {
    telemetry.ended(
        turn.request().span(), turn.request().method(), turn.route(), status, turn.beganNanos());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }
}
