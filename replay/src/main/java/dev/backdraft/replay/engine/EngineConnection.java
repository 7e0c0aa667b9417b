package dev.backdraft.replay.engine;

import dev.backdraft.replay.outcome.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that carries one request at a time: a connection of HTTP/1.1, or a lane of an HTTP/2
 * connection. All its methods run on its event loop.
 */
abstract class EngineConnection {
  final EngineLoop loop;

  /** Whose connection it is; null for anybody's. */
  final @Nullable RecordedSession session;

  final ResponseParser parser;

  /** The request under way, or -1. */
  long number = -1;

  int request;
  long dueNanos;
  long lagNanos;
  long sentNanos;
  long firstByteNanos;
  boolean written;
  boolean gone;

  /** It closes in favour of another. */
  boolean leaving;

  /** It does not count any more. */
  boolean closed;

  /** Its place in the loop's list of those under way, or -1. */
  int place = -1;

  EngineConnection(EngineLoop loop, @Nullable RecordedSession session, AnswerKeeping keeping) {
    this.loop = loop;
    this.session = session;
    this.parser = new ResponseParser(keeping);
  }

  /** The request that is waiting for the connection, or on it. */
  final void assign(long newNumber, int newRequest, long due, long lag) {
    number = newNumber;
    request = newRequest;
    dueNanos = due;
    lagNanos = lag;
    sentNanos = -1;
    firstByteNanos = -1;
    written = false;
  }

  final boolean busy() {
    return number >= 0;
  }

  /** A request can be sent at once. */
  abstract boolean usable();

  /** Sends the assigned request. */
  abstract void send();

  abstract void close();

  /** Closes an idle one so that the target has closed it too when it is reported as closed. */
  abstract void leave();

  final void end(Outcome outcome) {
    if (!busy()) {
      return;
    }
    long ended = number;
    number = -1;
    boolean answered = outcome == Outcome.STATUS;
    int status = answered || firstByteNanos >= 0 ? parser.status() : 0;
    loop.ended(this, ended, outcome, status);
  }

  /** Ends what has waited too long. */
  final void checkTime(long now, EngineSettings settings) {
    if (!busy() || sentNanos < 0) {
      return;
    }
    if (firstByteNanos < 0 && now - sentNanos > settings.responseNanos()) {
      end(Outcome.RESPONSE_TIMEOUT);
      close();
    } else if (firstByteNanos >= 0 && now - firstByteNanos > settings.bodyNanos()) {
      end(Outcome.BODY_TIMEOUT);
      close();
    }
  }

  /** The run is over and this one cannot be waited for any longer. */
  final void giveUp() {
    end(
        sentNanos < 0
            ? Outcome.CONNECT_TIMEOUT
            : firstByteNanos < 0 ? Outcome.RESPONSE_TIMEOUT : Outcome.BODY_TIMEOUT);
    close();
  }

  /** What kept the connection from standing. */
  static Outcome connectOutcome(Throwable cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof io.netty.channel.ConnectTimeoutException || text.contains("timed out")) {
      return Outcome.CONNECT_TIMEOUT;
    }
    if (text.contains("too many open files") || text.contains("assign requested address")) {
      return Outcome.NOT_SENT_OVERLOAD;
    }
    if (isReset(cause)) {
      return Outcome.CONNECT_RESET;
    }
    // A socket that could not even be made: why, says what it was wrapped in.
    return cause.getCause() == null ? Outcome.CONNECT_REFUSED : connectOutcome(cause.getCause());
  }

  /** What the end of the connection means for the request that was under way. */
  final Outcome broken(boolean reset) {
    return switch (parser.state()) {
      case NOTHING ->
          !written
              ? Outcome.WRITE_FAILED
              : reset ? Outcome.RESET_BEFORE_RESPONSE : Outcome.CLOSED_BEFORE_RESPONSE;
      case HEAD -> reset ? Outcome.RESET_MID_HEADERS : Outcome.TRUNCATED_HEADERS;
      case BODY -> reset ? Outcome.RESET_MID_BODY : Outcome.TRUNCATED_BODY;
      case DONE -> Outcome.STATUS;
      case BAD -> Outcome.MALFORMED_RESPONSE;
    };
  }

  static boolean isReset(Throwable cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("reset") || text.contains("broken pipe") || text.contains("aborted");
  }
}
