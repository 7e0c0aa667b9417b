package dev.backdraft.replay.engine;

import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.analysis.reader.capture.JsonReader;
import dev.backdraft.analysis.reader.capture.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes one value out of a response: {@code $.path}, {@code cookie:}, {@code header:}, regex. */
public final class ResponseValue {
  private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d+)]");

  private ResponseValue() {}

  /**
   * The value, or null if it is not there.
   *
   * @param headers name, value, name, value ...
   */
  public static @Nullable String of(String take, List<String> headers, byte[] body) {
    if (take.startsWith("header:")) {
      return header(headers, take.substring(7));
    }
    if (take.startsWith("cookie:")) {
      return cookie(headers, take.substring(7));
    }
    if (take.startsWith("regex:")) {
      Matcher matcher =
          Pattern.compile(take.substring(6)).matcher(new String(body, StandardCharsets.UTF_8));
      if (!matcher.find()) {
        return null;
      }
      return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
    }
    return json(take, body);
  }

  private static @Nullable String header(List<String> headers, String name) {
    for (int i = 0; i + 1 < headers.size(); i += 2) {
      if (headers.get(i).equalsIgnoreCase(name)) {
        return headers.get(i + 1);
      }
    }
    return null;
  }

  private static @Nullable String cookie(List<String> headers, String name) {
    for (int i = 0; i + 1 < headers.size(); i += 2) {
      String value = headers.get(i + 1);
      int equals = value.indexOf('=');
      if (headers.get(i).toLowerCase(Locale.ROOT).equals("set-cookie")
          && equals > 0
          && value.substring(0, equals).strip().equals(name)) {
        int end = value.indexOf(';');
        return value.substring(equals + 1, end < 0 ? value.length() : end).strip();
      }
    }
    return null;
  }

  private static @Nullable String json(String path, byte[] body) {
    JsonNode node;
    try {
      node = JsonReader.parse(body, 0, body.length);
    } catch (JsonSyntaxException notJson) {
      return null;
    }
    Matcher step = STEP.matcher(path);
    for (int at = 1; at < path.length(); at = step.end()) {
      if (!step.find(at) || step.start() != at) {
        return null;
      }
      if (step.group(1) != null) {
        node = node.get(step.group(1));
      } else {
        int index = Integer.parseInt(step.group(2));
        node = index < node.items().size() ? node.items().get(index) : JsonNode.MISSING;
      }
    }
    return switch (node.kind()) {
      case TEXT, NUMBER, BOOLEAN -> node.asText();
      case OBJECT, ARRAY, NULL, MISSING -> null;
    };
  }
}
