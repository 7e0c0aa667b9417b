package dev.backdraft.analysis.reader.capture;

import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Replaces secrets by tokens as they are read, before anything is stored. Equal secrets give equal
 * tokens under one key, so that a login's token can still be followed through later requests; the
 * key is random unless given, so that a token tells nothing. What was hidden once is hidden from
 * then on wherever it stands. For one thread.
 */
public final class Redactor {
  /** Every token begins so; a token is never replaced again. */
  public static final String MARK = "bd-secret-";

  /** A body that is or unpacks to more is left out rather than looked into. */
  private static final int MAX_UNPACKED = 64 << 20;

  private static final Pattern ADDRESS = Pattern.compile("/|[A-Za-z][\\w+.-]{0,20}://");
  private static final Pattern LOOSE =
      Pattern.compile(
          "eyJ[\\w-]{8,}+\\.[\\w-]{4,}+\\.[\\w-]*+"
              + "|(?:AKIA|ASIA)[0-9A-Z]{16}"
              + "|(?<=[Bb]earer )[\\w.~+/=-]{16,}+");

  /** So much of a body tells whether it is text. */
  private static final int LOOK_CHARS = 4_096;

  /** So many names are known again without being looked at. */
  private static final int MAX_NAMES = 4_096;

  /** They say that there is a secret or none, and are none. */
  private static final Set<String> TOLD = Set.of("true", "false", "null");

  private final RedactionRules rules;
  private final Mac mac;
  private final Map<String, SecretName> names = new HashMap<>();
  private final KnownSecrets known = new KnownSecrets();
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

  /** What stands for a secret; it is given decoded, so that it is the same in every place. */
  String token(String secret) {
    if (isNone(secret)) {
      return secret;
    }
    known.add(secret);
    return hashed(secret);
  }

  private static boolean isNone(String secret) {
    return secret.isEmpty() || secret.startsWith(MARK) || TOLD.contains(secret);
  }

  private String cookie(String value) {
    if (isNone(value)) {
      return value;
    }
    known.addCookie(value);
    return hashed(value);
  }

  private String hashed(String secret) {
    replaced++;
    byte[] hash = mac.doFinal(bytes(secret));
    return MARK + HexFormat.of().formatHex(hash, 0, 8);
  }

  /** Of bodies each character is a byte, of addresses and headers it is one: both mean the same. */
  private static byte[] bytes(String secret) {
    boolean ascii = true;
    boolean narrow = true;
    for (int i = 0; i < secret.length(); i++) {
      ascii &= secret.charAt(i) < 0x80;
      narrow &= secret.charAt(i) < 0x100;
    }
    if (!ascii && narrow) {
      byte[] bytes = secret.getBytes(StandardCharsets.ISO_8859_1);
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (text.indexOf('\ufffd') < 0) {
        return bytes;
      }
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  private SecretName name(String name) {
    SecretName known = names.get(name);
    if (known == null) {
      known = rules.field(name);
      if (names.size() == MAX_NAMES) {
        names.clear();
      }
      names.put(name, known);
    }
    return known;
  }

  private TextSecrets secrets() {
    return new TextSecrets(this::name);
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
    String hidden = named(name, value);
    return rules.kept(name) ? hidden : known.hidden(hidden, this);
  }

  private String named(String name, String value) {
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
      boolean scheme = (lower.endsWith("authorization") || lower.endsWith("auth")) && blank > 0;
      return scheme
          ? value.substring(0, blank + 1) + token(value.substring(blank + 1))
          : token(value);
    }
    if (value.indexOf('=') < 0 && value.indexOf('@') < 0) {
      return loose(value);
    }
    TextSecrets secrets = secrets();
    boolean address = lower.equals("referer") || lower.endsWith("location");
    if (address || (ADDRESS.matcher(value).lookingAt() && value.indexOf(' ') < 0)) {
      secrets.target(InnerText.whole(value));
    } else {
      secrets.addresses(InnerText.whole(value));
    }
    return loose(secrets.edits().applied(value, this));
  }

  private String cookies(String value) {
    StringBuilder text = new StringBuilder();
    for (String pair : value.split(";", -1)) {
      int equals = pair.indexOf('=');
      text.append(text.isEmpty() ? "" : ";");
      if (equals < 0) {
        String nameless = pair.strip();
        text.append(pair, 0, pair.indexOf(nameless)).append(cookie(nameless));
      } else if (!rules.secretCookie(pair.substring(0, equals))) {
        text.append(pair);
      } else {
        String secret = pair.substring(equals + 1).strip();
        text.append(pair, 0, equals + 1).append(cookie(secret));
      }
    }
    return text.toString();
  }

  /** A path with a query, or a whole address. */
  String target(String target) {
    if (!rules.hide()) {
      return target;
    }
    TextSecrets secrets = secrets();
    secrets.target(InnerText.whole(target));
    return known.hidden(loose(secrets.edits().applied(target, this)), this);
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
    String type = headers.firstOrEmpty("Content-Type");
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
    boolean parts = type.toLowerCase(Locale.ROOT).contains("multipart");
    int first = Math.min(body.length, LOOK_CHARS);
    if (!parts && !looksLikeText(new String(body, 0, first, StandardCharsets.ISO_8859_1))) {
      return body;
    }
    // Bytes as characters one to one: what is not touched comes out as it went in.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    TextSecrets secrets = secrets();
    secrets.body(InnerText.whole(text), type);
    String hidden = known.hidden(loose(secrets.edits().applied(text, this)), this);
    return hidden.equals(text) ? body : hidden.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String loose(String text) {
    Matcher matcher = LOOSE.matcher(text);
    StringBuilder result = null;
    int copied = 0;
    while (matcher.find()) {
      result = result == null ? new StringBuilder(text.length()) : result;
      result.append(text, copied, matcher.start()).append(token(matcher.group()));
      copied = matcher.end();
    }
    return result == null ? text : result.append(text, copied, text.length()).toString();
  }

  static boolean looksLikeText(String text) {
    int end = Math.min(text.length(), LOOK_CHARS);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') {
        return false;
      }
    }
    return true;
  }
}
