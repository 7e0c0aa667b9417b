package dev.backdraft.replay.engine;

import dev.backdraft.replay.engine.EngineLoop.Waiting;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One recorded connection in one round of the capture, and the requests that go over it. */
final class RecordedSession {
  final int key;

  /** Null if none is open. */
  @Nullable EngineConnection connection;

  /** It stands in the line of those that wait for a connection. */
  boolean inLine;

  /** Its last request was due: nobody misses its connection. */
  boolean over;

  /** Its connection was closed in favour of another, before it was over. */
  boolean interrupted;

  /** It went on over another connection after that. */
  boolean cut;

  /** Its neighbours among the idle. */
  @Nullable RecordedSession older;

  @Nullable RecordedSession newer;
  @Nullable IdleSessions idle;

  private @Nullable ArrayDeque<Waiting> behind;

  RecordedSession(int key) {
    this.key = key;
  }

  /** Behind the request that is under way, or in line. */
  void add(Waiting late) {
    ArrayDeque<Waiting> queue = behind == null ? new ArrayDeque<>(4) : behind;
    behind = queue;
    queue.add(late);
  }

  /** What is due next, or null. */
  @Nullable Waiting poll() {
    return behind == null ? null : behind.poll();
  }

  boolean queues() {
    return behind != null && !behind.isEmpty();
  }
}
