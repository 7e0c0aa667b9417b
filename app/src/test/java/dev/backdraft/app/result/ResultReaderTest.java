package dev.backdraft.app.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.replay.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultReaderTest {
  @TempDir Path folder;

  @Test
  void theSymptomStandsFirstWithItsIntervalAndItsCall() throws Exception {
    VerdictPage page = ResultReader.read(ResultFixture.in(folder));
    assertThat(page.answer()).isEqualTo(Verdict.Answer.HOLDS);
    assertThat(page.headline()).isEqualTo("The fix holds");
    VerdictPage.Row symptom = page.rows().getFirst();
    assertThat(symptom.label()).isEqualTo("Failed requests / 10,000");
    assertThat(symptom.after()).isEqualTo("0");
    assertThat(symptom.change()).isEqualTo("-100 %");
    assertThat(symptom.call()).isEqualTo("symptom gone");
    assertThat(page.rows()).extracting(VerdictPage.Row::label).contains("p99 from due time");
    assertThat(page.outcomes())
        .filteredOn(VerdictPage.Outcome::failure)
        .extracting(VerdictPage.Outcome::label)
        .containsExactly("Closed without one byte of a response");
    assertThat(page.fields()).extracting(VerdictPage.Field::path).containsExactly("$.retry");
    assertThat(page.about()).contains("10 pairs").contains("241,260 requests");
  }

  @Test
  void aPageThatTheDiskHasNoRoomForIsToldAndTheOthersAreWritten() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs /dev/full");
    ResultFixture.in(folder);
    Files.createSymbolicLink(folder.resolve("report.html"), full);
    assertThat(ResultPages.write(folder, "checkout"))
        .singleElement()
        .asString()
        .startsWith("report.html could not be written");
    assertThat(folder.resolve("junit.xml")).isNotEmptyFile();
  }

  @Test
  void aRatioLiesOnItsLineWithNoChangeInTheMiddle() {
    VerdictPage.Spread spread = VerdictPage.Spread.ofRatio(0.9, 1.0, 1 / 0.9, 1.15);
    assertThat(spread.estimate()).isEqualTo(0.5);
    assertThat(spread.low())
        .isEqualTo(1 - spread.high(), org.assertj.core.api.Assertions.within(1e-9));
    assertThat(spread.limit()).isBetween(spread.high(), 1.0);
  }

  @Test
  void whatIsNoResultIsToldAndNeverThrownOtherwise() throws Exception {
    Path file = folder.resolve("result.json");
    for (String text : List.of("", "{", "{}", "[1]", "{\"format\":\"x\"}")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> ResultReader.read(folder)).isInstanceOf(ResultException.class);
      assertThat(ResultReader.isResult(folder)).isFalse();
    }
    assertThatThrownBy(() -> ResultReader.read(folder.resolve("none")))
        .hasMessageContaining("no result");
    String whole = Files.readString(ResultFixture.in(folder));
    assertThat(ResultReader.isResult(folder)).isTrue();
    for (int end = 0; end < whole.length() - 2; end += 997) {
      Files.writeString(file, whole.substring(0, end));
      assertThatThrownBy(() -> ResultReader.read(folder)).isInstanceOf(ResultException.class);
    }
  }

  @Test
  void theReportNeedsNothingBesideItAndEscapesWhatItShows() throws Exception {
    VerdictPage page = ResultReader.read(ResultFixture.in(folder));
    String html =
        VerdictHtml.of(page, List.of(new VerdictHtml.Link("<b>", "flame-before-cpu.html")));
    assertThat(html)
        .contains("<h1>The fix holds</h1>")
        .contains("class='spread good'")
        .contains("<polyline class=before")
        .contains("&lt;b&gt;</a>")
        .doesNotContain("<script")
        .doesNotContain("http");
  }

  @Test
  void theJUnitFileIsXmlWithACaseForEachFigure() throws Exception {
    VerdictPage page = ResultReader.read(ResultFixture.in(folder));
    String xml = JUnitReport.of(page, "plan \u0001 <&\">");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("testcase").getLength())
        .isEqualTo(1 + page.rows().size());
    assertThat(document.getElementsByTagName("failure").getLength()).isZero();
    assertThat(document.getDocumentElement().getAttribute("errors")).isEqualTo("0");
  }
}
