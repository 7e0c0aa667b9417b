package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Replaces secrets by tokens as they are read, before anything is stored. Equal secrets give equal
 * tokens under one key, so that a login's token can still be followed through later requests; the
 * key is random unless given, so that a token tells nothing. For one thread.
 */
public final class Redactor {
  /** Every token begins so; a token is never replaced again. */
  public static final String MARK = "bd-secret-";

  /** A body that is or unpacks to more is left out rather than looked into. */
  private static final int MAX_UNPACKED = 64 << 20;

  private static final Pattern LOOSE =
      Pattern.compile(
          "eyJ[\\w-]{8,}+\\.[\\w-]{4,}+\\.[\\w-]*+"
              + "|(?:AKIA|ASIA)[0-9A-Z]{16}"
              + "|(?<=[Bb]earer )[\\w.~+/=-]{16,}+");
  private static final Pattern SESSION_PATH =
      Pattern.compile("(?<=;jsessionid=)[^/?;#]+", Pattern.CASE_INSENSITIVE);
  private static final Pattern ELEMENT =
      Pattern.compile("<([\\w.:-]{1,80})(?:\\s[^<>]{0,500})?>([^<>]{1,10000})</");
  private static final Pattern PART =
      Pattern.compile(
          "name=\"([^\"]{1,200})\"[^\\r\\n]{0,1000}\\r\\n(?:[^\\r\\n]{1,1000}\\r\\n){0,8}\\r\\n"
              + "([^\\r\\n]{1,10000})(?=\\r\\n--)");

  private final RedactionRules rules;
  private final Mac mac;
  private long replaced;
  private long unread;

  public Redactor(RedactionRules rules, byte[] key) {
    this.rules = rules;
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has HmacSHA256", missing);
    }
  }

  /** With a key that nobody knows. */
  public static Redactor fresh(RedactionRules rules) {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new Redactor(rules, key);
  }

  /** How many secrets were replaced so far. */
  public long replaced() {
    return replaced;
  }

  /** What stands for a secret. */
  String token(String secret) {
    if (secret.isEmpty() || secret.startsWith(MARK)) {
      return secret;
    }
    replaced++;
    byte[] hash = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
    return MARK + HexFormat.of().formatHex(hash, 0, 8);
  }

  /**
   * A request fit to be stored: secrets replaced, and without the headers of its one connection.
   */
  public RequestEntry entry(RequestEntry captured) {
    RequestEntry entry = CaptureSink.settled(captured);
    RequestResponse response = entry.response();
    byte[] body = body(entry.body(), entry.headers());
    return new RequestEntry(
        entry.timeNanos(),
        entry.durationNanos(),
        entry.method(),
        entry.scheme(),
        entry.host(),
        target(entry.target()),
        entry.version(),
        entry.session(),
        headers(entry.headers()),
        body,
        leftOut(entry.fault(), entry.body(), body),
        new RequestResponse(
            response.status(),
            headers(CaptureSink.endToEnd(response.headers())),
            body(response.body(), response.headers())));
  }

  /** A body that may hold a secret and cannot be looked into is not kept. */
  static RequestFault leftOut(RequestFault fault, byte @Nullable [] was, byte @Nullable [] kept) {
    return fault == RequestFault.NONE && was != null && kept == null
        ? RequestFault.BODY_HIDDEN
        : fault;
  }

  RequestHeaders headers(RequestHeaders headers) {
    return rules.hide() ? headers.map(this::header) : headers;
  }

  private String header(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("cookie")) {
      return cookies(value);
    }
    if (lower.equals("set-cookie")) {
      int end = value.indexOf(';');
      String pair = end < 0 ? value : value.substring(0, end);
      return cookies(pair) + (end < 0 ? "" : value.substring(end));
    }
    if (rules.secretHeader(name)) {
      int blank = value.indexOf(' ');
      boolean scheme = lower.endsWith("authorization") && blank > 0;
      return scheme
          ? value.substring(0, blank + 1) + token(value.substring(blank + 1))
          : token(value);
    }
    boolean address = lower.equals("referer") || lower.endsWith("location");
    return address ? target(value) : loose(value);
  }

  private String cookies(String value) {
    StringBuilder text = new StringBuilder();
    for (String pair : value.split(";", -1)) {
      int equals = pair.indexOf('=');
      text.append(text.isEmpty() ? "" : ";");
      if (equals < 0) {
        String nameless = pair.strip();
        text.append(pair, 0, pair.indexOf(nameless)).append(token(nameless));
      } else if (!rules.secretCookie(pair.substring(0, equals))) {
        text.append(pair);
      } else {
        String secret = pair.substring(equals + 1).strip();
        text.append(pair, 0, equals + 1).append(token(secret));
      }
    }
    return text.toString();
  }

  /** A path with a query, or a whole address. */
  String target(String target) {
    if (!rules.hide()) {
      return target;
    }
    int hash = target.indexOf('#');
    if (hash >= 0) {
      // Sign-in hands tokens over behind it, some as a query of its own.
      String fragment = target.substring(hash + 1);
      boolean asks = fragment.indexOf('?') >= 0;
      String behind = asks ? target(fragment) : loose(form(fragment));
      return target(target.substring(0, hash)) + "#" + behind;
    }
    String text = withoutUser(target);
    int query = text.indexOf('?');
    String path = query < 0 ? text : text.substring(0, query);
    path = replaceAll(SESSION_PATH, path, 0, "");
    if (query < 0) {
      return loose(path);
    }
    return loose(path) + "?" + loose(form(text.substring(query + 1)));
  }

  private String withoutUser(String target) {
    int slashes = target.indexOf("://");
    if (slashes < 0) {
      return target;
    }
    int end = slashes + 3;
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    int at = target.lastIndexOf('@', end - 1);
    if (at < slashes + 3) {
      return target;
    }
    return target.substring(0, slashes + 3)
        + token(target.substring(slashes + 3, at))
        + target.substring(at);
  }

  private String form(String pairs) {
    StringBuilder text = new StringBuilder(pairs.length());
    int from = 0;
    while (from <= pairs.length()) {
      int end = pairs.indexOf('&', from);
      end = end < 0 ? pairs.length() : end;
      int equals = pairs.indexOf('=', from, end);
      if (equals >= from && rules.secretField(pairs.substring(from, equals))) {
        text.append(pairs, from, equals + 1).append(token(pairs.substring(equals + 1, end)));
      } else {
        text.append(pairs, from, end);
      }
      if (end < pairs.length()) {
        text.append('&');
      }
      from = end + 1;
    }
    return text.toString();
  }

  /**
   * A body of any kind: what is text is looked into, a packed one unpacked first. Null leaves out
   * what is packed and cannot be unpacked, by its damage, its size or its coding: nobody can tell
   * what it holds.
   */
  byte @Nullable [] body(byte @Nullable [] body, RequestHeaders headers) {
    if (body == null || body.length == 0 || !rules.hide()) {
      return body;
    }
    String type = headers.firstOrEmpty("Content-Type").toLowerCase(Locale.ROOT);
    PackedBody packing = PackedBody.of(body, headers);
    if (packing == PackedBody.NONE) {
      return text(body, type);
    }
    byte[] plain = packing.unpack(body, MAX_UNPACKED);
    if (plain == null) {
      unread++;
      return null;
    }
    byte[] hidden = text(plain, type);
    return Arrays.equals(hidden, plain) ? body : packing.pack(hidden);
  }

  /** How many bodies were left out because they could not be looked into. */
  public long unread() {
    return unread;
  }

  private byte[] text(byte[] body, String type) {
    if (!type.contains("multipart") && !looksLikeText(body)) {
      return body;
    }
    // Bytes as characters one to one: what is not touched comes out as it went in.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String hidden = text;
    if (type.contains("urlencoded")) {
      hidden = form(hidden);
    } else if (type.contains("multipart")) {
      hidden = replaceAll(PART, hidden, 2, "field");
    } else if (type.contains("xml") || text.startsWith("<")) {
      hidden = replaceAll(ELEMENT, hidden, 2, "field");
    } else {
      hidden = JsonSecrets.hide(hidden, rules, this);
    }
    hidden = loose(hidden);
    return hidden.equals(text) ? body : hidden.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String loose(String text) {
    return replaceAll(LOOSE, text, 0, "");
  }

  /** Replaces a group of each match; with {@code "field"} only where group 1 is a secret name. */
  private String replaceAll(Pattern pattern, String text, int group, String only) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder result = null;
    int copied = 0;
    while (matcher.find()) {
      if (!only.isEmpty() && !rules.secretField(matcher.group(1))) {
        continue;
      }
      result = result == null ? new StringBuilder(text.length()) : result;
      result.append(text, copied, matcher.start(group)).append(token(matcher.group(group)));
      copied = matcher.end(group);
    }
    return result == null ? text : result.append(text, copied, text.length()).toString();
  }

  private static boolean looksLikeText(byte[] body) {
    int end = Math.min(body.length, 4096);
    for (int i = 0; i < end; i++) {
      int b = body[i];
      if (b >= 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
