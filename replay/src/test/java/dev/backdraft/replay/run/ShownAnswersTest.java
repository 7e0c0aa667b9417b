package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.outcome.Difference;
import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.outcome.ResponseHeaders;
import dev.backdraft.replay.outcome.ResponseView;
import dev.backdraft.replay.plan.PlanReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ShownAnswersTest {
  private static final String PLAN =
      """
      captures: a.har
      before: {command: x}
      after: {command: y}
      check: {symptom: p50}
      secrets: {Authorization: API_TOKEN, 'field:pin': PIN}
      """;

  private static ShownAnswers shown() throws Exception {
    var plan = PlanReader.read(PLAN, Path.of("/w"));
    Map<String, String> environment = Map.of("API_TOKEN", "s3cr3t/of us", "PIN", "123");
    return new ShownAnswers(plan, SecretValues.of(plan.secrets(), environment));
  }

  private static ResponseView view(byte[] body, String... headers) {
    return new ResponseView(
        Outcome.STATUS,
        200,
        ResponseHeaders.of(List.of(headers)),
        body,
        body.length,
        Arrays.hashCode(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ResponseView view) {
    byte[] body = view.body();
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }

  @Test
  void whatTheEnvironmentGaveIsHiddenHoweverItIsWritten() throws Exception {
    ResponseView answer =
        shown()
            .of(
                view(
                    bytes("{\"echo\":\"s3cr3t/of us\",\"n\":123}"),
                    "location",
                    "/login?next=s3cr3t%2Fof%20us",
                    "www-authenticate",
                    "Custom s3cr3t/of us"));
    assertThat(text(answer)).isEqualTo("{\"echo\":\"bd-secret-API_TOKEN\",\"n\":123}");
    ResponseHeaders headers = answer.headers();
    assertThat(headers).isNotNull();
    assertThat(headers.flat())
        .containsExactly(
            "location",
            "/login?next=bd-secret-API_TOKEN",
            "www-authenticate",
            "Custom bd-secret-API_TOKEN");
  }

  @Test
  void aBodyWhoseTypeIsNotComparedIsLookedIntoAllTheSame() throws Exception {
    ResponseView form =
        shown().of(view(bytes("access_token=opaque&token_type=bearer"), "etag", "1"));
    assertThat(text(form)).doesNotContain("opaque").contains("token_type=bearer");
    assertThat(form.headers()).isEqualTo(ResponseHeaders.of(List.of("etag", "1")));
    String part =
        "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nopaque\r\n--b--\r\n";
    assertThat(text(shown().of(view(bytes(part))))).doesNotContain("opaque");
  }

  @Test
  void whatIsASecretInACaptureIsOneInAnAnswer() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes("{\"token\":\"abcdef\",\"a\":1}"));
    }
    ShownAnswers shown = shown();
    ResponseView answer =
        shown.of(
            view(
                packed.toByteArray(),
                "location",
                "/x?access_token=abcdef",
                "set-cookie",
                "SID=abcdef; Path=/",
                "x-auth-token",
                "abcdef"));
    String token = text(answer).replaceAll(".*(bd-secret-[0-9a-f]+).*", "$1");
    assertThat(text(answer)).isEqualTo("{\"token\":\"" + token + "\",\"a\":1}");
    ResponseHeaders headers = answer.headers();
    assertThat(headers).isNotNull();
    assertThat(headers.flat())
        .as("one token for one secret")
        .containsExactly(
            "location",
            "/x?access_token=" + token,
            "set-cookie",
            "SID=" + token + "; Path=/",
            "x-auth-token",
            token);
  }

  @Test
  void fieldsAreComparedAsTheyCameAndToldWithoutTheirSecrets() throws Exception {
    FieldComparison comparison = new FieldComparison(false, shown()::of);
    for (int i = 0; i < 50; i++) {
      if (i % 10 == 0) {
        comparison.nextPair();
      }
      byte[] old = bytes("{\"token\":\"old-one\",\"a\":1}");
      comparison.add(
          "GET /a", i, view(old), view(old), view(bytes("{\"token\":\"new-one\",\"a\":1}")));
    }
    FieldComparison.Field field = comparison.fields().getFirst();
    assertThat(field.label()).isEqualTo("GET /a $.token (value, 50 of 50)");
    assertThat(field.certain()).isTrue();
    assertThat(field.kind()).isEqualTo(Difference.Kind.VALUE);
    for (FieldComparison.Sample sample : field.samples()) {
      assertThat(sample.before()).startsWith("bd-secret-").isNotEqualTo(sample.after());
      assertThat(text(sample.old()) + text(sample.fresh())).doesNotContain("-one");
    }
  }
}
