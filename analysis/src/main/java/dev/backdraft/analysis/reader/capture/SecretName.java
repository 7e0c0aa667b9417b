package dev.backdraft.analysis.reader.capture;

/** What the name of a field says about its value. */
enum SecretName {
  ORDINARY,

  /** Whatever it holds is secret. */
  SECRET,

  /** A password, unless it counts something. */
  PASS,

  /** A secret if it looks drawn at random. */
  SESSION,

  /** In a query or a form a secret if it is long and looks drawn at random; else it names. */
  KEY,

  /** In a query or a form the key of a sign-in, if it stands beside what belongs to one. */
  CODE,

  /** What stands beside the code of a sign-in. */
  SIGN_IN,

  /** Its value is the name of a field, whose value stands beside it. */
  NAMES,

  /** Holds what another field beside it names. */
  VALUE;

  /** So long are short keys; what is shorter is a name or a number. */
  private static final int KEY_CHARS = 16;

  /** Codes of sign-in are longer than those of currencies, countries and coupons. */
  private static final int CODE_CHARS = 8;

  /** True if this field's value is a secret; {@code signIn} if a sign-in's fields are beside it. */
  boolean hides(String value, boolean signIn) {
    return switch (this) {
      case SECRET -> true;
      case PASS -> value.length() >= 4 && !isNumber(value);
      case SESSION -> random(value, 8);
      case KEY -> random(value, KEY_CHARS);
      case CODE -> signIn && value.length() >= CODE_CHARS && !isNumber(value);
      case ORDINARY, SIGN_IN, NAMES, VALUE -> false;
    };
  }

  /** The same where a key and a code are more often those of products and currencies. */
  boolean hidesInData(String value) {
    return this != KEY && hides(value, false);
  }

  /** True if its value may be the name of a secret whose value stands beside it. */
  boolean names() {
    return this == NAMES || this == KEY;
  }

  private static boolean isNumber(String value) {
    return value.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-');
  }

  /** Letters and digits mixed in the way no word and no date mixes them. */
  private static boolean random(String value, int least) {
    if (value.length() < least) {
      return false;
    }
    int mixed = 0;
    char last = ' ';
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isLetter(c) && !isDigit(c) && "-_+=~".indexOf(c) < 0) {
        return false;
      }
      mixed += (isDigit(c) && isLetter(last)) || (isLetter(c) && isDigit(last)) ? 1 : 0;
      last = c;
    }
    return mixed >= 3;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
