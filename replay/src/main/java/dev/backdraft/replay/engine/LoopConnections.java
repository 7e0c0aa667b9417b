package dev.backdraft.replay.engine;

import dev.backdraft.replay.engine.EngineLoop.Waiting;
import dev.backdraft.replay.pace.Slice;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one loop, never more than it may have, and the requests that wait for one.
 * Requests of a recorded session go over its own connection, all others over any.
 *
 * <pre>
 * request of   its connection     room for one     one is idle            else
 * a session    is idle: it        opens its own    closes it, waits for   waits
 *                                                  that, opens its own
 * none         any idle one       opens one        of a session: as above waits
 * </pre>
 *
 * Who waits does so in one line, and what is closed in favour of it counts as open until the target
 * has closed it as well: at no time does the target see more.
 */
final class LoopConnections {
  private final EngineLoop loop;
  private final ConnectionOpener opener;

  /** The last request of each session; what belongs to none has no use for it. */
  private final BitSet last;

  /** Of no session; the one that was used last is used next, so that few are kept busy. */
  private final ArrayDeque<EngineConnection> idle = new ArrayDeque<>();

  private final Map<Integer, RecordedSession> sessions = new HashMap<>();
  private final IdleSessions over = new IdleSessions();
  private final IdleSessions goingOn = new IdleSessions();
  private final ArrayDeque<Waiting> line = new ArrayDeque<>();

  /** Requests behind others of their session. */
  private int behind;

  /** Connections that close in favour of somebody in line. */
  private int leaving;

  private long waited;
  private long cut;

  LoopConnections(EngineLoop loop, ConnectionOpener opener, BitSet last) {
    this.loop = loop;
    this.opener = opener;
    this.last = last;
  }

  /** The last requests of sessions within a slice, so that it is known when one is over. */
  static BitSet lastOfSessions(EngineRequests requests, Slice slice) {
    BitSet last = new BitSet();
    Set<Integer> seen = new HashSet<>();
    for (int request = slice.end() - 1; request >= slice.from(); request--) {
      if (requests.session(request) >= 0 && seen.add(requests.session(request))) {
        last.set(request);
      }
    }
    return last;
  }

  /** Sends it, or lets it wait for its turn. */
  void take(Waiting late, int key) {
    if (key >= 0) {
      takeInSession(late, sessions.computeIfAbsent(key, RecordedSession::new));
      return;
    }
    EngineConnection connection = usableIdle();
    if (connection == null && opener.room()) {
      connection = opener.open(null);
    }
    if (connection != null) {
      loop.dispatch(connection, late);
    } else {
      line(late);
    }
  }

  private void takeInSession(Waiting late, RecordedSession session) {
    session.over |= last.get(late.request());
    EngineConnection own = session.connection;
    if (session.inLine || session.queues() || (own != null && own.busy())) {
      session.add(late);
      behind++;
      waited += session.inLine ? 1 : 0;
    } else if (own != null && own.usable()) {
      notIdle(session);
      loop.dispatch(own, late);
    } else if (opener.room()) {
      loop.dispatch(open(session), late);
    } else {
      session.inLine = true;
      line(late);
    }
  }

  private EngineConnection open(RecordedSession session) {
    notIdle(session);
    if (session.interrupted && !session.cut) {
      session.cut = true;
      cut++;
    }
    EngineConnection connection = opener.open(session);
    session.connection = connection;
    return connection;
  }

  private @Nullable EngineConnection usableIdle() {
    for (EngineConnection c = idle.pollLast(); c != null; c = idle.pollLast()) {
      if (c.usable()) {
        return c;
      }
    }
    return null;
  }

  private static void notIdle(RecordedSession session) {
    IdleSessions among = session.idle;
    if (among != null) {
      among.remove(session);
    }
  }

  /** All connections are there that may be: it waits, and one that is idle makes room. */
  private void line(Waiting late) {
    waited++;
    line.add(late);
    EngineConnection spare = line.size() > leaving ? spare() : null;
    if (spare != null) {
      leave(spare);
    }
  }

  /** First those that nobody misses; then the one that its session did without for longest. */
  private @Nullable EngineConnection spare() {
    EngineConnection spare = usable(over);
    if (spare == null) {
      spare = usableIdle();
    }
    return spare == null ? usable(goingOn) : spare;
  }

  private static @Nullable EngineConnection usable(IdleSessions among) {
    for (RecordedSession s = among.poll(); s != null; s = among.poll()) {
      EngineConnection connection = s.connection;
      if (connection != null && connection.usable()) {
        return connection;
      }
    }
    return null;
  }

  private void leave(EngineConnection connection) {
    RecordedSession session = connection.session;
    if (session != null) {
      notIdle(session);
      session.interrupted |= !session.over && opener.bySession();
    }
    connection.leaving = true;
    leaving++;
    connection.leave();
  }

  /** A connection that carries nothing more; where somebody waits for its place, in good order. */
  void dismiss(EngineConnection connection) {
    if (opener.room()) {
      connection.close();
    } else {
      connection.leaving = true;
      leaving++;
      connection.leave();
    }
  }

  /** A connection is free: what waits longest goes next. True if it is anybody's, and stays so. */
  boolean idle(EngineConnection connection) {
    RecordedSession session = connection.session;
    Waiting next = session == null ? nextOfNone() : session.poll();
    if (next != null) {
      behind -= session == null ? 0 : 1;
      loop.dispatch(connection, next);
    } else if (line.size() > leaving) {
      leave(connection);
    } else if (session == null) {
      idle.addLast(connection);
      return true;
    } else if (session.idle == null) {
      (session.over ? over : goingOn).add(session);
    }
    return false;
  }

  /** The first in line, if any connection will do for it. */
  private @Nullable Waiting nextOfNone() {
    Waiting first = line.peek();
    return first != null && loop.sessionKey(first) < 0 ? line.poll() : null;
  }

  void closed(EngineConnection connection) {
    if (connection.closed) {
      return;
    }
    connection.closed = true;
    leaving -= connection.leaving ? 1 : 0;
    opener.closed();
    if (connection.session != null) {
      closed(connection.session, connection);
    }
    serve();
  }

  /** The session goes on over a new connection if more of it is due. */
  private void closed(RecordedSession session, EngineConnection connection) {
    if (!connection.equals(session.connection)) {
      return;
    }
    session.connection = null;
    notIdle(session);
    if (session.inLine) {
      return;
    }
    Waiting next = session.poll();
    if (next != null) {
      behind--;
      session.inLine = true;
      waited += opener.room() ? 0 : 1;
      line.add(next);
    } else if (session.over || !session.interrupted) {
      sessions.remove(session.key);
    }
  }

  /** One connection of HTTP/2 is gone, with or without lanes. */
  void socketClosed() {
    opener.socketClosed();
    serve();
  }

  /** There may be room for those in line. */
  private void serve() {
    while (!line.isEmpty() && opener.room()) {
      Waiting first = line.remove();
      int key = loop.sessionKey(first);
      if (key < 0) {
        loop.dispatch(opener.open(null), first);
      } else {
        RecordedSession session = sessions.computeIfAbsent(key, RecordedSession::new);
        session.inLine = false;
        loop.dispatch(open(session), first);
      }
    }
  }

  /** Some request waits for a connection, or for another of its session. */
  boolean queues() {
    return behind > 0 || !line.isEmpty();
  }

  /** Hands out everything that waits. */
  void giveUp(Consumer<Waiting> unsent) {
    for (Waiting late = line.poll(); late != null; late = line.poll()) {
      unsent.accept(late);
    }
    for (RecordedSession session : sessions.values()) {
      session.inLine = false;
      for (Waiting late = session.poll(); late != null; late = session.poll()) {
        unsent.accept(late);
      }
    }
    behind = 0;
  }

  ConnectionUse use() {
    return new ConnectionUse(opener.opened(), opener.most(), waited, cut);
  }
}
