package dev.backdraft.replay.run;

import dev.backdraft.analysis.reader.capture.Redactor;
import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.RequestResponse;
import dev.backdraft.replay.outcome.ResponseHeaders;
import dev.backdraft.replay.outcome.ResponseView;
import dev.backdraft.replay.plan.ReplayPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers as they may be shown and written: what counts as a secret in a capture does so in an
 * answer, and what the environment gave is hidden wherever the target repeats it. The same secret
 * is the same token in all answers of a run.
 */
final class ShownAnswers {
  private static final String TYPE = "content-type";
  private static final int LOOKED_AT = 4096;
  private static final Pattern FORM = Pattern.compile("[\\w.%+-]{1,80}=[^\\s&<>{}\"]*(?:&|$)");
  private static final Pattern PARTS =
      Pattern.compile("(?i)^--\\S+\\r?\\n(?:[^\\r\\n]+\\r?\\n)*?content-disposition:");

  private final Redactor redactor;
  private final SecretValues secrets;

  ShownAnswers(ReplayPlan plan, SecretValues secrets) {
    this.redactor = Redactor.fresh(plan.reading().redact());
    this.secrets = secrets;
  }

  /** The answer without its secrets, its body unpacked. */
  ResponseView of(ResponseView answer) {
    List<String> flat =
        new ArrayList<>(answer.headers() == null ? List.of() : answer.headers().flat());
    String likely = flat.contains(TYPE) ? "" : likelyType(answer.body());
    flat.addAll(likely.isEmpty() ? List.of() : List.of(TYPE, likely));
    RequestHeaders headers = new RequestHeaders(flat).map((name, value) -> secrets.hidden(value));
    RequestResponse shown =
        redactor
            .entry(
                new RequestEntry(
                    0,
                    -1,
                    "GET",
                    "http",
                    "h",
                    "/",
                    "1.1",
                    "",
                    RequestHeaders.NONE,
                    null,
                    RequestFault.NONE,
                    new RequestResponse(answer.status(), headers, body(answer.body()))))
            .response();
    ResponseHeaders named =
        answer.headers() == null
            ? null
            : ResponseHeaders.of(compared(shown.headers().flat(), !likely.isEmpty()));
    byte[] was = answer.body();
    byte[] body = shown.body();
    boolean whole = was != null && body != null && was.length == answer.bodyBytes();
    return new ResponseView(
        answer.outcome(),
        answer.status(),
        named,
        body,
        whole && body != null ? body.length : answer.bodyBytes(),
        answer.bodyHash());
  }

  /** Without the type that was only added to look into the body: it stands last. */
  private static List<String> compared(List<String> flat, boolean added) {
    return added ? flat.subList(0, Math.max(0, flat.size() - 2)) : flat;
  }

  /** Where the content type is not compared, its body tells which secrets it may hold. */
  private static String likelyType(byte @Nullable [] body) {
    if (body == null) {
      return "";
    }
    byte[] plain = ResponseView.unpacked(body);
    String begins =
        new String(plain, 0, Math.min(plain.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
    return FORM.matcher(begins).lookingAt()
        ? "application/x-www-form-urlencoded"
        : PARTS.matcher(begins).find() ? "multipart/form-data" : "";
  }

  private byte @Nullable [] body(byte @Nullable [] body) {
    if (body == null) {
      return null;
    }
    byte[] plain = ResponseView.unpacked(body);
    // Bytes as characters one to one: what holds no secret stays as it is.
    String text = new String(plain, StandardCharsets.ISO_8859_1);
    String hidden = secrets.hidden(text);
    return hidden.equals(text) ? plain : hidden.getBytes(StandardCharsets.ISO_8859_1);
  }
}
