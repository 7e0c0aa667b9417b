package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.RequestHeaders;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the same secret, 5ecr3t-Of-Bob, may stand in a request, and what must stay as it is. */
class RedactedPlacesTest {
  private static final String SECRET = "5ecr3t-Of-Bob";

  private final Redactor redactor = new Redactor(RedactionRules.usual(), Captures.KEY);

  private String body(String type, String text) {
    RequestHeaders headers =
        type.isEmpty() ? RequestHeaders.NONE : RequestHeaders.of("Content-Type", type);
    byte[] hidden = redactor.body(text.getBytes(StandardCharsets.UTF_8), headers);
    return new String(hidden, StandardCharsets.UTF_8);
  }

  private String header(String name, String value) {
    return redactor.headers(RequestHeaders.of(name, value)).value(0);
  }

  /** One token in the place of the secret, the same in every place, and nothing else touched. */
  private void hides(String was, String is) {
    assertThat(is).isEqualTo(was.replace(SECRET, redactor.token(SECRET)));
    assertThat(is).isNotEqualTo(was);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "X-Authorization",
        "X-Forwarded-Authorization",
        "X-Upstream-Auth",
        "X-Auth-Key",
        "X-Access-Key",
        "X-Secret-Key",
        "Api-Secret-Key",
        "X-Amz-Credential",
        "Ocp-Apim-Subscription-Key",
        "X-Session",
        "X-User-Password",
        "X-Goog-Iap-Jwt-Assertion",
        "DPoP",
        "Signature"
      })
  void hidesHeaders(String name) {
    hides(SECRET, header(name, SECRET));
  }

  @Test
  void keepsTheSchemeOfAnyAuthorization() {
    hides("Basic " + SECRET, header("X-Forwarded-Authorization", "Basic " + SECRET));
    hides("Basic " + SECRET, header("X-Upstream-Auth", "Basic " + SECRET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a?token=5ecr3t-Of-Bob",
        "/a;token=5ecr3t-Of-Bob/b?x=1",
        "http://h/a?x=1&access_token=5ecr3t-Of-Bob#top",
        "<http://h/a?token=5ecr3t-Of-Bob>; rel=next, <http://h/b>; rel=prev",
        "http://h/a?token=5ecr3t-Of-Bob http://h/b"
      })
  void hidesWhatAddressesInHeadersCarry(String value) {
    for (String name : new String[] {"X-Original-URL", "X-Forwarded-Uri", "Link", "Referer"}) {
      if (!name.equals("Referer") || !value.contains(" ")) {
        hides(value, header(name, value));
      }
    }
  }

  @Test
  void hidesPasswordsOfAddresses() {
    assertThat(header("Origin", "http://bob:" + SECRET + "@h"))
        .isEqualTo("http://" + redactor.token("bob:" + SECRET) + "@h");
    assertThat(body("application/json", "{\"db\":\"pg://bob:" + SECRET + "@h/d\"}"))
        .isEqualTo("{\"db\":\"pg://" + redactor.token("bob:" + SECRET) + "@h/d\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user=a&password=5ecr3t-Of-Bob",
        "user%5Bpassword%5D=5ecr3t-Of-Bob&user%5Bname%5D=a",
        "user[password]=5ecr3t-Of-Bob",
        "cards[0][pin]=5ecr3t-Of-Bob",
        "password_confirmation=5ecr3t-Of-Bob",
        "new-password-2=5ecr3t-Of-Bob",
        "password2=5ecr3t-Of-Bob",
        "pass=5ecr3t-Of-Bob&x=1",
        "p%61ssword=5ecr3t-Of-Bob",
        "api%5Fkey=5ecr3t-Of-Bob",
        "secret_key=5ecr3t-Of-Bob",
        "session=5ecr3t-Of-Bob",
        "a=1;password=5ecr3t-Of-Bob",
        "a=1;password=5ecr3t-Of-Bob;b=2",
        "code=5ecr3t-Of-Bob&state=xyz",
        "grant_type=authorization_code&code=5ecr3t-Of-Bob",
        "next=%2Fa%3Ftoken%3D5ecr3t-Of-Bob",
        "payload=%7B%22pin%22%3A%225ecr3t-Of-Bob%22%7D",
        "payload={\"pin\":\"5ecr3t-Of-Bob\"}"
      })
  void hidesPairsOfQueriesAndForms(String pairs) {
    hides("/a?" + pairs, redactor.target("/a?" + pairs));
    hides("/cb#" + pairs, redactor.target("/cb#" + pairs));
    hides(pairs, body("application/x-www-form-urlencoded; charset=UTF-8", pairs));
    hides(pairs, body("", pairs));
    hides(pairs, body("text/plain", pairs));
  }

  @Test
  void hidesFormsOfOneLineEachPair() {
    assertThat(body("text/plain", "user=bob b\r\npassword=my long pass\r\nx=1\r\n"))
        .isEqualTo("user=bob b\r\npassword=" + redactor.token("my long pass") + "\r\nx=1\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"secretKey\":\"5ecr3t-Of-Bob\",\"n\":1}",
        "{\"aws_secret_access_key\":\"5ecr3t-Of-Bob\"}",
        "{\"password_confirmation\" : \"5ecr3t-Of-Bob\"}",
        "{\"pass\\u0077ord\":\"5ecr3t-Of-Bob\"}",
        "\ufeff{\"password\":\"5ecr3t-Of-Bob\"}",
        "{\"user.pin\":\"5ecr3t-Of-Bob\"}",
        "{\"pass\":\"5ecr3t-Of-Bob\",\"user\":\"bob\"}",
        "[{\"name\":\"password\",\"value\":\"5ecr3t-Of-Bob\"},{\"name\":\"a\",\"value\":\"b\"}]",
        "[{\"value\":\"5ecr3t-Of-Bob\",\"x\":{\"pin\":null},\"key\":\"api_key\"}]",
        "[{\"op\":\"replace\",\"path\":\"/password\",\"value\":\"5ecr3t-Of-Bob\"}]",
        "{\"body\":\"{\\\"password\\\":\\\"5ecr3t-Of-Bob\\\",\\\"é\\\":\\\"\\u20ac\\\"}\"}",
        "{\"a\":\"{\\\"b\\\":\\\"{\\\\\\\"pin\\\\\\\":\\\\\\\"5ecr3t-Of-Bob\\\\\\\"}\\\"}\"}",
        "{\"body\":\"user=a&password=5ecr3t-Of-Bob\"}",
        "{\"body\":\"<a><pin>5ecr3t-Of-Bob</pin></a>\"}",
        "{\"url\":\"https://h/a?x=1\\u0026token=5ecr3t-Of-Bob\\u0026y=2\"}",
        "{\"url\":\"https://h/a?token=5ecr3t-Of-Bob\"}",
        "{\"query\":\"mutation{login(user:\\\"b\\\", password:\\\"5ecr3t-Of-Bob\\\"){id}}\"}",
        "mutation{login(input:{user:\"b\", password: \"5ecr3t-Of-Bob\"}){id}}",
        "{\"password\":\"5ecr3t-Of-Bob"
      })
  void hidesInJsonAndWhatItHolds(String json) {
    hides(json, body("application/json", json));
    hides(json, body("", json));
    if (json.startsWith("{")) {
      hides(json, body("application/x-www-form-urlencoded", json));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<login password=\"5ecr3t-Of-Bob\" user='b'/>",
        "<login user='b' password='5ecr3t-Of-Bob'>x</login>",
        "<password><![CDATA[5ecr3t-Of-Bob]]></password>",
        "<x>a<password>5ecr3t-Of-Bob</password>b</x>",
        "<n:pin xmlns:n=\"urn:token\">5ecr3t-Of-Bob</n:pin>",
        "<token>\n  <value>5ecr3t-Of-Bob</value>\n</token>",
        "<add key=\"ApiKey\" value=\"5ecr3t-Of-Bob\"/><add key=\"a\" value=\"b\"/>",
        "<meta content='5ecr3t-Of-Bob' name='csrf-token'>",
        "<param name=\"password\">5ecr3t-Of-Bob</param><param name=\"a\">b</param>",
        "<a href=\"/x?a=1&amp;token=5ecr3t-Of-Bob&amp;b=2\">x</a>",
        "<a><![CDATA[{\"pin\":\"5ecr3t-Of-Bob\"}]]></a>",
        "<?xml version=\"1.0\"?><!-- 1 < 2 --><a b=1><pin>5ecr3t-Of-Bob</pin></a>"
      })
  void hidesInXml(String xml) {
    hides(xml, body("text/xml", xml));
    hides(xml, body("", xml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "form-data; name=\"user[password]\"\r\n\r\n5ecr3t-Of-Bob",
        "form-data; name=password\r\n\r\n5ecr3t-Of-Bob",
        "form-data; name*=UTF-8''p%61ssword\r\n\r\n5ecr3t-Of-Bob",
        "form-data; name=\"private_key\"; filename=\"k\"\r\nX-Y: z\r\n\r\n5ecr3t-Of-Bob",
        "form-data; name=\"data\"\r\n\r\n{\"a\":[{\"pin\":\"5ecr3t-Of-Bob\"}]}",
        "form-data; name=\"d\"\r\nContent-Type: text/xml\r\n\r\n<pin>5ecr3t-Of-Bob</pin>"
      })
  void hidesInParts(String part) {
    String form =
        "--Ab\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n--Ab\r\n"
            + "Content-Disposition: "
            + part
            + "\r\n--Ab--\r\n";
    hides(form, body("multipart/form-data; boundary=Ab", form));
    hides(form, body("", form));
    hides(form.replace("\r\n", "\n"), body("multipart/form-data", form.replace("\r\n", "\n")));
  }

  @Test
  void hidesPartsOfManyLinesAndLeavesBinaryOnes() {
    String head = "--b\r\nContent-Disposition: form-data; name=\"private_key\"\r\n\r\n";
    String next = "\r\n--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n\0\1pin=1\r\n--b--";
    assertThat(body("multipart/form-data; boundary=\"b\"", head + "BEGIN\r\nx\r\nEND" + next))
        .isEqualTo(head + redactor.token("BEGIN\r\nx\r\nEND") + next);
  }

  @Test
  void isTheSameTokenHoweverTheSecretIsWritten() {
    String token = redactor.token("a b&\"é");
    assertThat(redactor.target("/?pin=a%20b%26%22%C3%A9")).isEqualTo("/?pin=" + token);
    assertThat(body("application/x-www-form-urlencoded", "pin=a+b%26%22%C3%A9"))
        .isEqualTo("pin=" + token);
    assertThat(body("application/json", "{\"pin\":\"a b&\\\"é\"}"))
        .isEqualTo("{\"pin\":\"" + token + "\"}");
    assertThat(body("application/json", "{\"pin\":\"a\\u0020b&\\\"\\u00e9\"}"))
        .isEqualTo("{\"pin\":\"" + token + "\"}");
    assertThat(body("text/xml", "<pin>a b&amp;&#34;&#xe9;</pin>"))
        .isEqualTo("<pin>" + token + "</pin>");
    assertThat(header("X-Api-Key", "a b&\"é")).isEqualTo(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/items?key=name&code=EUR",
        "/items?key=order-2024-blue-shirt&state=TX",
        "/a?code=94110221&state=CA",
        "/a?code=USD&state=open",
        "/a?code=SUMMER2024",
        "/a?session=spring-2024&pass=12",
        "/a?token=true&password_policy=strong&author=me",
        "/files?path=/secret/a.txt&value=1",
        "/a?q=1;2;3&sort=pin",
        "/a?name=token&value",
        "/a@b?x=http://h/@me"
      })
  void leavesOrdinaryAddresses(String target) {
    assertThat(redactor.target(target)).isEqualTo(target);
    assertThat(header("X-Original-URL", target)).isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"products\":[{\"key\":\"A1B2C3D4E5F6G7H8I9\",\"code\":\"EUR\",\"value\":\"x\"}]}",
        "{\"pass\":12,\"fail\":3,\"session\":{\"title\":\"Opening\"},\"code\":\"abcdefghij\"}",
        "{\"token\":null,\"password\":false,\"passwordPolicy\":\"strong\"}",
        "{\"name\":\"Bob\",\"value\":\"x\",\"in\":{\"name\":\"pin\"},\"content\":\"y\"}",
        "{\"a\":\"he said \\\"pin: no\\\"\",\"t\":\"a=b;c=d\",\"u\":\"http://h/@bob:x\"}",
        "query($password: String!){login(password: $password){token}}",
        "pins, keys and codes: nothing secret; a = b",
        "<a xmlns:token=\"urn:t\"><key>k</key><code>EUR</code><p id=\"x\">y</p></a>",
        "<password/><a>x</a><input name=\"password\"><b>y</b>"
      })
  void leavesOrdinaryBodies(String text) {
    assertThat(body("", text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: text/html;q=0.9,*/*;q=0.8",
        "Access-Control-Allow-Credentials: true",
        "Idempotency-Key: 6f1e2d3c4b5a69788796a5b4c3d2e1f0",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Cache-Control: max-age=0, private",
        "Forwarded: for=192.0.2.1;proto=https",
        "Content-Type: multipart/form-data; boundary=Ab"
      })
  void leavesOrdinaryHeaders(String line) {
    String[] header = line.split(": ", 2);
    assertThat(header(header[0], header[1])).isEqualTo(header[1]);
  }

  /** Each of these would take hours if a character were looked at again for each before it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":",
        "\"pin\":",
        "?pin=",
        "?key=",
        ";a=",
        "a=;",
        "://",
        "=",
        "<a ",
        "<pin>",
        "<![CDATA[",
        "<!--",
        "<a b='",
        "%",
        "\\\"",
        "&pin=",
        "{",
        "--",
        "\r\n--b\r\n",
        "#?",
        ";;",
        "{\"a\":\"{",
        "&#"
      })
  void takesTimeInProportionToTheLength(String piece) {
    String text = piece.repeat(300_000 / piece.length());
    for (String start : new String[] {"", "{\"a\":\"", "<a>", "x=", "--b\r\nname="}) {
      for (String type : new String[] {"", "text/xml", "multipart/x; boundary=b", "urlencoded"}) {
        assertThat(body(type, start + text)).isNotEmpty();
      }
      assertThat(redactor.target("/" + start + text)).isNotEmpty();
      assertThat(header("Link", start + text)).isNotEmpty();
    }
  }
}
