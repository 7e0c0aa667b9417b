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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers as they may be shown and written: what counts as a secret in a capture does so in an
 * answer, and what the environment gave is hidden wherever the target repeats it. The same secret
 * is the same token in all answers of a run.
 */
final class ShownAnswers {
  private final Redactor redactor;
  private final SecretValues secrets;

  ShownAnswers(ReplayPlan plan, SecretValues secrets) {
    this.redactor = Redactor.fresh(plan.reading().redact());
    this.secrets = secrets;
  }

  /** The answer without its secrets, its body unpacked. */
  ResponseView of(ResponseView answer) {
    List<String> flat = answer.headers() == null ? List.of() : answer.headers().flat();
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
        answer.headers() == null ? null : ResponseHeaders.of(shown.headers().flat());
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
