package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of a common or combined log:
 *
 * <pre>
 * [host] client identity user [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" 200 203 "referer" "agent" ...
 * </pre>
 *
 * <p>Apache writes the time at which the request came, nginx the time at which it was answered:
 * where a line also has nginx's request time, it is subtracted.
 */
final class CommonLogLine {
  private static final Pattern TIME =
      Pattern.compile("\\[(\\d{1,2}/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4})\\]");
  private static final Pattern NAMED_SECONDS =
      Pattern.compile("\\b(?:rt|request_time|reqtime)=\"?(\\d+\\.\\d{1,6})");
  private static final Pattern MILLIS = Pattern.compile("(?:^| )(\\d+)ms\\s*$");
  private static final Pattern BARE_SECONDS =
      Pattern.compile("(?:^| )\"?(\\d+\\.\\d{3})\"?(?= |$)");

  /**
   * Envoy's own format; what stands between the flags and the three numbers grew over the years.
   */
  private static final Pattern ENVOY =
      Pattern.compile(
          "\\[(\\d{4}-\\d\\d-\\d\\dT[^\\]]{8,30})\\] \"([^\"]{0,8000})\" (\\d+) .{0,2000}?"
              + " (\\d+) (\\d+) (\\d+) (?:\\d+|-) \"[^\"]{0,2000}\" \"([^\"]{0,2000})\""
              + " \"[^\"]{0,200}\" \"([^\"]{0,500})\"");

  private static final int MAX_ENVOY = 16_000;

  /** A line that is none would be tried at each of its brackets. */
  private static final int MAX_BRACKETS = 8;

  private boolean finishTimes;

  /** True once a time of the end was turned into one of the beginning. */
  boolean finishTimes() {
    return finishTimes;
  }

  /** Null if this is no such line. */
  @Nullable CaptureDraft parse(String line) {
    Matcher time = TIME.matcher(line);
    if (!time.find()) {
      return envoy(line);
    }
    CaptureDraft draft = new CaptureDraft();
    draft.bodyKnown = false;
    draft.wholeSeconds = true;
    String text = time.group(1);
    draft.timeNanos = Times.commonLog(text.charAt(1) == '/' ? "0" + text : text);
    if (draft.timeNanos == Times.NONE) {
      return null;
    }
    int quote = line.indexOf('"', time.end());
    if (quote < 0) {
      return null;
    }
    int end = closing(line, quote);
    request(draft, unescaped(line.substring(quote + 1, end)));
    host(draft, line.substring(0, time.start()));
    rest(draft, line.substring(Math.min(line.length(), end + 1)));
    return draft;
  }

  private static @Nullable CaptureDraft envoy(String line) {
    Matcher matcher = ENVOY.matcher(line);
    int from = line.indexOf('[');
    boolean found = false;
    for (int tries = 0; from >= 0 && tries < MAX_BRACKETS && !found; tries++) {
      int to = Math.min(line.length(), from + MAX_ENVOY);
      found = matcher.region(from, to).lookingAt();
      from = line.indexOf('[', from + 1);
    }
    if (!found) {
      return null;
    }
    CaptureDraft draft = new CaptureDraft();
    draft.timeNanos = Times.iso(matcher.group(1));
    request(draft, matcher.group(2));
    status(draft, (int) Numbers.toLong(matcher.group(3), 0));
    draft.bodyKnown = matcher.group(4).equals("0");
    draft.durationNanos = Numbers.nanos(matcher.group(6), 1_000_000, -1);
    List<String> headers = new ArrayList<>();
    header(headers, "User-Agent", matcher.group(7));
    draft.headers = headers.isEmpty() ? RequestHeaders.NONE : new RequestHeaders(headers);
    draft.host = matcher.group(8).equals("-") ? "" : matcher.group(8);
    return draft.timeNanos == Times.NONE ? null : draft;
  }

  private static void status(CaptureDraft draft, int status) {
    if (status == 0 || status == 499) {
      draft.response = new RequestResponse(RequestResponse.NO_RESPONSE, RequestHeaders.NONE, null);
    } else if (status >= 100 && status <= 999) {
      draft.response = new RequestResponse(status, RequestHeaders.NONE, null);
    }
  }

  /** The virtual host, where a fourth word stands before the client. */
  private static void host(CaptureDraft draft, String before) {
    String[] words = before.strip().split(" ");
    if (words.length == 4 && !words[0].equals("-")) {
      draft.host = words[0];
    }
  }

  private static void request(CaptureDraft draft, String line) {
    if (!HttpMessage.isRequestLine(line)) {
      int blank = line.indexOf(' ');
      boolean simple = blank > 0 && line.indexOf(' ', blank + 1) < 0 && line.startsWith("GET /");
      if (!simple) {
        draft.fault = RequestFault.NOT_HTTP;
        draft.target = line.length() > 200 ? line.substring(0, 200) : line;
        return;
      }
      draft.method = "GET";
      draft.target = line.substring(blank + 1);
      draft.version = "1.0";
      return;
    }
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    draft.method = line.substring(0, first);
    draft.target = line.substring(first + 1, last).strip();
    draft.version = line.substring(last + 1);
    if (draft.target.indexOf(' ') >= 0) {
      draft.fault = RequestFault.NOT_HTTP;
    }
  }

  /** Status and size, then in the combined format two quoted texts, then whatever the site adds. */
  private void rest(CaptureDraft draft, String rest) {
    String[] words = rest.strip().split(" ", 3);
    status(draft, (int) Numbers.toLong(words[0], -1));
    String tail = words.length > 2 ? words[2] : "";
    List<String> headers = new ArrayList<>();
    if (tail.startsWith("\"")) {
      int referer = closing(tail, 0);
      header(headers, "Referer", tail.substring(1, referer));
      int agent = tail.indexOf('"', referer + 1);
      if (agent > 0 && agent - referer <= 2) {
        int end = closing(tail, agent);
        header(headers, "User-Agent", tail.substring(agent + 1, end));
        duration(draft, tail.substring(Math.min(tail.length(), end + 1)));
      }
    }
    if (!headers.isEmpty()) {
      draft.headers = new RequestHeaders(headers);
    }
  }

  private void duration(CaptureDraft draft, String extra) {
    Matcher named = NAMED_SECONDS.matcher(extra);
    Matcher bare = BARE_SECONDS.matcher(extra);
    Matcher millis = MILLIS.matcher(extra);
    if (named.find()) {
      finished(draft, named.group(1));
    } else if (bare.find()) {
      finished(draft, bare.group(1));
    } else if (millis.find()) {
      draft.durationNanos = Numbers.nanos(millis.group(1), 1_000_000, -1);
    }
  }

  private void finished(CaptureDraft draft, String seconds) {
    draft.durationNanos = Numbers.nanos(seconds, Times.SECOND, -1);
    // The whole second stays whole: only whole seconds of waiting can be told apart.
    long whole = draft.durationNanos / Times.SECOND * Times.SECOND;
    draft.timeNanos -= Math.max(0, whole);
    finishTimes = true;
  }

  private static void header(List<String> headers, String name, String escaped) {
    String value = unescaped(escaped).strip();
    if (!value.isEmpty() && !value.equals("-") && value.chars().noneMatch(c -> c < 0x20)) {
      headers.add(name);
      headers.add(value);
    }
  }

  /** The quote that closes the one at {@code quote}, past escaped ones. */
  private static int closing(String line, int quote) {
    int i = quote + 1;
    while (i < line.length() && line.charAt(i) != '"') {
      i += line.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, line.length());
  }

  /** Undoes what Apache and nginx do to quotes, controls and bytes beyond ASCII. */
  static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char next = text.charAt(++i);
      int high = i + 2 < text.length() ? hex(text.charAt(i + 1)) : -1;
      int low = i + 2 < text.length() ? hex(text.charAt(i + 2)) : -1;
      if (next == 'x' && high >= 0 && low >= 0) {
        bytes.write(high << 4 | low);
        i += 2;
      } else {
        bytes.write(next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int hex(char digit) {
    return Character.digit(digit, 16);
  }
}
