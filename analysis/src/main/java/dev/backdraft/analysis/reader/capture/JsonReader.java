package dev.backdraft.analysis.reader.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Pulls JSON tokens out of a stream in bounded memory. It exists beside the well-known libraries
 * for three things that captures need: a string longer than the limit is cut and marked instead of
 * ending the file; a broken line can be left behind and the next one read; and the byte offset of a
 * fault is exact. Several values may follow each other at the top.
 */
public final class JsonReader {
  /** Deeper nesting is refused; real captures stay under 30. */
  static final int MAX_DEPTH = 256;

  /** The values of one tree; more are left out and the tree is marked as cut. */
  static final int MAX_NODES = 2_000_000;

  /** The texts of one tree, in bytes; longer ones are left out and marked as cut. */
  private static final long MAX_TREE_TEXT = 256 << 20;

  private static final int CUT_BYTES = 64 << 20;

  private final InputStream in;
  private final int maxText;
  private final byte[] buffer = new byte[32 << 10];
  private int position;
  private int limit;
  private long bufferOffset;

  /** One bit per open container: set for an object. */
  private final BitSet objects = new BitSet();

  private int depth;
  private boolean afterValue;
  private boolean afterName;
  private byte[] text = new byte[256];
  private int textLength;
  private boolean textCut;
  private int nodes;
  private long treeText;

  public JsonReader(InputStream in) {
    this(in, CUT_BYTES);
  }

  /** Strings are cut at {@code maxText} bytes. */
  JsonReader(InputStream in, int maxText) {
    this.in = in;
    this.maxText = maxText;
  }

  /** The one value in these bytes; anything but blanks after it is a fault. */
  public static JsonNode parse(byte[] bytes, int from, int length) throws JsonSyntaxException {
    try {
      JsonReader reader = new JsonReader(new ByteArrayInputStream(bytes, from, length));
      JsonToken first = reader.next();
      if (first == JsonToken.END) {
        throw reader.fault("a value", "nothing");
      }
      JsonNode value = reader.value(first, name -> true);
      if (reader.next() != JsonToken.END) {
        throw reader.fault("the end", "another value");
      }
      return value;
    } catch (JsonSyntaxException fault) {
      throw fault;
    } catch (IOException impossible) {
      throw new IllegalStateException("bytes in memory cannot fail", impossible);
    }
  }

  /** The offset of the next unread byte. */
  public long offset() {
    return bufferOffset + position;
  }

  public int depth() {
    return depth;
  }

  /** The text of the last NAME, STRING or NUMBER. */
  public String text() {
    return new String(text, 0, textLength, StandardCharsets.UTF_8);
  }

  /** True if the last string was longer than the limit. */
  public boolean textCut() {
    return textCut;
  }

  public JsonToken next() throws IOException {
    int c = blank();
    if (depth > 0 && c == ',' && afterValue) {
      afterValue = false;
      c = blank();
      if (c == '}' || c == ']') {
        throw fault("a value", "'" + (char) c + "' after a comma");
      }
    } else if (depth > 0 && afterValue && c != '}' && c != ']' && c >= 0) {
      throw fault("a comma or the end", shown(c));
    }
    if (c < 0) {
      if (depth > 0) {
        throw fault("the end of a value", "the end of the file");
      }
      return JsonToken.END;
    }
    if (depth > 0 && objects.get(depth - 1) && !afterName && c != '}') {
      return name(c);
    }
    if (afterName && (c == '}' || c == ']')) {
      throw fault("a value", shown(c));
    }
    afterName = false;
    afterValue = true;
    return switch (c) {
      case '{' -> open(true);
      case '[' -> open(false);
      case '}' -> close(true);
      case ']' -> close(false);
      case '"' -> {
        string();
        yield JsonToken.STRING;
      }
      case 't' -> literal("true", JsonToken.TRUE);
      case 'f' -> literal("false", JsonToken.FALSE);
      case 'n' -> literal("null", JsonToken.NULL);
      default -> number(c);
    };
  }

  /** Skips the value that {@code first} begins. */
  public void skip(JsonToken first) throws IOException {
    if (first != JsonToken.OBJECT_START && first != JsonToken.ARRAY_START) {
      return;
    }
    int outside = depth - 1;
    while (depth > outside) {
      next();
    }
  }

  /**
   * The value that {@code first} begins, as a tree, without the members whose names {@code wanted}
   * refuses.
   */
  public JsonNode value(JsonToken first, Predicate<String> wanted) throws IOException {
    nodes = 0;
    treeText = 0;
    return tree(first, wanted);
  }

  private JsonNode tree(JsonToken first, Predicate<String> wanted) throws IOException {
    if (nodes++ > MAX_NODES) {
      skip(first);
      return JsonNode.CUT;
    }
    if (first == JsonToken.STRING || first == JsonToken.NUMBER) {
      treeText += textLength;
      if (treeText > MAX_TREE_TEXT) {
        return JsonNode.CUT;
      }
    }
    return switch (first) {
      case OBJECT_START -> object(wanted);
      case ARRAY_START -> array(wanted);
      case STRING -> textCut ? JsonNode.cut(text()) : JsonNode.text(text());
      case NUMBER -> JsonNode.number(text());
      case TRUE -> JsonNode.TRUE;
      case FALSE -> JsonNode.FALSE;
      case NULL -> JsonNode.NULL;
      case OBJECT_END, ARRAY_END, NAME, END -> throw fault("a value", first.toString());
    };
  }

  private JsonNode object(Predicate<String> wanted) throws IOException {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    while (next() != JsonToken.OBJECT_END) {
      String name = text();
      treeText += textLength;
      JsonToken first = next();
      if (wanted.test(name) && treeText <= MAX_TREE_TEXT && nodes <= MAX_NODES) {
        members.put(name, tree(first, wanted));
      } else {
        skip(first);
      }
    }
    return JsonNode.object(members);
  }

  private JsonNode array(Predicate<String> wanted) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    for (JsonToken first = next(); first != JsonToken.ARRAY_END; first = next()) {
      if (nodes <= MAX_NODES) {
        items.add(tree(first, wanted));
      } else {
        skip(first);
      }
    }
    return JsonNode.array(items);
  }

  /** Leaves a broken value behind: what follows the next line end is read as a new one. */
  public void nextLine() throws IOException {
    int c = read();
    while (c >= 0 && c != '\n') {
      c = read();
    }
    depth = 0;
    objects.clear();
    afterValue = false;
    afterName = false;
  }

  private JsonToken open(boolean object) throws JsonSyntaxException {
    if (depth >= MAX_DEPTH) {
      throw fault("nesting of at most " + MAX_DEPTH, "deeper nesting");
    }
    objects.set(depth, object);
    depth++;
    afterValue = false;
    return object ? JsonToken.OBJECT_START : JsonToken.ARRAY_START;
  }

  private JsonToken close(boolean object) throws JsonSyntaxException {
    if (depth == 0 || objects.get(depth - 1) != object) {
      throw fault(object ? "a value" : "a value or '}'", object ? "'}'" : "']'");
    }
    depth--;
    return object ? JsonToken.OBJECT_END : JsonToken.ARRAY_END;
  }

  private JsonToken name(int c) throws IOException {
    if (c != '"') {
      throw fault("a name in quotes", shown(c));
    }
    string();
    int colon = blank();
    if (colon != ':') {
      throw fault("':'", shown(colon));
    }
    afterName = true;
    afterValue = false;
    return JsonToken.NAME;
  }

  private void string() throws IOException {
    textLength = 0;
    textCut = false;
    while (true) {
      int c = read();
      if (c == '"') {
        return;
      }
      if (c < 0) {
        throw fault("the end of a string", "the end of the file");
      }
      if (c == '\\') {
        escape();
      } else {
        put(c);
      }
    }
  }

  private void escape() throws IOException {
    int c = read();
    switch (c) {
      case '"', '\\', '/' -> put(c);
      case 'b' -> put('\b');
      case 'f' -> put('\f');
      case 'n' -> put('\n');
      case 'r' -> put('\r');
      case 't' -> put('\t');
      case 'u' -> unicode(hex4());
      default -> throw fault("an escape", "'\\" + shown(c) + "'");
    }
  }

  private void unicode(int first) throws IOException {
    int unit = first;
    while (Character.isHighSurrogate((char) unit)) {
      if (peek() != '\\') {
        break;
      }
      read();
      if (peek() != 'u') {
        put(0xef);
        put(0xbf);
        put(0xbd);
        escape();
        return;
      }
      read();
      int second = hex4();
      if (Character.isLowSurrogate((char) second)) {
        utf8(Character.toCodePoint((char) unit, (char) second));
        return;
      }
      utf8(0xfffd);
      unit = second;
    }
    utf8(Character.isSurrogate((char) unit) ? 0xfffd : unit);
  }

  private void utf8(int point) {
    if (point < 0x80) {
      put(point);
    } else if (point < 0x800) {
      put(0xc0 | point >> 6);
      put(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
      put(0xe0 | point >> 12);
      put(0x80 | (point >> 6 & 0x3f));
      put(0x80 | (point & 0x3f));
    } else {
      put(0xf0 | point >> 18);
      put(0x80 | (point >> 12 & 0x3f));
      put(0x80 | (point >> 6 & 0x3f));
      put(0x80 | (point & 0x3f));
    }
  }

  private int hex4() throws IOException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int c = read();
      int digit = c < 0 ? -1 : Character.digit(c, 16);
      if (digit < 0) {
        throw fault("four hexadecimal digits", shown(c));
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private void put(int b) {
    if (textLength >= maxText) {
      textCut = true;
      return;
    }
    if (textLength == text.length) {
      text = Arrays.copyOf(text, Math.min(maxText, 2 * text.length));
    }
    text[textLength++] = (byte) b;
  }

  private JsonToken literal(String word, JsonToken token) throws IOException {
    for (int i = 1; i < word.length(); i++) {
      int c = read();
      if (c != word.charAt(i)) {
        throw fault(word, shown(c));
      }
    }
    return token;
  }

  private JsonToken number(int first) throws IOException {
    if (first != '-' && (first < '0' || first > '9')) {
      throw fault("a value", shown(first));
    }
    textLength = 0;
    textCut = false;
    put(first);
    for (int c = peek(); numeric(c); c = peek()) {
      put(read());
      if (textLength > 400) {
        throw fault("a number", "more than 400 digits");
      }
    }
    if (first == '-' && textLength == 1) {
      throw fault("a digit", shown(peek()));
    }
    return JsonToken.NUMBER;
  }

  private static boolean numeric(int c) {
    return (c >= '0' && c <= '9') || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-';
  }

  /** The next byte that is no blank; the record separator of RFC 7464 and a BOM count as blanks. */
  private int blank() throws IOException {
    while (true) {
      int c = read();
      if (c == 0xef && offset() == 1) {
        read();
        read();
      } else if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != 0x1e) {
        return c;
      }
    }
  }

  private int peek() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    return buffer[position] & 0xff;
  }

  private int read() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    return buffer[position++] & 0xff;
  }

  private boolean fill() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    bufferOffset += limit;
    position = 0;
    limit = Math.max(0, read);
    return read > 0;
  }

  private JsonSyntaxException fault(String expected, String found) {
    return new JsonSyntaxException(offset(), expected, found);
  }

  private static String shown(int c) {
    if (c < 0) {
      return "the end of the file";
    }
    return c > 0x20 && c < 0x7f ? "'" + (char) c + "'" : "byte 0x" + Integer.toHexString(c);
  }
}
