package dev.backdraft.analysis.reader.capture;

import java.nio.charset.StandardCharsets;

/** Puts JSON together; the caller keeps the nesting right. */
public final class JsonText {
  private final StringBuilder text = new StringBuilder();
  private boolean comma;

  public JsonText() {}

  public JsonText open(char bracket) {
    separate();
    text.append(bracket);
    comma = false;
    return this;
  }

  public JsonText close(char bracket) {
    text.append(bracket);
    comma = true;
    return this;
  }

  public JsonText name(String name) {
    separate();
    quoted(name);
    text.append(':');
    comma = false;
    return this;
  }

  public JsonText text(String value) {
    separate();
    quoted(value);
    comma = true;
    return this;
  }

  public JsonText number(long value) {
    separate();
    text.append(value);
    comma = true;
    return this;
  }

  /** What JSON has no number for becomes null. */
  public JsonText decimal(double value) {
    separate();
    text.append(Double.isFinite(value) ? String.valueOf(value) : "null");
    comma = true;
    return this;
  }

  public JsonText bool(boolean value) {
    separate();
    text.append(value);
    comma = true;
    return this;
  }

  /** Numbers as they were written. */
  JsonText value(JsonNode node) {
    switch (node.kind()) {
      case OBJECT -> {
        open('{');
        node.members().forEach((name, member) -> name(name).value(member));
        return close('}');
      }
      case ARRAY -> {
        open('[');
        node.items().forEach(this::value);
        return close(']');
      }
      case TEXT -> {
        return text(node.asText());
      }
      case NUMBER, BOOLEAN, NULL, MISSING -> {
        separate();
        text.append(node.isThere() ? node.asText() : "null");
        comma = true;
        return this;
      }
    }
    throw new IllegalStateException("no other kinds");
  }

  JsonText raw(char c) {
    text.append(c);
    comma = false;
    return this;
  }

  private void separate() {
    if (comma) {
      text.append(',');
    }
  }

  private void quoted(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f || (Character.isSurrogate(c) && !paired(value, i))) {
            text.append("\\u").append(String.format("%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean paired(String value, int at) {
    char c = value.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
  }

  public byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
