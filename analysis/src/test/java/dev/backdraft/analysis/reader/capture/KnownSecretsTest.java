package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.RequestEntry;
import dev.backdraft.analysis.recording.RequestHeaders;
import dev.backdraft.analysis.recording.Requests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSecretsTest {
  private static final String SECRET = "AT-91f3c2d8e7";

  private final Redactor redactor = new Redactor(RedactionRules.usual(), Captures.KEY);

  @TempDir Path folder;

  private void seen(String secret) {
    redactor.headers(RequestHeaders.of("Authorization", "Bearer " + secret));
  }

  private String body(String text) {
    byte[] hidden = redactor.body(text.getBytes(StandardCharsets.UTF_8), RequestHeaders.NONE);
    return new String(hidden, StandardCharsets.UTF_8);
  }

  @Test
  void aSecretOfAResponseIsHiddenWhereverItIsSentBack() throws Exception {
    String lines =
        """
        {"backdraft":"requests","version":1}
        {"time":"2026-01-01T00:00:01Z","method":"POST","host":"h","target":"/login","response":{"status":200,"body":{"accessToken":"AT-91f3c2d8e7"}}}
        {"time":"2026-01-01T00:00:02Z","method":"POST","host":"h","target":"/s/AT-91f3c2d8e7/x?k=AT-91f3c2d8e7&u=a%3DAT-91f3c2d8e7","headers":[["X-Ctx","AT-91f3c2d8e7"],["X-Ctx","v=AT-91f3c2d8e7;"]],"body":{"t":"AT-91f3c2d8e7","n":"XAT-91f3c2d8e7Y"}}
        """;
    try (Requests requests = Captures.read(folder, lines)) {
      String token = redactor.token(SECRET);
      RequestEntry entry = requests.entry(1);
      assertThat(entry.target()).isEqualTo("/s/T/x?k=T&u=a%3DT".replace("T", token));
      assertThat(entry.headers().value(0)).isEqualTo(token);
      assertThat(entry.headers().value(1)).isEqualTo("v=" + token + ";");
      assertThat(entry.body())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("{\"t\":\"" + token + "\",\"n\":\"XAT-91f3c2d8e7Y\"}");
    }
  }

  @Test
  void itIsFoundEncodedAndEscapedAndTheLongestCounts() {
    String secret = "k9/Zq+3mT7w1==";
    seen(secret);
    seen(secret + "/more2");
    String token = redactor.token(secret);
    assertThat(redactor.target("/x?k=k9%2FZq%2B3mT7w1%3D%3D&l=k9%2fZq%2b3mT7w1%3d%3d"))
        .isEqualTo("/x?k=" + token + "&l=" + token);
    assertThat(body("{\"a\":\"k9\\/Zq+3mT7w1==\"}")).isEqualTo("{\"a\":\"" + token + "\"}");
    assertThat(body("{\"a\":\"k9/Zq+3mT7w1==/more2\"}"))
        .isEqualTo("{\"a\":\"" + redactor.token(secret + "/more2") + "\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short-1",
        "correcthorsebattery",
        "123456789012345",
        "2026-03-12T14:47:02Z",
        "/list/page1234"
      })
  void whatMayBeAWordANumberADateOrAPathStays(String value) {
    seen(value);
    assertThat(body("{\"a\":\"" + value + "\"}")).contains(value);
  }

  @Test
  void mostCookiesAreNoSecretsElsewhere() {
    redactor.headers(RequestHeaders.of("Cookie", "last=iphone-15-pro-max; sid=a8f3k1Zq92xY"));
    assertThat(redactor.target("/p/iphone-15-pro-max/a8f3k1Zq92xY"))
        .isEqualTo("/p/iphone-15-pro-max/" + redactor.token("a8f3k1Zq92xY"));
  }

  @Test
  void aNameThatIsNoSecretStaysPlain() {
    Redactor keeping =
        new Redactor(RedactionRules.usual().keeping(java.util.List.of("X-Trace")), Captures.KEY);
    RequestHeaders hidden =
        keeping.headers(RequestHeaders.of("Authorization", SECRET, "X-Trace", SECRET));
    assertThat(hidden.value(1)).isEqualTo(SECRET);
  }

  @Test
  void secretsWithoutNumberTakeNoMemoryWithoutEnd() {
    KnownSecrets known = new KnownSecrets();
    for (int i = 0; i < 3 * KnownSecrets.MOST; i++) {
      known.add("secret-number-" + i);
      assertThat(known.size()).isLessThanOrEqualTo(KnownSecrets.MOST);
    }
    String last = "secret-number-" + (3 * KnownSecrets.MOST - 1);
    assertThat(known.hidden(last, redactor)).isEqualTo(redactor.token(last));
    assertThat(known.hidden("secret-number-0", redactor)).isEqualTo("secret-number-0");
    assertThat(known.hidden("no secret is in this text", redactor))
        .isEqualTo("no secret is in this text");
  }
}
