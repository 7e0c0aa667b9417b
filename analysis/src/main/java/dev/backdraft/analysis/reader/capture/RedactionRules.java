package dev.backdraft.analysis.reader.capture;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
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
  private static final Set<String> SECRET_HEADERS =
      Set.of(
          "authorization",
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
          "sessionid",
          "xvaulttoken",
          "privatetoken",
          "authenticationinfo");

  private static final Set<String> SECRET_FIELDS =
      Set.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "secret",
          "token",
          "bearer",
          "jwt",
          "authorization",
          "auth",
          "apikey",
          "accesskey",
          "privatekey",
          "sig",
          "signature",
          "xamzsignature",
          "xamzcredential",
          "sessionid",
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
          "ssn");

  private static final Set<String> SECRET_ENDINGS =
      Set.of("password", "secret", "token", "apikey", "passphrase", "privatekey", "signature");

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
    return !keep.contains(plain(name));
  }

  boolean secretHeader(String name) {
    String plain = plain(name);
    return !keep.contains(plain) && (headers.contains(plain) || ends(plain));
  }

  boolean secretField(String name) {
    String plain = plain(name);
    return !keep.contains(plain) && (fields.contains(plain) || ends(plain));
  }

  private boolean ends(String plain) {
    for (String ending : SECRET_ENDINGS) {
      if (fields.contains(ending) && plain.endsWith(ending)) {
        return true;
      }
    }
    return plain.endsWith("apikey") && fields.contains("token");
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
