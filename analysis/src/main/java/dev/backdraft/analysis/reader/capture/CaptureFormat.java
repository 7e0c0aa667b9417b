package dev.backdraft.analysis.reader.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which sort of capture a file is, told by its first bytes and never by its name. */
public enum CaptureFormat {
  HAR("HAR"),
  GOREPLAY("GoReplay"),
  BACKDRAFT("Backdraft requests"),
  OTLP("OTLP spans"),
  JAEGER("Jaeger spans"),
  ZIPKIN("Zipkin spans"),
  JSON_LOG("JSON access log"),
  COMMON_LOG("access log"),
  UNKNOWN("unknown");

  private static final Pattern GOR =
      Pattern.compile("\\A\\s*[123] [0-9a-fA-F]{1,64} \\d{6,20}( -?\\d+)?\\r?\\n");
  private static final Pattern NCSA =
      Pattern.compile("\\[\\d{1,2}/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\]");
  private static final int LINES = 50;

  private final String title;

  CaptureFormat(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** The format of a file that begins with these (unpacked) bytes. */
  public static CaptureFormat of(byte[] prefix) {
    String text = new String(prefix, StandardCharsets.ISO_8859_1);
    if (GOR.matcher(text).lookingAt()) {
      return GOREPLAY;
    }
    CaptureFormat json = json(prefix);
    if (json != UNKNOWN) {
      return json;
    }
    int lines = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (NCSA.matcher(line).find() || AccessLogReader.isRequest(line)) {
        return COMMON_LOG;
      }
      int brace = line.indexOf('{');
      if (brace > 0 && brace < 500 && line.endsWith("}") && AccessLogReader.isRequest(line)) {
        return JSON_LOG;
      }
      if (++lines > LINES) {
        break;
      }
    }
    return UNKNOWN;
  }

  private static CaptureFormat json(byte[] prefix) {
    Evidence evidence = new Evidence();
    try {
      JsonReader reader = new JsonReader(new ByteArrayInputStream(prefix));
      JsonToken first = reader.next();
      int values = 0;
      while (first != JsonToken.END && values++ < LINES && evidence.format == UNKNOWN) {
        if (first == JsonToken.OBJECT_START) {
          evidence.object(reader);
        } else if (first == JsonToken.ARRAY_START) {
          evidence.array(reader);
        } else {
          return UNKNOWN;
        }
        first = reader.next();
      }
    } catch (IOException endOfPrefix) {
      return evidence.verdict();
    }
    return evidence.verdict();
  }

  /** The names seen so far say more and more; the prefix may end at any point. */
  private static final class Evidence {
    private static final Set<String> OTLP_ROOTS =
        Set.of("resourceSpans", "resourceLogs", "resourceMetrics", "resource_spans");

    CaptureFormat format = UNKNOWN;
    boolean request;

    CaptureFormat verdict() {
      return format == UNKNOWN && request ? JSON_LOG : format;
    }

    void object(JsonReader reader) throws IOException {
      AccessLogReader.Names names = new AccessLogReader.Names();
      boolean id = false;
      boolean trace = false;
      while (format == UNKNOWN && reader.next() == JsonToken.NAME) {
        String name = reader.text();
        JsonToken value = reader.next();
        boolean array = value == JsonToken.ARRAY_START;
        if (name.equals("log") && value == JsonToken.OBJECT_START) {
          har(reader);
        } else if (name.equals("backdraft") && value == JsonToken.STRING) {
          format = reader.text().equals("requests") ? BACKDRAFT : UNKNOWN;
        } else if (OTLP_ROOTS.contains(name) && array) {
          format = OTLP;
        } else if ((name.equals("data") && array) || (name.equals("spans") && array)) {
          jaeger(reader, name);
        } else if (name.equals("log") && value == JsonToken.STRING) {
          request |= AccessLogReader.isRequest(reader.text());
        } else {
          id |= name.equals("id") && value == JsonToken.STRING;
          trace |= name.equals("traceId") && value == JsonToken.STRING;
          names.see(name.toLowerCase(Locale.ROOT));
          request |= names.enough();
          nested(reader, value, names);
          request |= names.enough();
        }
        if (id && trace && !request) {
          format = ZIPKIN;
        }
      }
    }

    /** Names one level down count too: Caddy and ECS nest them. */
    private void nested(JsonReader reader, JsonToken value, AccessLogReader.Names names)
        throws IOException {
      if (value != JsonToken.OBJECT_START) {
        reader.skip(value);
        return;
      }
      int outside = reader.depth() - 1;
      while (reader.depth() > outside) {
        if (reader.next() == JsonToken.NAME) {
          names.see(reader.text().toLowerCase(Locale.ROOT));
        }
      }
    }

    private void har(JsonReader reader) throws IOException {
      while (reader.next() == JsonToken.NAME) {
        String name = reader.text();
        if (name.equals("entries") || name.equals("creator") || name.equals("pages")) {
          format = HAR;
          return;
        }
        reader.skip(reader.next());
      }
    }

    private void jaeger(JsonReader reader, String name) throws IOException {
      int outside = reader.depth() - 1;
      while (reader.depth() > outside && format == UNKNOWN) {
        if (reader.next() == JsonToken.NAME && reader.text().equals("traceID")) {
          format = JAEGER;
        }
      }
      if (format == UNKNOWN && name.equals("spans")) {
        format = OTLP;
      }
    }

    void array(JsonReader reader) throws IOException {
      JsonToken item = reader.next();
      while (item != JsonToken.ARRAY_END && format == UNKNOWN && !request) {
        if (item == JsonToken.OBJECT_START) {
          object(reader);
        } else if (item == JsonToken.ARRAY_START) {
          array(reader);
        } else {
          return;
        }
        if (format != UNKNOWN || request) {
          return;
        }
        item = reader.next();
      }
    }
  }
}
