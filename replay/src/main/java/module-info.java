import org.jspecify.annotations.NullMarked;

/** Replays captured requests against a local build and gives a verdict. */
@NullMarked
module dev.backdraft.replay {
  requires static transitive org.jspecify;
  requires transitive dev.backdraft.analysis;
  requires io.netty.common;
  requires io.netty.buffer;
  requires io.netty.transport;
  requires io.netty.handler;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.codec.http2;
  requires io.netty.transport.classes.epoll;
  requires HdrHistogram;
  requires java.management;
  requires jdk.jfr;
  requires jdk.management;

  exports dev.backdraft.replay.engine;
  exports dev.backdraft.replay.evidence;
  exports dev.backdraft.replay.outcome;
  exports dev.backdraft.replay.pace;
  exports dev.backdraft.replay.plan;
  exports dev.backdraft.replay.proxy;
  exports dev.backdraft.replay.run;
  exports dev.backdraft.replay.target;
  exports dev.backdraft.replay.verdict;
}
