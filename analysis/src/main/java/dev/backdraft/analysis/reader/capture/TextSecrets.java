package dev.backdraft.analysis.reader.capture;

import java.util.Locale;
import java.util.function.Function;

/** Finds the secrets of one text of any kind, and of the texts within it. For one thread. */
final class TextSecrets {
  /** Texts within texts are looked into so far; each level costs one pass. */
  static final int MAX_DEPTH = 4;

  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final Function<String, SecretName> names;
  private final SecretEdits edits = new SecretEdits();
  private final AddressSecrets addresses;

  TextSecrets(Function<String, SecretName> names) {
    this.names = names;
    this.addresses = new AddressSecrets(this);
  }

  SecretEdits edits() {
    return edits;
  }

  SecretName name(String name) {
    return names.apply(name);
  }

  /** A path with a query, or a whole address. */
  void target(InnerText text) {
    addresses.target(text);
  }

  /** A header that may hold addresses. */
  void addresses(InnerText text) {
    addresses.scan(text);
  }

  /** A body, {@code type} its Content-Type as it was sent. */
  void body(InnerText text, String type) {
    body(text, type, 0);
  }

  void body(InnerText text, String type, int depth) {
    String lower = type.toLowerCase(Locale.ROOT);
    if (lower.contains("multipart")) {
      new PartSecrets(text, this, depth).scan(type);
    } else if (lower.contains("urlencoded") && opening(text.text()) == 0) {
      addresses.form(text, depth);
    } else if (lower.contains("xml")) {
      new MarkupSecrets(text, this, depth).scan();
      addresses.scan(text);
    } else {
      scan(text, depth);
    }
  }

  /** What nobody says the kind of: its first characters do. */
  void scan(InnerText text, int depth) {
    String raw = text.text();
    if (opening(raw) == '<') {
      new MarkupSecrets(text, this, depth).scan();
    } else if (raw.startsWith("--") && raw.indexOf("name=", 0, Math.min(raw.length(), 1000)) > 0) {
      new PartSecrets(text, this, depth).scan("");
    } else if (isForm(raw)) {
      addresses.form(text, depth);
      return;
    } else {
      new JsonSecrets(text, this, depth).scan();
    }
    addresses.scan(text);
  }

  /** The character that opens JSON or XML; 0 for anything else. */
  static char opening(String text) {
    int i = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
    while (i < text.length() && text.charAt(i) <= ' ') {
      i++;
    }
    char first = i < text.length() ? text.charAt(i) : 0;
    return "{[<".indexOf(first) >= 0 ? first : 0;
  }

  /** A name, an equals sign and no blank anywhere: only what is encoded looks so. */
  private static boolean isForm(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0 || AddressSecrets.nameFrom(text, equals) > 0) {
      return false;
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) <= ' ') {
      end--;
    }
    for (int i = equals; i < end; i++) {
      if (text.charAt(i) <= ' ') {
        return false;
      }
    }
    return true;
  }
}
