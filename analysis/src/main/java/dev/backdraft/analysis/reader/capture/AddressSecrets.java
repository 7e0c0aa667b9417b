package dev.backdraft.analysis.reader.capture;

/** Finds secrets in paths, queries and forms, and in addresses that stand in other texts. */
final class AddressSecrets {
  /** A longer name is none. */
  private static final int MAX_NAME = 200;

  /** User and password of an address are not longer. */
  private static final int MAX_USER = 1_000;

  private final TextSecrets secrets;

  AddressSecrets(TextSecrets secrets) {
    this.secrets = secrets;
  }

  /** A path with a query, or a whole address. */
  void target(InnerText target) {
    String text = target.text();
    if (text.indexOf('=') < 0 && text.indexOf('@') < 0) {
      return;
    }
    int hash = text.indexOf('#');
    path(target.part(0, hash < 0 ? text.length() : hash));
    while (hash >= 0) {
      // Sign-in hands tokens over behind it, some as a query of its own.
      int next = text.indexOf('#', hash + 1);
      InnerText behind = target.part(hash + 1, next < 0 ? text.length() : next);
      if (behind.text().indexOf('?') >= 0) {
        path(behind);
      } else {
        form(behind, 0);
      }
      hash = next;
    }
  }

  private void path(InnerText target) {
    String text = target.text();
    int slashes = text.indexOf("://");
    if (slashes >= 0) {
      user(target, slashes + 3, false);
    }
    int query = text.indexOf('?');
    int end = query < 0 ? text.length() : query;
    for (int at = text.indexOf(';', 0, end); at >= 0; at = text.indexOf(';', at + 1, end)) {
      int equals = text.indexOf('=', at, Math.min(end, at + MAX_NAME));
      if (equals > at && nameFrom(text, equals) == at + 1) {
        pair(target, at + 1, equals, valueEnd(text, equals + 1, end, ";/"), false);
      }
    }
    if (query >= 0) {
      form(target.part(query + 1, text.length()), 0);
    }
  }

  /** Pairs of a query or of a form's body. */
  void form(InnerText form, int depth) {
    String text = form.text();
    boolean signIn = text.contains("code=") && besideSignIn(text);
    int from = 0;
    while (from < text.length()) {
      int end = pairEnd(text, from);
      int equals = text.indexOf('=', from, end);
      if (equals >= from && !pair(form, from, equals, end, signIn)) {
        within(form, equals + 1, end, depth);
      }
      from = end + 1;
    }
  }

  private boolean besideSignIn(String text) {
    int from = 0;
    while (from < text.length()) {
      int end = pairEnd(text, from);
      int equals = text.indexOf('=', from, end);
      if (equals > from && secrets.name(text.substring(from, equals)) == SecretName.SIGN_IN) {
        return true;
      }
      from = end + 1;
    }
    return false;
  }

  /** A pair ends at '&', and at ';' where a name follows: else the ';' belongs to the value. */
  private static int pairEnd(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '&' || (c == ';' && isPair(text, at + 1))) {
        return at;
      }
    }
    return text.length();
  }

  private static boolean isPair(String text, int from) {
    int i = from;
    while (i < text.length() && i - from < MAX_NAME && isName(text.charAt(i))) {
      i++;
    }
    return i > from && i < text.length() && text.charAt(i) == '=';
  }

  /** Hides the value of a pair if its name says so. */
  private boolean pair(InnerText pairs, int from, int equals, int end, boolean signIn) {
    SecretName name = secrets.name(pairs.unpercented(from, equals).text());
    if (name == SecretName.ORDINARY) {
      return false;
    }
    String value = pairs.unpercented(equals + 1, end).text();
    if (!name.hides(value, signIn)) {
      return false;
    }
    secrets.edits().hide(pairs, equals + 1, end, value);
    return true;
  }

  /** A value may be JSON, XML or an address in its turn, most often percent-encoded. */
  private void within(InnerText form, int from, int end, int depth) {
    String text = form.text();
    if (end - from < 8 || depth >= TextSecrets.MAX_DEPTH) {
      return;
    }
    boolean encoded = text.indexOf('%', from, end) >= 0;
    if (encoded || "{[<".indexOf(text.charAt(from)) >= 0) {
      InnerText value = form.unpercented(from, end);
      if (TextSecrets.opening(value.text()) != 0) {
        secrets.scan(value, depth + 1);
      } else {
        scan(value);
      }
    }
  }

  /**
   * Any text: pairs behind one of {@code ? & ;}, behind a quote or at the beginning of a line, and
   * passwords in addresses.
   */
  void scan(InnerText any) {
    String text = any.text();
    int equals = text.indexOf('=');
    while (equals >= 0) {
      int from = nameFrom(text, equals);
      int next = equals + 1;
      if (from < equals && begins(text, from)) {
        SecretName name = secrets.name(any.unpercented(from, equals).text());
        if (name != SecretName.ORDINARY) {
          boolean line = from == 0 || text.charAt(from - 1) < ' ';
          // What is not secret by its name is looked at again from its own signs on.
          int most =
              name == SecretName.SECRET ? text.length() : Math.min(text.length(), next + MAX_NAME);
          int end = valueEnd(text, next, most, line ? "&<\"" : "&;#\"'<>\\ ");
          next = pair(any, from, equals, end, false) ? end : next;
        }
      }
      equals = text.indexOf('=', next);
    }
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
      user(any, at + 3, true);
    }
  }

  private static boolean begins(String text, int from) {
    return from == 0 || text.charAt(from - 1) < ' ' || "?&;\"".indexOf(text.charAt(from - 1)) >= 0;
  }

  /** Where the name before an equals sign begins; there itself if there is none. */
  static int nameFrom(String text, int equals) {
    int from = equals;
    while (from > 0 && equals - from < MAX_NAME && isName(text.charAt(from - 1))) {
      from--;
    }
    return from;
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_-.%[]+~$".indexOf(c) >= 0;
  }

  /** Behind one of the ends nothing belongs to the value; no control character does either. */
  private static int valueEnd(String text, int from, int most, String ends) {
    int end = from;
    while (end < most) {
      char c = text.charAt(end);
      if (ends.indexOf(c) >= 0 || (c < ' ' && c != '\t')) {
        break;
      }
      end++;
    }
    return end;
  }

  /** User and password before a host; where it is any text, only if there is a password. */
  private void user(InnerText address, int from, boolean anyText) {
    String text = address.text();
    int most = Math.min(text.length(), from + MAX_USER);
    int end = from;
    while (end < most && "/?# \"'<>,\\".indexOf(text.charAt(end)) < 0 && text.charAt(end) > ' ') {
      end++;
    }
    int at = end - 1;
    while (at > from && text.charAt(at) != '@') {
      at--;
    }
    if (at > from && (!anyText || text.indexOf(':', from, at) >= 0)) {
      secrets.edits().hide(address, from, at, text.substring(from, at));
    }
  }
}
