package dev.backdraft.sample.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One span a request and one a call to a partner, joined to the caller's trace. */
public final class Spans {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final int QUEUE = 32_768;
  private static final int BATCH = 1_024;
  private static final long CLOSE_SECONDS = 5;

  private static final TextMapGetter<String> TRACE_PARENT =
      new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals("traceparent") ? carrier : null;
        }
      };

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  Spans(Path file) throws IOException {
    provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "checkout")))
            .addSpanProcessor(
                BatchSpanProcessor.builder(new OtlpFile(file))
                    .setMaxQueueSize(QUEUE)
                    .setMaxExportBatchSize(BATCH)
                    .setScheduleDelay(Duration.ofMillis(100))
                    .build())
            .build();
    tracer = provider.get("checkout");
  }

  /** A request comes in. */
  public Span begin(String method, String path, String route, String traceParent) {
    Context parent =
        traceParent.isEmpty()
            ? Context.root()
            : W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), traceParent, TRACE_PARENT);
    return tracer
        .spanBuilder(method + " " + route)
        .setParent(parent)
        .setSpanKind(SpanKind.SERVER)
        .setAttribute(METHOD, method)
        .setAttribute(PATH, path)
        .setAttribute(ROUTE, route)
        .startSpan();
  }

  /** A partner is called. */
  public Span call(String what) {
    return tracer.spanBuilder(what).setSpanKind(SpanKind.CLIENT).startSpan();
  }

  void close() {
    var _ = provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
