package dev.backdraft.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.backdraft.sample.traffic.Answer;
import dev.backdraft.sample.traffic.Buyers;
import dev.backdraft.sample.traffic.Sent;
import dev.backdraft.sample.traffic.Traffic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
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

  /** Fields of the messages of io.prometheus.client, by their numbers. */
  private static final int FAMILY_NAME = 1;

  private static final int FAMILY_METRIC = 4;
  private static final int METRIC_LABEL = 1;
  private static final int LABEL_VALUE = 2;
  private static final int METRIC_HISTOGRAM = 7;
  private static final int SAMPLE_COUNT = 1;
  private static final int CLASSIC_BUCKET = 3;
  private static final int SCHEMA = 5;
  private static final int ZERO_THRESHOLD = 6;
  private static final int POSITIVE_SPAN = 12;
  private static final int POSITIVE_DELTA = 13;

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
        assertThat(get(checkout, "/orders/" + (5_000 + i)).status()).isIn(200, 404);
      }
    }
  }

  @Test
  void theFasterAnswerIsSpeltOtherwise() throws Exception {
    try (Checkout before = start(Incident.CONTRACT, Build.BEFORE)) {
      assertThat(text(get(before, "/orders/5001"))).contains("\"state\":\"PAID\"");
    }
    try (Checkout after = start(Incident.CONTRACT, Build.AFTER)) {
      assertThat(text(get(after, "/orders/5001"))).contains("\"state\":\"paid\"");
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
      HttpURLConnection connection = connection(checkout, "/metrics");
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
  void onePageAfterOneRequestHoldsANativeHistogram() throws Exception {
    try (Checkout checkout = start(Incident.CAPACITY, Build.AFTER)) {
      assertThat(get(checkout, "/carts/7").status()).isEqualTo(200);
      List<ProtoFields> histograms = List.of();
      while (histograms.isEmpty()) {
        // An answer may be here a moment before it is counted.
        histograms = durations(page(checkout), "/carts/{id}");
      }
      assertThat(histograms).hasSize(1);
      ProtoFields histogram = histograms.getFirst();
      assertThat(histogram.number(SAMPLE_COUNT)).isEqualTo(1);
      assertThat(histogram.zigzag(SCHEMA)).isBetween(-4L, 8L);
      assertThat(histogram.has(ZERO_THRESHOLD)).isTrue();
      assertThat(histogram.messages(POSITIVE_SPAN)).hasSize(1);
      assertThat(histogram.has(POSITIVE_DELTA)).isTrue();
      // Of the classic ones only that without a bound, which the library writes besides.
      assertThat(histogram.messages(CLASSIC_BUCKET)).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void aTraceParentJoinsSpansAndLogs() throws Exception {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String parent = "b7ad6b7169203331";
    PrintStream usual = System.out;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (Checkout checkout = start(Incident.CONVOY, Build.BEFORE)) {
      // The first cart waits for the tariff, and a slow request is logged.
      HttpURLConnection connection = connection(checkout, "/carts/7");
      connection.setRequestProperty("traceparent", "00-" + trace + "-" + parent + "-01");
      assertThat(connection.getResponseCode()).isEqualTo(200);
    } finally {
      System.setOut(usual);
    }
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(line ->
            line.contains("slow request") && line.contains("\"trace_id\":\"" + trace + "\""));
    assertThat(Files.readString(folder.resolve("spans.jsonl")))
        .contains("\"traceId\":\"" + trace + "\"")
        .contains("\"parentSpanId\":\"" + parent + "\"");
  }

  @Test
  void aWrongArgumentIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arguments.of("--incident", "nothing"))
        .withMessageContaining("nothing");
    assertThatIllegalArgumentException().isThrownBy(() -> Arguments.of("--port", "99999"));
  }

  private static HttpURLConnection connection(Checkout checkout, String path) throws IOException {
    return (HttpURLConnection)
        URI.create("http://127.0.0.1:" + checkout.port() + path).toURL().openConnection();
  }

  private static byte[] page(Checkout checkout) throws IOException {
    HttpURLConnection connection = connection(checkout, "/metrics");
    connection.setRequestProperty("Accept", PROTOBUF);
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }

  private static List<ProtoFields> durations(byte[] page, String route) {
    return ProtoFields.delimited(page).stream()
        .filter(family -> family.text(FAMILY_NAME).equals("http_server_request_duration_seconds"))
        .flatMap(family -> family.messages(FAMILY_METRIC).stream())
        .filter(metric ->
            metric.messages(METRIC_LABEL).stream()
                .anyMatch(label -> label.text(LABEL_VALUE).equals(route)))
        .flatMap(metric -> metric.messages(METRIC_HISTOGRAM).stream())
        .toList();
  }

  private static String text(Answer answer) {
    return new String(answer.bytes(), StandardCharsets.UTF_8);
  }
}
