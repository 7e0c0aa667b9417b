package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownSettingsTest {
  private final ShownSettings shown =
      new ShownSettings(text -> text.replace("s3same", "bd-secret-KEY"));

  @ParameterizedTest
  @CsvSource({
    "DB_PASSWORD, hunter2, DB_PASSWORD=(hidden)",
    "API_KEY, abc, API_KEY=(hidden)",
    "DB_URL, postgres://me:hunter2@db/x, DB_URL=postgres://(hidden)@db/x",
    "JDBC, jdbc:h2:x;password=hunter2;a=b, JDBC=jdbc:h2:x;password=(hidden);a=b",
    "OPTS, -Xmx1g -Dsecret.pw=hunter2 -ea, OPTS=-Xmx1g -Dsecret.pw=(hidden) -ea",
    "GREETING, open s3same, GREETING=open bd-secret-KEY",
    "MODE, fast, MODE=fast",
    "DB_PASSWORD, '', DB_PASSWORD="
  })
  void tellsNoSecretOfAVariable(String name, String value, String told) {
    assertThat(shown.variable(name, value)).isEqualTo(told);
  }

  @Test
  void tellsNoSecretOfFlags() {
    assertThat(shown.flags(List.of("-Xmx1g", "-Ddb.password=hunter2", "and", "more", "-ea")))
        .isEqualTo("-Xmx1g -Ddb.password=(hidden) -ea");
  }
}
