package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * GoReplay's files. A record is a line with type, id and time, the raw HTTP bytes, and a line of
 * three monkeys; but a body may hold that line, two records may lack it between them and the last
 * one may lack it altogether. So each message's own framing decides where it ends.
 */
final class GorReader {
  private static final byte[] SEPARATOR = "\n🐵🙈🙉\n".getBytes(StandardCharsets.UTF_8);
  private static final Pattern META =
      Pattern.compile("([123]) ([0-9a-fA-F]{1,64}) (\\d{1,20})(?: (-?\\d{1,20}))?");

  /** So often a chunked body may hold the separator. */
  private static final int MAX_LOOKS = 64;

  /** A record beyond this is left out. */
  private static final int MAX_RECORD = 128 << 20;

  private final CaptureSink sink;
  private final GorPairs pairs;
  private long replayed;

  GorReader(CaptureSink sink, GorPairs pairs) {
    this.sink = sink;
    this.pairs = pairs;
  }

  private record Meta(int type, String id, long timeNanos, long latencyNanos, int end) {}

  void read(InputStream in) throws IOException {
    RecordScanner scanner = new RecordScanner(in, SEPARATOR, MAX_RECORD);
    byte[] record = scanner.next();
    while (record != null) {
      long offset = scanner.offset();
      if (scanner.tooLong()) {
        sink.problem(
            Problem.Kind.LIMIT, offset, scanner.skipped(), "a record up to 128 MB", "a longer one");
      }
      byte[] following = scanner.next();
      if (following != null && goesOn(record, following)) {
        Joining joining = new Joining(record);
        do {
          joining.add(following);
          following = scanner.next();
        } while (following != null && joining.goesOn(following));
        record = joining.bytes();
      }
      record(record, offset);
      record = following;
    }
    if (replayed > 0) {
      sink.note(replayed + " replayed responses in a GoReplay file were left out");
    }
  }

  /** True if the separator stood inside the body: the message wants more, and no record follows. */
  private static boolean goesOn(byte[] record, byte[] following) {
    Meta meta = meta(record, 0);
    if (meta == null || meta(following, 0) != null) {
      return false;
    }
    return (long) record.length + following.length < MAX_RECORD
        && HttpMessage.parse(record, meta.end(), meta.type() != 1).state() == HttpMessage.State.CUT;
  }

  /** A record whose body holds separators, put together again. */
  private static final class Joining {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final long wanted;
    private int looks;

    Joining(byte[] first) {
      all.writeBytes(first);
      wanted = wanted(first);
    }

    /** How long a message is that says so in its head; -1 for others, which end when they end. */
    private static long wanted(byte[] first) {
      Meta meta = meta(first, 0);
      if (meta == null) {
        return -1;
      }
      HttpMessage message = HttpMessage.parse(first, meta.end(), meta.type() != 1);
      String coding = message.headers().firstOrEmpty("Transfer-Encoding");
      String length = message.headers().first("Content-Length");
      byte[] body = message.body();
      if (!coding.isEmpty() || length == null || body == null) {
        return -1;
      }
      return first.length - body.length + Numbers.toLong(length, 0);
    }

    void add(byte[] following) {
      all.writeBytes(SEPARATOR);
      all.writeBytes(following);
    }

    boolean goesOn(byte[] following) {
      if ((long) all.size() + following.length >= MAX_RECORD || meta(following, 0) != null) {
        return false;
      }
      if (wanted >= 0) {
        return all.size() < wanted;
      }
      // Looking at all of it again costs as much as it is long.
      looks++;
      return looks < MAX_LOOKS && GorReader.goesOn(all.toByteArray(), following);
    }

    byte[] bytes() {
      return all.toByteArray();
    }
  }

  private void record(byte[] bytes, long offset) throws IOException {
    int at = 0;
    while (at < bytes.length) {
      Meta meta = meta(bytes, at);
      if (meta == null) {
        if (!blank(bytes, at)) {
          sink.problem(
              Problem.Kind.FOREIGN_BYTES,
              offset + at,
              bytes.length - at,
              "type, id and time of a record",
              shown(bytes, at));
        }
        return;
      }
      at = meta.type() == 1 ? requests(bytes, meta) : response(bytes, meta);
    }
  }

  /** One record's request, and those glued to it; where the next record begins. */
  private int requests(byte[] bytes, Meta meta) throws IOException {
    int at = meta.end();
    boolean first = true;
    while (true) {
      HttpMessage message = HttpMessage.parse(bytes, at, false);
      int end = message.end();
      boolean whole = message.state() == HttpMessage.State.WHOLE;
      boolean clean =
          whole && (blank(bytes, end) || glued(bytes, end) || metaAfterBreak(bytes, end) >= 0);
      int row = sink.add(draft(message, meta, clean));
      if (first && row >= 0) {
        pairs.request(meta.id(), row);
      }
      if (!clean || blank(bytes, end)) {
        return bytes.length;
      }
      int next = metaAfterBreak(bytes, end);
      if (next >= 0) {
        return next;
      }
      first = false;
      at = end;
    }
  }

  private static boolean glued(byte[] bytes, int at) {
    int end = at;
    while (end < bytes.length && bytes[end] != '\n' && end - at < 16_384) {
      end++;
    }
    return end < bytes.length
        && HttpMessage.isRequestLine(
            new String(bytes, at, end - at, StandardCharsets.ISO_8859_1).strip());
  }

  private static CaptureDraft draft(HttpMessage message, Meta meta, boolean clean) {
    CaptureDraft draft = new CaptureDraft();
    draft.timeNanos = meta.timeNanos() == 0 ? Times.NONE : meta.timeNanos();
    String line = message.startLine();
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    if (message.state() == HttpMessage.State.BAD || first < 0 || last <= first) {
      draft.fault = RequestFault.NOT_HTTP;
      return draft;
    }
    draft.method = line.substring(0, first);
    draft.target = line.substring(first + 1, last);
    draft.version = line.substring(last + 1);
    draft.headers = message.headers();
    draft.host = message.headers().firstOrEmpty("Host");
    draft.body = message.body();
    if (message.state() == HttpMessage.State.CUT) {
      draft.fault = RequestFault.BODY_TRUNCATED;
    } else if (!clean || draft.target.indexOf(' ') >= 0) {
      draft.fault = RequestFault.BAD_FRAMING;
    }
    return draft;
  }

  private int response(byte[] bytes, Meta meta) throws IOException {
    if (meta.type() == 3) {
      replayed++;
      return bytes.length;
    }
    HttpMessage message = HttpMessage.parse(bytes, meta.end(), true);
    String line = message.startLine();
    long status = line.length() < 12 ? 0 : Numbers.toLong(line.substring(9, 12), 0);
    if (message.state() == HttpMessage.State.BAD || status < 100) {
      return bytes.length;
    }
    pairs.response(
        meta.id(),
        new RequestResponse(
            (int) status,
            CaptureSink.endToEnd(message.headers()),
            message.state() == HttpMessage.State.CUT ? null : message.body()),
        meta.latencyNanos() > 0 ? meta.latencyNanos() : -1);
    int next = metaAfterBreak(bytes, message.end());
    return next < 0 ? bytes.length : next;
  }

  /** Where a record's line stands after at most two line ends, or -1. */
  private static int metaAfterBreak(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && at - from < 4 && (bytes[at] == '\n' || bytes[at] == '\r')) {
      at++;
    }
    return at < bytes.length && meta(bytes, at) != null ? at : -1;
  }

  private static @Nullable Meta meta(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && (bytes[at] == '\n' || bytes[at] == '\r')) {
      at++;
    }
    int end = at;
    while (end < bytes.length && bytes[end] != '\n') {
      if (end - at > 160) {
        return null;
      }
      end++;
    }
    if (end == bytes.length) {
      return null;
    }
    String line = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1).strip();
    Matcher matcher = META.matcher(line);
    if (!matcher.matches()) {
      return null;
    }
    String latency = matcher.group(4);
    return new Meta(
        line.charAt(0) - '0',
        matcher.group(2),
        Numbers.toLong(matcher.group(3), 0),
        latency == null ? -1 : Numbers.toLong(latency, -1),
        end + 1);
  }

  private static boolean blank(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static String shown(byte[] bytes, int at) {
    int length = Math.min(40, bytes.length - at);
    return "\"" + new String(bytes, at, length, StandardCharsets.ISO_8859_1).strip() + "\"";
  }
}
