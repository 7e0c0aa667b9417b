package dev.backdraft.replay.engine;

import org.jspecify.annotations.Nullable;

/**
 * Sessions whose connections stand idle, in the order in which they became so. Linked through the
 * sessions themselves: one leaves the middle without a search, and none costs memory.
 */
final class IdleSessions {
  private @Nullable RecordedSession oldest;
  private @Nullable RecordedSession newest;

  void add(RecordedSession session) {
    RecordedSession before = newest;
    session.older = before;
    session.newer = null;
    session.idle = this;
    if (before == null) {
      oldest = session;
    } else {
      before.newer = session;
    }
    newest = session;
  }

  void remove(RecordedSession session) {
    RecordedSession before = session.older;
    RecordedSession after = session.newer;
    if (before == null) {
      oldest = after;
    } else {
      before.newer = after;
    }
    if (after == null) {
      newest = before;
    } else {
      after.older = before;
    }
    session.older = null;
    session.newer = null;
    session.idle = null;
  }

  /** Takes out the one that is idle for longest, or gives null. */
  @Nullable RecordedSession poll() {
    RecordedSession first = oldest;
    if (first != null) {
      remove(first);
    }
    return first;
  }
}
