package dev.backdraft.analysis.reader.capture;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets in the parts of a multipart form. */
final class PartSecrets {
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=\"?([^\";,\\s]{1,200})", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile(
          "[;\\s]name\\*?=(?:[\\w-]{0,20}'[\\w-]{0,20}')?(?:\"([^\"\\r\\n]{1,300})\"|([^\";\\s]{1,300}))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TYPE =
      Pattern.compile("content-type:\\s{0,20}([^\\r\\n]{1,300})", Pattern.CASE_INSENSITIVE);

  /** Longer heads are none. */
  private static final int MAX_HEAD = 8_000;

  private final InnerText inner;
  private final String text;
  private final TextSecrets secrets;
  private final int depth;

  PartSecrets(InnerText inner, TextSecrets secrets, int depth) {
    this.inner = inner;
    this.text = inner.text();
    this.secrets = secrets;
    this.depth = depth;
  }

  void scan(String type) {
    String line = delimiter(type);
    int at = line.isEmpty() ? -1 : text.indexOf(line);
    while (at >= 0) {
      int head = at + line.length();
      int next = text.indexOf("\n" + line, head);
      int end = next < 0 ? text.length() : next;
      if (next > head && text.charAt(next - 1) == '\r') {
        end--;
      }
      part(head, end);
      at = next < 0 ? -1 : next + 1;
    }
  }

  /** As the type names it, else as the body begins. */
  private String delimiter(String type) {
    Matcher boundary = BOUNDARY.matcher(type);
    if (boundary.find() && text.contains("--" + boundary.group(1))) {
      return "--" + boundary.group(1);
    }
    if (!text.startsWith("--")) {
      return "";
    }
    int end = 2;
    while (end < text.length() && end < 200 && text.charAt(end) > ' ') {
      end++;
    }
    return text.substring(0, end);
  }

  private void part(int from, int end) {
    int most = Math.min(end, from + MAX_HEAD);
    int content = behindHead(from, most);
    if (content < 0) {
      return;
    }
    String head = text.substring(from, content);
    Matcher name = NAME.matcher(head);
    String field = name.find() ? name.group(1) != null ? name.group(1) : name.group(2) : "";
    String value = text.substring(content, end);
    String plain = InnerText.whole(field).unpercented(0, field.length()).text();
    if (secrets.name(plain).hidesInData(value)) {
      secrets.edits().hide(inner, content, end, value);
      return;
    }
    Matcher found = TYPE.matcher(head);
    String type = found.find() ? found.group(1).toLowerCase(Locale.ROOT) : "";
    boolean text =
        type.contains("json")
            || type.contains("xml")
            || type.contains("urlencoded")
            || TextSecrets.opening(value) != 0;
    if (text && depth < TextSecrets.MAX_DEPTH && Redactor.looksLikeText(value)) {
      secrets.body(inner.part(content, end), type, depth + 1);
    }
  }

  /** Behind the empty line; -1 if there is none. */
  private int behindHead(int from, int most) {
    for (int at = text.indexOf('\n', from, most); at >= 0; at = text.indexOf('\n', at + 1, most)) {
      int next = at + 1 < most && text.charAt(at + 1) == '\r' ? at + 2 : at + 1;
      if (next < most && text.charAt(next) == '\n') {
        return next + 1;
      }
    }
    return -1;
  }
}
