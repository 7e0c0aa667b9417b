import org.jspecify.annotations.NullMarked;

/** The checkout service and its incidents; knows none of the other modules. */
@NullMarked
module dev.backdraft.sample {
  requires static transitive org.jspecify;
  requires java.management;
  requires java.sql;
  requires com.zaxxer.hikari;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.opentelemetry.api;
  requires io.opentelemetry.context;
  requires io.opentelemetry.sdk.common;
  requires io.opentelemetry.sdk.trace;
  requires io.prometheus.metrics.core;
  requires io.prometheus.writer.text;
  requires io.prometheus.metrics.model;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports dev.backdraft.sample;
  exports dev.backdraft.sample.truth;

  opens dev.backdraft.sample.shop to
      tools.jackson.databind;
  opens dev.backdraft.sample.truth to
      tools.jackson.databind;
}
