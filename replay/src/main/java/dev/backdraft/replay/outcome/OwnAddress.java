package dev.backdraft.replay.outcome;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a target listens, as its own answers may name it. Before and after listen on different
 * ports: a redirect to the target itself is the same for both.
 */
public final class OwnAddress {
  private static final String HERE = "{target}";
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?i)^(https?):(//)([^/?#]*)|^()(//)([^/?#]*)");

  /** Nothing is taken for the target's own address. */
  public static final OwnAddress UNKNOWN = new OwnAddress("", 0, false);

  private final int port;
  private final String scheme;
  private final List<String> hosts;
  private final Pattern inText;

  /** Of a target that was asked at this host and port. */
  public OwnAddress(String host, int port, boolean tls) {
    this.port = port;
    this.scheme = tls ? "https" : "http";
    String lower = host.toLowerCase(Locale.ROOT);
    boolean local = LOOPBACK.contains(lower) || lower.startsWith("127.") || lower.equals("::1");
    this.hosts = local ? LOOPBACK : List.of(lower);
    StringBuilder names = new StringBuilder();
    for (String one : hosts) {
      names.append(names.isEmpty() ? "" : "|").append(Pattern.quote(one));
    }
    // In a query of another address the slashes and the colon are written as their codes.
    this.inText =
        Pattern.compile(
            "(?i)(?:(?<![\\w.-])|(?<=%2F))(?:" + names + ")(?::|%3A)" + port + "(?!\\d)");
  }

  private boolean known() {
    return port > 0;
  }

  /**
   * An address, its own origin left out: {@code http://localhost:1234/a} and {@code /a} are one.
   */
  String inAddress(String address) {
    Matcher matcher = AUTHORITY.matcher(address);
    if (!known() || !matcher.find()) {
      return address;
    }
    boolean named = matcher.group(1) != null;
    String spoken = named ? matcher.group(1).toLowerCase(Locale.ROOT) : scheme;
    String authority = (named ? matcher.group(3) : matcher.group(6)).toLowerCase(Locale.ROOT);
    String rest = address.substring(matcher.end());
    int colon = authority.lastIndexOf(':');
    boolean ported = colon > authority.lastIndexOf(']') && colon < authority.length() - 1;
    String host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    String at = ported ? authority.substring(colon + 1) : usualPort(spoken);
    if (!at.equals(Integer.toString(port))) {
      return address;
    }
    if (!hosts.contains(host)) {
      // Another name, but the port that was given to this target alone.
      return ported && !usual() ? spoken + "://" + host + ":{port}" + rest : address;
    }
    if (!spoken.equals(scheme)) {
      return spoken + "://" + HERE + rest;
    }
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  private static String usualPort(String scheme) {
    return scheme.equals("https") ? "443" : "80";
  }

  private boolean usual() {
    return port == 80 || port == 443;
  }

  /** An address on this machine as the answer of a target here would hold it. */
  static String withoutLoopback(String address) {
    Matcher matcher = AUTHORITY.matcher(address);
    if (!matcher.find()) {
      return address;
    }
    String authority = matcher.group(1) != null ? matcher.group(3) : matcher.group(6);
    int colon = authority.lastIndexOf(':');
    String host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    String rest = address.substring(matcher.end());
    return LOOPBACK.contains(host.toLowerCase(Locale.ROOT))
        ? (rest.startsWith("/") ? rest : "/" + rest)
        : address;
  }

  /** Any other text with the target's host and port in it. */
  String inText(String text) {
    return known() ? inText.matcher(text).replaceAll(Matcher.quoteReplacement(HERE)) : text;
  }
}
