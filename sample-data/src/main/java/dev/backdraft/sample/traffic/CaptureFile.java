package dev.backdraft.sample.traffic;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what was sent and answered as a capture, packed with gzip. */
public final class CaptureFile {
  private static final byte[] SEPARATOR =
      "\n\uD83D\uDC35\uD83D\uDE48\uD83D\uDE49\n".getBytes(StandardCharsets.UTF_8);
  private static final double MILLI = 1e6;

  private CaptureFile() {}

  /** As GoReplay writes it: requests, each with its response if there was one. */
  public static void gor(Path file, List<Answer> answers) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
      int number = 0;
      for (Answer answer : answers) {
        String id = String.format(Locale.ROOT, "%024x", ++number);
        record(out, "1 " + id + " " + answer.whenNanos() + " 0", Buyers.message(answer.sent()));
        if (answer.status() != 0) {
          String head = "2 " + id + " " + answer.whenNanos() + " " + answer.tookNanos();
          record(out, head, answer.bytes());
        }
      }
    }
  }

  private static void record(OutputStream out, String head, byte[] message) throws IOException {
    out.write((head + "\n").getBytes(StandardCharsets.US_ASCII));
    out.write(message);
    out.write(SEPARATOR);
  }

  /** As browsers export it. */
  public static void har(Path file, List<Answer> answers) throws IOException {
    JsonFactory factory = new JsonFactory();
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16);
        JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject().writeObjectPropertyStart("log");
      json.writeStringProperty("version", "1.2").writeObjectPropertyStart("creator");
      json.writeStringProperty("name", "checkout").writeStringProperty("version", "1");
      json.writeEndObject().writeArrayPropertyStart("entries");
      answers.forEach(answer -> entry(json, answer));
      json.writeEndArray().writeEndObject().writeEndObject();
    }
  }

  private static void entry(JsonGenerator json, Answer answer) {
    Sent sent = answer.sent();
    long nanos = answer.whenNanos();
    json.writeStartObject();
    json.writeStringProperty(
        "startedDateTime",
        Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000).toString());
    json.writeNumberProperty("time", answer.tookNanos() / MILLI);
    json.writeObjectPropertyStart("request").writeStringProperty("method", sent.method());
    json.writeStringProperty("url", "http://checkout.example" + sent.target());
    json.writeStringProperty("httpVersion", "HTTP/1.1");
    json.writeArrayPropertyStart("headers");
    header(json, "Accept", "application/json");
    json.writeEndArray().writeArrayPropertyStart("cookies").writeEndArray();
    json.writeArrayPropertyStart("queryString").writeEndArray();
    json.writeNumberProperty("headersSize", -1).writeNumberProperty("bodySize", 0).writeEndObject();
    json.writeObjectPropertyStart("response").writeNumberProperty("status", answer.status());
    json.writeStringProperty("statusText", "").writeStringProperty("httpVersion", "HTTP/1.1");
    json.writeArrayPropertyStart("headers").writeEndArray();
    json.writeArrayPropertyStart("cookies").writeEndArray();
    String text = new String(answer.bytes(), StandardCharsets.UTF_8);
    String body = text.substring(text.indexOf("\r\n\r\n") + 4);
    json.writeObjectPropertyStart("content").writeNumberProperty("size", body.length());
    json.writeStringProperty("mimeType", "application/json").writeStringProperty("text", body);
    json.writeEndObject().writeStringProperty("redirectURL", "");
    json.writeNumberProperty("headersSize", -1).writeNumberProperty("bodySize", body.length());
    json.writeEndObject().writeObjectPropertyStart("cache").writeEndObject();
    json.writeObjectPropertyStart("timings").writeNumberProperty("send", 0);
    json.writeNumberProperty("wait", answer.tookNanos() / MILLI).writeNumberProperty("receive", 0);
    json.writeEndObject().writeEndObject();
  }

  private static void header(JsonGenerator json, String name, String value) {
    json.writeStartObject().writeStringProperty("name", name);
    json.writeStringProperty("value", value).writeEndObject();
  }
}
