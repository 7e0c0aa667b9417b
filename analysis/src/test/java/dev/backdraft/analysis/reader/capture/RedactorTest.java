package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.RequestHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RedactorTest {
  private final Redactor redactor = new Redactor(RedactionRules.usual(), Captures.KEY);

  private String body(String type, String text) {
    byte[] hidden =
        redactor.body(
            text.getBytes(StandardCharsets.UTF_8), RequestHeaders.of("Content-Type", type));
    return new String(hidden, StandardCharsets.UTF_8);
  }

  @Test
  void equalSecretsStayEqualAndDifferUnderAnotherKey() {
    String token = redactor.token("s3cret");
    assertThat(redactor.token("s3cret")).isEqualTo(token).startsWith(Redactor.MARK);
    assertThat(redactor.token("other")).isNotEqualTo(token);
    assertThat(Redactor.fresh(RedactionRules.usual()).token("s3cret")).isNotEqualTo(token);
    assertThat(redactor.token(token)).isEqualTo(token);
  }

  @Test
  void hidesHeadersButKeepsSchemesAndCookieNames() {
    RequestHeaders hidden =
        redactor.headers(
            RequestHeaders.of(
                "authorization",
                "Bearer abc",
                "Cookie",
                "a=1; b=2",
                "Set-Cookie",
                "s=9; Path=/",
                "X-Api-Key",
                "k",
                "Accept",
                "*/*",
                "Referer",
                "http://u:p@h/?token=t&x=1"));
    assertThat(hidden.value(0)).isEqualTo("Bearer " + redactor.token("abc"));
    assertThat(hidden.value(1))
        .isEqualTo("a=" + redactor.token("1") + "; b=" + redactor.token("2").strip());
    assertThat(hidden.value(2)).isEqualTo("s=" + redactor.token("9") + "; Path=/");
    assertThat(hidden.value(3)).isEqualTo(redactor.token("k"));
    assertThat(hidden.value(4)).isEqualTo("*/*");
    assertThat(hidden.value(5))
        .isEqualTo("http://" + redactor.token("u:p") + "@h/?token=" + redactor.token("t") + "&x=1");
  }

  @Test
  void hidesQueryValuesAndSessionsInPaths() {
    assertThat(redactor.target("/a;jsessionid=XY?x=1&Access-Token=abc&y"))
        .isEqualTo(
            "/a;jsessionid="
                + redactor.token("XY")
                + "?x=1&Access-Token="
                + redactor.token("abc")
                + "&y");
    assertThat(redactor.target("/pay?pin=1")).doesNotContain("pin=1");
    assertThat(redactor.target("/pins?author=me")).isEqualTo("/pins?author=me");
  }

  @Test
  void hidesWhatSignInHandsOverBehindAHash() {
    assertThat(redactor.target("https://h/cb#access_token=opaque&token_type=bearer"))
        .isEqualTo("https://h/cb#access_token=" + redactor.token("opaque") + "&token_type=bearer");
    assertThat(redactor.target("/cb?state=x#access_token=opaque")).doesNotContain("opaque");
    assertThat(redactor.target("/#/cb?access_token=opaque")).doesNotContain("opaque");
    assertThat(redactor.target("/a#part-2")).isEqualTo("/a#part-2");
  }

  @Test
  void aCookieWithoutANameIsAllSecret() {
    RequestHeaders hidden =
        redactor.headers(RequestHeaders.of("Set-Cookie", "opaque; Path=/", "Cookie", "a=1; naked"));
    assertThat(hidden.value(0)).isEqualTo(redactor.token("opaque") + "; Path=/");
    assertThat(hidden.value(1))
        .isEqualTo("a=" + redactor.token("1") + "; " + redactor.token("naked"));
  }

  @Test
  void hidesJsonMembersAndLeavesTheLayout() {
    assertThat(body("application/json", "{ \"user\" : \"bob\",\n \"password\" : \"p\\\"w\" }"))
        .isEqualTo("{ \"user\" : \"bob\",\n \"password\" : \"" + redactor.token("p\"w") + "\" }");
    String nested = body("application/json", "{\"token\":{\"a\":[\"x\",\"y\"]},\"b\":\"x\"}");
    assertThat(nested)
        .isEqualTo(
            "{\"token\":{\"a\":[\""
                + redactor.token("x")
                + "\",\""
                + redactor.token("y")
                + "\"]},\"b\":\"x\"}");
    assertThat(body("application/json", "{\"pin\":1234,\"n\":5}"))
        .matches("\\{\"pin\":\\d{4},\"n\":5}")
        .doesNotContain("1234");
    assertThat(body("application/json", "{\"token\":null,\"n\":\"x\"}"))
        .isEqualTo("{\"token\":null,\"n\":\"x\"}");
  }

  @Test
  void hidesFormsPartsElementsAndLooseTokens() {
    assertThat(body("application/x-www-form-urlencoded", "user=b&password=x"))
        .isEqualTo("user=b&password=" + redactor.token("x"));
    assertThat(body("text/xml", "<a><password>x</password><b>x</b></a>"))
        .isEqualTo("<a><password>" + redactor.token("x") + "</password><b>x</b></a>");
    String part = "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nx\r\n--b--";
    assertThat(body("multipart/form-data; boundary=b", part)).contains(redactor.token("x"));
    assertThat(body("text/plain", "key AKIAABCDEFGHIJKLMNOP end"))
        .isEqualTo("key " + redactor.token("AKIAABCDEFGHIJKLMNOP") + " end");
  }

  @Test
  void leavesBinaryBodiesAndWhatIsNotSecretAlone() {
    byte[] binary = {0, 1, 2, 'p', 'a', 's', 's'};
    assertThat(redactor.body(binary, RequestHeaders.NONE)).isSameAs(binary);
    assertThat(body("application/json", "{\"items\":[1,2]}")).isEqualTo("{\"items\":[1,2]}");
  }

  private static byte[] gzipped(String text) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @Test
  void looksIntoPackedBodiesAndLeavesOutWhatIsBroken() throws Exception {
    RequestHeaders json = RequestHeaders.of("Content-Type", "application/json");
    byte[] packed = gzipped("{\"password\":\"hunter2\"}");
    byte[] hidden = redactor.body(packed, json);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(hidden)))
        .hasContent("{\"password\":\"" + redactor.token("hunter2") + "\"}");
    assertThat(redactor.unread()).isZero();
    assertThat(redactor.body(Arrays.copyOf(packed, packed.length - 9), json)).isNull();
    assertThat(redactor.unread()).isEqualTo(1);
  }

  @Test
  void hidesWhatItIsToldToAndKeepsWhatItIsTold() {
    RedactionRules rules =
        RedactionRules.usual()
            .with(List.of("X-Tenant"), List.of("iban"))
            .keeping(List.of("csrf-token", "theme", "X-Auth-Token"));
    Redactor own = new Redactor(rules, Captures.KEY);
    RequestHeaders hidden =
        own.headers(
            RequestHeaders.of("x-tenant", "t", "X-Auth-Token", "a", "Cookie", "theme=dark; s=1"));
    assertThat(hidden.value(0)).isEqualTo(own.token("t"));
    assertThat(hidden.value(1)).isEqualTo("a");
    assertThat(hidden.value(2)).isEqualTo("theme=dark; s=" + own.token("1"));
    assertThat(own.target("/p?IBAN=DE1&csrf_token=c&token=t"))
        .isEqualTo("/p?IBAN=" + own.token("DE1") + "&csrf_token=c&token=" + own.token("t"));
  }
}
