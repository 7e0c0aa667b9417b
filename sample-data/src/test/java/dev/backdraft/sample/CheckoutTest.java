package dev.backdraft.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.backdraft.sample.traffic.Answer;
import dev.backdraft.sample.traffic.Buyers;
import dev.backdraft.sample.traffic.Sent;
import dev.backdraft.sample.traffic.Traffic;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class CheckoutTest {
  private static final String PROTOBUF =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

  @TempDir Path folder;

  private Checkout start(Incident incident, Build build) throws IOException {
    return Checkout.start(
        "--port",
        "0",
        "--incident",
        incident.id(),
        "--build",
        build.id(),
        "--folder",
        folder.toString());
  }

  private static Answer get(Checkout checkout, String target) throws IOException {
    return new Buyers(checkout.port()).sendNow(new Sent(0, "GET", target, ""));
  }

  @Test
  void largeCartsNeverFailOneAtATime() throws Exception {
    try (Checkout checkout = start(Incident.CAPACITY, Build.BEFORE)) {
      Buyers one = new Buyers(checkout.port());
      for (int i = 0; i < 300; i++) {
        assertThat(one.sendNow(new Sent(0, "GET", "/carts/" + (1_000 + i % 40), "")).status())
            .isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void largeCartsAtOnceFailBeforeAndNotAfter(Build build) throws Exception {
    List<Sent> atOnce = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      atOnce.add(new Sent(0, "GET", "/carts/" + (1_000 + i), ""));
    }
    try (Checkout checkout = start(Incident.CAPACITY, build)) {
      long dropped =
          new Buyers(checkout.port())
              .send(atOnce).stream().filter(answer -> answer.status() == 0).count();
      assertThat(dropped > 0).isEqualTo(build == Build.BEFORE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyBuildAnswersTheFirstOfItsTraffic(Incident incident) throws Exception {
    for (Build build : Build.values()) {
      try (Checkout checkout = start(incident, build)) {
        for (Sent sent : Traffic.of(incident.id()).subList(0, 20)) {
          assertThat(new Buyers(checkout.port()).sendNow(sent).status()).isBetween(200, 404);
        }
      }
    }
  }

  @Test
  void onAnEmptyStoreTheUpgradeShowsNothing() throws Exception {
    try (Checkout checkout = start(Incident.UPGRADE, Build.BEFORE)) {
      for (int i = 0; i < 340; i++) {
        assertThat(get(checkout, String.format("/orders/ORD-%04d", i)).status()).isIn(200, 404);
      }
    }
  }

  @Test
  void theFasterAnswerIsSpeltOtherwise() throws Exception {
    try (Checkout before = start(Incident.CONTRACT, Build.BEFORE)) {
      assertThat(text(get(before, "/orders/ORD-0001"))).contains("\"state\":\"PAID\"");
    }
    try (Checkout after = start(Incident.CONTRACT, Build.AFTER)) {
      assertThat(text(get(after, "/orders/ORD-0001"))).contains("\"state\":\"paid\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready", "/metrics"})
  void thePlatformIsAnswered(String path) throws Exception {
    try (Checkout checkout = start(Incident.CAPACITY, Build.AFTER)) {
      assertThat(get(checkout, path).status()).isEqualTo(200);
    }
  }

  @Test
  void metricsAreDelimitedProtobufWhenAskedFor() throws Exception {
    try (Checkout checkout = start(Incident.CAPACITY, Build.AFTER)) {
      var connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + checkout.port() + "/metrics")
                  .toURL()
                  .openConnection();
      connection.setRequestProperty("Accept", PROTOBUF);
      assertThat(connection.getContentType()).startsWith("application/vnd.google.protobuf");
      try (var in = connection.getInputStream()) {
        byte[] page = in.readAllBytes();
        // A length, then a message whose first field is the name of a family.
        assertThat(page[page[0] > 0 ? 1 : 2]).isEqualTo((byte) 0x0a);
      }
    }
  }

  @Test
  void spansAreWrittenWhenItEnds() throws Exception {
    try (Checkout checkout = start(Incident.CAPACITY, Build.AFTER)) {
      assertThat(get(checkout, "/carts/7").status()).isEqualTo(200);
    }
    assertThat(Files.readString(folder.resolve("spans.jsonl")))
        .contains("\"resourceSpans\"")
        .contains("\"http.route\"")
        .contains("\"cart.lines\"");
  }

  @Test
  void aWrongArgumentIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arguments.of("--incident", "nothing"))
        .withMessageContaining("nothing");
    assertThatIllegalArgumentException().isThrownBy(() -> Arguments.of("--port", "99999"));
  }

  private static String text(Answer answer) {
    return new String(answer.bytes(), StandardCharsets.UTF_8);
  }
}
