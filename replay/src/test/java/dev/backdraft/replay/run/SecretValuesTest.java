package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.recording.RequestHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class SecretValuesTest {
  private static final String TOKEN = "bd-secret-0123456789abcdef";
  private static final String SECRET = "a+b&\"c é";

  private static SecretValues of(String name) throws ReplayException {
    return SecretValues.of(Map.of(name, "KEY"), Map.of("KEY", SECRET));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String body(SecretValues secrets, String type, String text) {
    byte[] filled = secrets.body(bytes(text), RequestHeaders.of("Content-Type", type));
    return new String(filled, StandardCharsets.UTF_8);
  }

  @Test
  void writesATokensSecretAsItsPlaceAsks() throws Exception {
    SecretValues secrets = of(TOKEN);
    assertThat(secrets.target("/a?k=" + TOKEN + "&x=1"))
        .isEqualTo("/a?k=a%2Bb%26%22c%20%C3%A9&x=1");
    assertThat(secrets.header("Referer", "http://h/?k=" + TOKEN))
        .isEqualTo("http://h/?k=a%2Bb%26%22c%20%C3%A9");
    assertThat(secrets.header("Authorization", "Bearer " + TOKEN)).isEqualTo("Bearer " + SECRET);
    assertThat(body(secrets, "application/x-www-form-urlencoded", "k=" + TOKEN + "&x=ü"))
        .isEqualTo("k=a%2Bb%26%22c+%C3%A9&x=ü");
    assertThat(body(secrets, "application/json", "{\"k\":\"" + TOKEN + "\",\"x\":\"ü\"}"))
        .isEqualTo("{\"k\":\"a+b&\\\"c é\",\"x\":\"ü\"}");
    assertThat(body(secrets, "text/xml", "<k>" + TOKEN + "</k>"))
        .isEqualTo("<k>a+b&amp;&quot;c é</k>");
    assertThat(body(secrets, "text/plain", "k " + TOKEN)).isEqualTo("k " + SECRET);
  }

  @Test
  void fillsTheTokenOfANameUnderEveryOtherNameFromThenOn() throws Exception {
    SecretValues secrets =
        SecretValues.of(Map.of("Authorization", "KEY"), Map.of("KEY", "Bearer real/1"));
    assertThat(secrets.target("/a?k=" + TOKEN)).as("not known yet").contains(TOKEN);
    assertThat(secrets.header("Authorization", "Bearer " + TOKEN)).isEqualTo("Bearer real/1");
    assertThat(secrets.target("/a?k=" + TOKEN)).isEqualTo("/a?k=real%2F1");
    assertThat(secrets.header("X-Ctx", TOKEN)).isEqualTo("real/1");
    assertThat(body(secrets, "application/json", "{\"t\":\"" + TOKEN + "\"}"))
        .isEqualTo("{\"t\":\"real/1\"}");
    SecretValues field = of("field:pw");
    assertThat(
            body(field, "application/json", "{\"x\":\"" + TOKEN + "\",\"pw\":\"" + TOKEN + "\"}"))
        .isEqualTo("{\"x\":\"a+b&\\\"c é\",\"pw\":\"a+b&\\\"c é\"}");
    SecretValues cookie = SecretValues.of(Map.of("cookie:SID", "KEY"), Map.of("KEY", "s1"));
    assertThat(cookie.header("Cookie", "a=1; SID=" + TOKEN)).isEqualTo("a=1; SID=s1");
    assertThat(cookie.header("X-Session", TOKEN)).isEqualTo("s1");
  }

  @Test
  void findsAFieldInItsPlaceOnly() throws Exception {
    SecretValues secrets = of("field:pw");
    assertThat(secrets.target("/a;pw=1/b?pw=2&xpw=3")).startsWith("/a;pw=a%2Bb").endsWith("&xpw=3");
    assertThat(body(secrets, "application/x-www-form-urlencoded", "pw=&b=pw=1"))
        .isEqualTo("pw=a%2Bb%26%22c+%C3%A9&b=pw=1");
    assertThat(body(secrets, "", "{\"note\":\"send pw=1\", \"pw\" : \"x\\\"y\"}"))
        .isEqualTo("{\"note\":\"send pw=1\", \"pw\" : \"a+b&\\\"c é\"}");
    assertThat(body(secrets, "text/xml", "<a><pw kind='1'>x</pw></a>"))
        .isEqualTo("<a><pw kind='1'>a+b&amp;&quot;c é</pw></a>");
    String part = "--b\r\nContent-Disposition: form-data; name=\"pw\"\r\n\r\nx\r\n--b--";
    assertThat(body(secrets, "multipart/form-data; boundary=b", part))
        .isEqualTo(part.replace("\r\nx\r\n", "\r\n" + SECRET + "\r\n"));
  }

  @Test
  void keepsANumberANumber() throws Exception {
    SecretValues pin = SecretValues.of(Map.of("field:pin", "KEY"), Map.of("KEY", "4711"));
    assertThat(body(pin, "application/json", "{\"pin\": 9283,\"n\":1}"))
        .isEqualTo("{\"pin\": 4711,\"n\":1}");
    assertThat(body(of("field:pin"), "application/json", "{\"pin\": 9283}"))
        .isEqualTo("{\"pin\": 9283}");
  }

  @Test
  void unpacksABodyToFillItAndPacksItAgain() throws Exception {
    SecretValues secrets = of(TOKEN);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes("{\"k\":\"" + TOKEN + "\"}"));
    }
    secrets.count(new byte[0], packed.toByteArray());
    assertThat(secrets.left()).isEqualTo(1);
    byte[] filled =
        secrets.body(
            packed.toByteArray(),
            RequestHeaders.of("Content-Type", "application/json", "Content-Encoding", "gzip"));
    assertThat(new GZIPInputStream(new ByteArrayInputStream(filled)))
        .hasContent("{\"k\":\"a+b&\\\"c é\"}");
    secrets.count(new byte[0], filled);
    assertThat(secrets.left()).isEqualTo(1);
  }

  @Test
  void refusesALineEndWhereItWouldEndTheHeader() {
    assertThatThrownBy(
            () -> SecretValues.of(Map.of("Authorization", "KEY"), Map.of("KEY", "x\r\nEvil: 1")))
        .isInstanceOf(ReplayException.class)
        .hasMessageContaining("line end");
  }

  @Test
  void addsAHeaderOnlyWhereThereIsNone() throws Exception {
    SecretValues secrets = of("add:Authorization");
    StringBuilder head = new StringBuilder();
    secrets.addTo(head, RequestHeaders.of("authorization", "Basic x"));
    assertThat(head).isEmpty();
    assertThat(secrets.unmet()).singleElement().asString().contains("add:Authorization");
    secrets.addTo(head, RequestHeaders.of("Accept", "*/*"));
    assertThat(head).hasToString("Authorization: " + SECRET + "\r\n");
    assertThat(secrets.unmet()).isEmpty();
    assertThat(secrets.hidden("got " + SECRET)).isEqualTo("got bd-secret-KEY");
    assertThatThrownBy(() -> SecretValues.of(Map.of("add:X", "KEY"), Map.of("KEY", "a\nb")))
        .hasMessageContaining("line end");
  }

  @Test
  void tellsWhichNamesNoRequestHas() throws Exception {
    SecretValues secrets =
        SecretValues.of(
            Map.of("Authorization", "K", "X-Key", "K", "cookie:SID", "K", "cookie:no", "K"),
            Map.of("K", "v"));
    secrets.header("authorization", "x");
    secrets.header("Cookie", "a=1; SID=2");
    assertThat(secrets.unmet())
        .containsExactly(
            "no request that is sent has the header of the secret \"X-Key\"; \"add:X-Key\" adds it",
            "the secret \"cookie:no\" stands in no request that is sent");
    SecretValues others =
        SecretValues.of(
            Map.of("field:pw", "K", "field:no", "K", TOKEN, "K", TOKEN + "0", "K"),
            Map.of("K", "v"));
    body(others, "application/json", "{\"pw\":\"" + TOKEN + "\"}");
    assertThat(others.unmet())
        .containsExactly(
            "the secret \"" + TOKEN + "0\" stands in no request that is sent",
            "the secret \"field:no\" stands in no request that is sent");
  }

  @Test
  void aSchemeThatTheSecretRepeatsIsSentOnceAndTold() throws Exception {
    for (String name : new String[] {"Authorization", TOKEN}) {
      SecretValues secrets = SecretValues.of(Map.of(name, "K"), Map.of("K", "Bearer realtok"));
      assertThat(secrets.header("Authorization", "bearer " + TOKEN)).isEqualTo("bearer realtok");
      assertThat(secrets.header("Authorization", TOKEN)).isEqualTo("Bearer realtok");
      assertThat(secrets.remarks())
          .containsExactly(
              "the secret of Authorization begins with \"bearer\", as the request does; it is sent"
                  + " once");
    }
    SecretValues plain = SecretValues.of(Map.of("Authorization", "K"), Map.of("K", "realtok"));
    assertThat(plain.header("Authorization", "Bearer " + TOKEN)).isEqualTo("Bearer realtok");
    assertThat(plain.remarks()).isEmpty();
  }
}
