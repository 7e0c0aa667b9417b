package dev.backdraft.analysis.reader.capture;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which names hold secrets. Names are compared in lower case and without '-', '_', '.' and blanks.
 *
 * @param hide false leaves everything as captured
 * @param headers whole header values that are secret
 * @param fields query parameters, form fields, JSON members and XML elements that are secret
 * @param keep headers, cookies and fields that are none, whatever else says so
 */
public record RedactionRules(
    boolean hide, Set<String> headers, Set<String> fields, Set<String> keep) {
  /** A header is secret if its name ends so. */
  private static final List<String> HEADER_ENDINGS =
      List.of(
          "authorization",
          "auth",
          "accesskey",
          "secretkey",
          "authkey",
          "subscriptionkey",
          "credential",
          "session",
          "sessionid",
          "assertion",
          "jwt");

  private static final Set<String> SECRET_HEADERS =
      joined(
          Set.copyOf(HEADER_ENDINGS),
          List.of(
              "proxyauthorization",
              "xapikey",
              "apikey",
              "xauth",
              "xauthtoken",
              "xaccesstoken",
              "xcsrftoken",
              "xxsrftoken",
              "xamzsecuritytoken",
              "xgoogapikey",
              "xsessionid",
              "xvaulttoken",
              "privatetoken",
              "authenticationinfo",
              "dpop",
              "xamznoidcdata"));

  /** A field is secret if its name ends so, with or without a number behind it. */
  private static final List<String> SECRET_ENDINGS =
      List.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "passcode",
          "secret",
          "token",
          "apikey",
          "accesskey",
          "secretkey",
          "privatekey",
          "authkey",
          "signingkey",
          "encryptionkey",
          "sharedkey",
          "masterkey",
          "accountkey",
          "subscriptionkey",
          "sessionid",
          "signature");

  private static final Set<String> SECRET_FIELDS =
      joined(
          Set.copyOf(SECRET_ENDINGS),
          List.of(
              "bearer",
              "jwt",
              "authorization",
              "auth",
              "codeverifier",
              "samlresponse",
              "sig",
              "xamzsignature",
              "xamzcredential",
              "sid",
              "jsessionid",
              "phpsessid",
              "csrf",
              "xsrf",
              "otp",
              "pin",
              "cvv",
              "cvc",
              "cardnumber",
              "creditcard",
              "ssn"));

  private static final List<String> PASSWORDS = List.of("password", "passwd", "pwd");

  /** What follows the word in the names of passwords; a policy or a hint is no password. */
  private static final List<String> AFTER_PASSWORD =
      List.of(
          "confirmation",
          "confirm",
          "repeat",
          "again",
          "verify",
          "verification",
          "new",
          "old",
          "current",
          "hash",
          "plain",
          "text",
          "value",
          "field",
          "input");

  /** Names whose values tell whether they are secret, and those that speak of other fields. */
  private static final Map<String, SecretName> DOUBTFUL =
      Map.ofEntries(
          Map.entry("pass", SecretName.PASS),
          Map.entry("userpass", SecretName.PASS),
          Map.entry("loginpass", SecretName.PASS),
          Map.entry("dbpass", SecretName.PASS),
          Map.entry("session", SecretName.SESSION),
          Map.entry("key", SecretName.KEY),
          Map.entry("code", SecretName.CODE),
          Map.entry("state", SecretName.SIGN_IN),
          Map.entry("sessionstate", SecretName.SIGN_IN),
          Map.entry("granttype", SecretName.SIGN_IN),
          Map.entry("redirecturi", SecretName.SIGN_IN),
          Map.entry("name", SecretName.NAMES),
          Map.entry("id", SecretName.NAMES),
          Map.entry("field", SecretName.NAMES),
          Map.entry("param", SecretName.NAMES),
          Map.entry("parameter", SecretName.NAMES),
          Map.entry("property", SecretName.NAMES),
          Map.entry("header", SecretName.NAMES),
          Map.entry("path", SecretName.NAMES),
          Map.entry("value", SecretName.VALUE),
          Map.entry("content", SecretName.VALUE));

  public RedactionRules {
    headers = Set.copyOf(headers);
    fields = Set.copyOf(fields);
    keep = Set.copyOf(keep);
  }

  /** What is hidden when nobody says otherwise. */
  public static RedactionRules usual() {
    return new RedactionRules(true, SECRET_HEADERS, SECRET_FIELDS, Set.of());
  }

  /** Everything stays: for captures that hold no secret. */
  public static RedactionRules nothing() {
    return new RedactionRules(false, Set.of(), Set.of(), Set.of());
  }

  /** These are secret too, named as they stand in the capture. */
  public RedactionRules with(Collection<String> otherHeaders, Collection<String> otherFields) {
    return new RedactionRules(
        hide, joined(headers, otherHeaders), joined(fields, otherFields), keep);
  }

  /** These are no secrets. */
  public RedactionRules keeping(Collection<String> names) {
    return new RedactionRules(hide, headers, fields, joined(keep, names));
  }

  private static Set<String> joined(Set<String> plain, Collection<String> names) {
    Set<String> all = new HashSet<>(plain);
    names.forEach(name -> all.add(plain(name)));
    return all;
  }

  boolean secretCookie(String name) {
    return !kept(name);
  }

  /** True if somebody said that this holds no secret. */
  boolean kept(String name) {
    return keep.contains(plain(name));
  }

  boolean secretHeader(String name) {
    String plain = plain(name);
    if (keep.contains(plain)) {
      return false;
    }
    return headers.contains(plain) || ends(plain) || endsOne(plain, HEADER_ENDINGS, headers);
  }

  /** What the name of a query parameter, form field, JSON member or XML element says. */
  SecretName field(String name) {
    String plain = plain(name);
    String last = plain(last(name));
    if (!hide || keep.contains(plain) || keep.contains(last)) {
      return SecretName.ORDINARY;
    }
    if (isSecret(plain) || isSecret(last)) {
      return SecretName.SECRET;
    }
    SecretName known = DOUBTFUL.getOrDefault(last, SecretName.ORDINARY);
    boolean second = DOUBTFUL.get(withoutNumber(last)) == SecretName.PASS;
    return second ? SecretName.PASS : known;
  }

  private boolean isSecret(String plain) {
    return fields.contains(plain) || ends(withoutNumber(plain)) || isPassword(plain);
  }

  private boolean ends(String plain) {
    return endsOne(plain, SECRET_ENDINGS, fields)
        || (plain.endsWith("apikey") && fields.contains("token"));
  }

  /** As in password_confirmation. */
  private boolean isPassword(String plain) {
    String name = withoutNumber(plain);
    for (String after : AFTER_PASSWORD) {
      if (name.endsWith(after)) {
        String before = name.substring(0, name.length() - after.length());
        return endsOne(before, PASSWORDS, fields);
      }
    }
    return false;
  }

  /** What a person took out of the set is no ending either. */
  private static boolean endsOne(String plain, List<String> endings, Set<String> set) {
    for (String ending : endings) {
      if (plain.endsWith(ending) && set.contains(ending)) {
        return true;
      }
    }
    return false;
  }

  private static String withoutNumber(String plain) {
    int end = plain.length();
    while (end > 0 && Character.isDigit(plain.charAt(end - 1))) {
      end--;
    }
    return plain.substring(0, end);
  }

  /** The name itself in {@code user[pin]}, {@code users[0].pin}, {@code n:pin}, {@code /a/pin}. */
  private static String last(String name) {
    int end = name.length();
    while (end > 0) {
      int from = end;
      boolean number = true;
      while (from > 0 && "[].:/".indexOf(name.charAt(from - 1)) < 0) {
        from--;
        number &= Character.isDigit(name.charAt(from));
      }
      if (!number) {
        return name.substring(from, end);
      }
      end = from - 1;
    }
    return name;
  }

  /** A name as the sets hold it. */
  public static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '-' && c != '_' && c != '.' && c != ' ') {
        plain.append(c);
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }
}
