package dev.backdraft.replay.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderDiffTest {
  private static final OwnAddress BEFORE = new OwnAddress("127.0.0.1", 40_001, false);
  private static final OwnAddress AFTER = new OwnAddress("127.0.0.1", 40_002, false);

  private static ResponseView view(OwnAddress own, String... lines) {
    List<String> flat = new ArrayList<>();
    for (String line : lines) {
      if (!line.isBlank()) {
        flat.add(line.substring(0, line.indexOf(':')));
        flat.add(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return new ResponseView(Outcome.STATUS, 200, ResponseHeaders.of(flat, own), new byte[0], 0, 0);
  }

  private static String diff(String before, String after) {
    ResponseView left = view(BEFORE, before.split(" // "));
    ResponseView right = view(AFTER, after.split(" // "));
    return ResponseDiff.between(left, right).stream()
        .map(d -> d.path() + " " + d.kind().id() + " " + d.before() + " > " + d.after())
        .collect(Collectors.joining(" | "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Content-Type: application/json;charset=UTF-8 | content-type: application/json ; charset="utf-8"
          Content-Type: a/b; x=1; y="p;q" | Content-Type: A/B;Y="P;Q";X=1
          Location: http://127.0.0.1:40001/a?b#c | Location: http://localhost:40002/a?b#c
          Location: http://127.0.0.1:40001 | Location: /
          Location: //localhost:40001/a | Location: /a
          Location: http://box.lan:40001/a | Location: http://box.lan:40002/a
          Location: HTTPS://127.0.0.1:40001/a | Location: https://[::1]:40002/a
          Location: https://idp/a?to=http%3A%2F%2Flocalhost%3A40001%2Fb | Location: https://idp/a?to=http%3A%2F%2Flocalhost%3A40002%2Fb
          Link: <http://127.0.0.1:40001/a>; rel=next | Link: <http://127.0.0.1:40002/a>; rel=next
          Vary: a,b // Vary: c | Vary: a , b, c
          Set-Cookie: A=1; Path=/; Secure; samesite=LAX | Set-Cookie: A=1;secure;Path=/; SameSite=Lax
          Set-Cookie: A=1 // Set-Cookie: B=2 | Set-Cookie: B=2 // Set-Cookie: A=1
          """)
  void whatMeansTheSameIsNoDifference(String before, String after) {
    assertThat(diff(before, after)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ~ ",
      nullValues = "none",
      textBlock =
          """
          Content-Type: text/html ~ Content-Type: application/json ~ header.content-type value text/html > application/json
          Content-Type: a/b ~ Content-Type: a/b;charset=utf-8 ~ header.content-type value a/b > a/b; charset=utf-8
          Content-Type: m/f; boundary=A1b ~ Content-Type: m/f; boundary=a1B ~ header.content-type varied m/f; boundary=A1b > m/f; boundary=a1B
          Location: /carts/17 ~ Location: /carts/18 ~ header.location varied /carts/17 > /carts/18
          Location: /carts/17 ~ Location: /basket/17 ~ header.location value /carts/17 > /basket/17
          Location: /a?x=1&y=2 ~ Location: /a?x=1;y=2 ~ header.location value /a?x=1&y=2 > /a?x=1;y=2
          Location: http://127.0.0.1:40001/a ~ Location: https://127.0.0.1:40002/a ~ header.location value /a > https://{target}/a
          Location: http://127.0.0.1:40001/a ~ Location: http://127.0.0.1:9/a ~ header.location value /a > http://127.0.0.1:9/a
          Location: http://other/a ~ Location: /a ~ header.location value http://other/a > /a
          Location: /a ~ X: 1 ~ header.location missing /a >  | header.x extra  > 1
          Etag: "0123456789ab" ~ Etag: W/"0123456789ab" ~ header.etag value "0123456789ab" > W/"0123456789ab"
          Etag: "0123456789ab" ~ Etag: "ba9876543210" ~ header.etag varied "0123456789ab" > "ba9876543210"
          Date: Sun, 06 Nov 1994 08:49:37 GMT ~ Date: Mon, 07 Nov 1994 08:49:37 GMT ~ header.date varied Sun, 06 Nov 1994 08:49:37 GMT > Mon, 07 Nov 1994 08:49:37 GMT
          """)
  void whatMeansSomethingElseIs(String before, String after, String expected) {
    assertThat(diff(before, after).strip()).isEqualTo(expected.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ~ ",
      textBlock =
          """
          SID=one; Path=/ ~ SID=two; Path=/ ~ header.set-cookie.SID varied a value > another value
          SID=one; Path=/ ~ SID=; Path=/ ~ header.set-cookie.SID value a value > no value
          SID=one; Path=/; HttpOnly ~ SID=one; Path=/a ~ header.set-cookie.SID.httponly missing  >  | header.set-cookie.SID.path value / > /a
          SID=one; SameSite=Lax ~ SSID=one; SameSite=Lax ~ header.set-cookie.SID missing SID; samesite=lax >  | header.set-cookie.SSID extra  > SSID; samesite=lax
          A=1; Expires=Sun, 06 Nov 1994 08:49:37 GMT ~ A=1; Expires=Mon, 07 Nov 1994 08:49:37 GMT ~ header.set-cookie.A.expires varied Sun, 06 Nov 1994 08:49:37 GMT > Mon, 07 Nov 1994 08:49:37 GMT
          """)
  void cookiesAreComparedByNameAndAttributesAndTheirValuesNeverShown(
      String before, String after, String expected) {
    String found = diff("Set-Cookie: " + before, "Set-Cookie: " + after);
    assertThat(found.strip()).isEqualTo(expected.strip());
    assertThat(found).doesNotContain("one").doesNotContain("two");
  }

  @Test
  void headersThatWereNotKeptAreNotCompared() {
    ResponseView known = view(BEFORE, "Location: /a");
    ResponseView unknown = new ResponseView(Outcome.STATUS, 200, new byte[0], 0, 0);
    assertThat(ResponseDiff.between(known, unknown)).isEmpty();
  }

  @Test
  void anErrorPageHasNoFieldsThatChanged() {
    ResponseView error = new ResponseView(Outcome.STATUS, 500, new byte[] {'{', '}'}, 2, 9);
    assertThat(ResponseDiff.between(error, view(AFTER, "Location: /a")))
        .extracting(Difference::path)
        .containsExactly("status");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ~ ",
      textBlock =
          """
          header.content-type ~ text/html; charset=utf-8
          header.Location ~ /a
          header.set-cookie ~ A,B,B; path=/b
          header.set-cookie.A ~ 1
          header.Set-Cookie.B.path ~ /b
          header.vary ~ ''
          """)
  void theValuesOfAHeaderAreFoundByItsPath(String path, String values) {
    ResponseView view =
        view(
            BEFORE,
            "Content-Type: text/HTML;charset=UTF-8",
            "Location: http://127.0.0.1:40001/a",
            "Set-Cookie: A=1",
            "Set-Cookie: B=2; Path=/b");
    assertThat(String.join(",", ResponseValues.at(view, path))).isEqualTo(values);
  }
}
