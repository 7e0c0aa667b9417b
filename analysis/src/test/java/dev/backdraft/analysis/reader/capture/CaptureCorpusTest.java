package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureCorpusTest {
  @ParameterizedTest
  @CsvSource({
    "har/gatling__chrome61__multipart.har, HAR, 2, 1",
    "har/gatling__firefox56__form.har, HAR, 2, 2",
    "har/mitmproxy__flows__corrupted_gzip_body.har, HAR, 1, 1",
    "har/mitmproxy__flows__websocket.har, HAR, 3, 0",
    "har/mitmproxy__har_files__charles.har, HAR, 1, 1",
    "har/mitmproxy__har_files__chrome.har, HAR, 3, 3",
    "har/mitmproxy__har_files__firefox.har, HAR, 14, 14",
    "har/mitmproxy__har_files__postdata.har, HAR, 1, 1",
    "har/mitmproxy__har_files__with-bom.har, HAR, 1, 1",
    "har/perfcascade__www.bbc.com.har, HAR, 120, 120",
    "har/playwright__har-fulfill.har, HAR, 5, 5",
    "access-logs/crowdsec__caddy-logs.log, JSON_LOG, 6, 6",
    "access-logs/crowdsec__traefik_clf.log, COMMON_LOG, 7, 7",
    "access-logs/crowdsec__traefik_json.log, JSON_LOG, 6, 6",
    "access-logs/elastic__apache_logs, COMMON_LOG, 10000, 9995",
    "traces/zipkin__smartthings-mobile-web-install.json, ZIPKIN, 326, -1",
    "traces/otel-tui__test_data.json, OTLP, 277, -1",
  })
  void readsWhatPublicProjectsRecorded(String name, CaptureFormat format, int seen, long replayable)
      throws Exception {
    Path file = Path.of(System.getProperty("backdraft.root", ".."), "..", "shared", "corpus", name);
    assumeTrue(Files.exists(file), "the corpus is not here: " + name);
    assertThat(CaptureReader.formatOf(file)).isEqualTo(format);
    try (Requests requests = CaptureReader.open(List.of(file), Captures.options(), Progress.NONE)) {
      assertThat(requests.size()).isEqualTo(seen);
      for (int i = 1; i < requests.size(); i++) {
        assertThat(requests.timeNanos(i)).isGreaterThanOrEqualTo(requests.timeNanos(i - 1));
      }
      if (replayable >= 0) {
        assertThat(requests.coverage().replayable()).isEqualTo(replayable);
      }
    }
  }
}
