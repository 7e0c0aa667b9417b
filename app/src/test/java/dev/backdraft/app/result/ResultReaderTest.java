package dev.backdraft.app.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backdraft.app.cli.replay.VerdictText;
import dev.backdraft.replay.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

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
    assertThat(symptom.change()).isEqualTo("-100 % (-100.0 to -98.0)");
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
  void theJUnitFileIsXmlWithACaseForEachSymptomAndGuard() throws Exception {
    VerdictPage page = ResultReader.read(ResultFixture.in(folder));
    String xml = JUnitReport.of(page, "plan \u0001 <&\">");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    NodeList cases = document.getElementsByTagName("testcase");
    assertThat(IntStream.range(0, cases.getLength()).mapToObj(cases::item).map(Element.class::cast))
        .as("a figure that is only told is no case, one that is guarded too is two")
        .extracting(one -> one.getAttribute("name"))
        .containsExactly(
            "verdict",
            "symptom: Failed requests / 10,000",
            "guard: Failed requests / 10,000",
            "guard: p50 from due time",
            "guard: p99 from due time",
            "guard: Responses");
    assertThat(document.getElementsByTagName("failure").getLength()).isZero();
    assertThat(document.getDocumentElement().getAttribute("errors")).isEqualTo("0");
  }

  @Test
  void aRowSaysWhatTheResponsesComeTo() throws Exception {
    assertThat(responses(Files.readString(ResultFixture.in(folder))))
        .isEqualTo("1 field | $.retry | declared | PLAIN");
    String changed = Files.readString(ResultFixture.withChangedAnswers(folder));
    assertThat(responses(changed)).isEqualTo("5 fields | header.location | against the fix | BAD");
    assertThat(responses(changed.replace("\"against\"", "\"doubtful\"")))
        .isEqualTo("5 fields | header.location | not settled | DOUBT");
    assertThat(responses(changed.replace("\"against\"", "\"seen\"")))
        .isEqualTo("5 fields | header.location | not certain | PLAIN");
    assertThat(responses(changed.replace("\"listed\":true,\"certain\":true", "\"listed\":false")))
        .isEqualTo("1 field | body | not certain | PLAIN");
  }

  @Test
  void whatNobodyJudgedIsNoCase() throws Exception {
    String text = Files.readString(ResultFixture.in(folder));
    int begin = text.indexOf("\"checks\":[") + "\"checks\":[".length();
    Files.writeString(
        folder.resolve("result.json"),
        text.substring(0, begin) + text.substring(text.indexOf("],", begin)));
    VerdictPage page = ResultReader.read(folder);
    assertThat(page.rows()).extracting(VerdictPage.Row::label).contains("Responses");
    assertThat(page.rows()).allMatch(row -> row.judged().isEmpty());
    assertThat(JUnitReport.of(page, "plan")).containsOnlyOnce("<testcase ");
  }

  private String responses(String text) throws Exception {
    Files.writeString(folder.resolve("result.json"), text);
    VerdictPage.Row row = ResultReader.read(folder).rows().getLast();
    assertThat(row.label()).isEqualTo("Responses");
    return String.join(" | ", row.after(), row.change(), row.call(), row.tone().name());
  }

  @Test
  void theMarkOfTheAnswerKeepsItsOwnColour() throws Exception {
    String html = VerdictHtml.of(ResultReader.read(ResultFixture.in(folder)), List.of());
    assertThat(html).contains("<div class='mark good'>✓</div>").contains(".mark.good {");
    assertThat(html).doesNotContainPattern("(?:^|[\\s}])\\.(?:good|bad|doubt) *\\{ *color");
  }

  @Test
  void onlyAChangeThatCountsAgainstTheFixIsShownAsBad() throws Exception {
    String text = Files.readString(ResultFixture.withChangedAnswers(folder));
    Iterator<String> meanings =
        List.of("declared", "mended", "ignored", "against", "seen").iterator();
    text =
        Pattern.compile("\"meaning\":\"[a-z]+\"")
            .matcher(text)
            .replaceAll(found -> "\"meaning\":\"" + meanings.next() + "\"");
    Files.writeString(folder.resolve("result.json"), text);
    VerdictPage page = ResultReader.read(folder);
    assertThat(page.fields())
        .extracting(VerdictPage.Field::meaning)
        .containsExactly("declared", "mended", "ignored", "counts against the fix", "not certain");
    assertThat(page.fields())
        .extracting(field -> field.tone() == VerdictPage.Tone.BAD)
        .containsExactly(false, false, false, true, false);
    assertThat(VerdictText.of(page)).contains("counts against the fix").contains("mended");
    assertThat(VerdictHtml.of(page, List.of())).contains("<td class='bad'>counts against");
  }

  @Test
  void theChangeLeadsFromTheFigureBeforeToTheOneAfterAndLiesWithinItsEnds() throws Exception {
    String text = Files.readString(ResultFixture.in(folder));
    // Pairs whose medians fall while the ratio of each pair rises, one of them a hundredfold.
    double[][] pairs = {{100, 101}, {100, 101}, {467, 379}, {467, 379}, {468, 378}, {1, 100}};
    StringBuilder rows = new StringBuilder("\"pairs\":[");
    for (double[] pair : pairs) {
      rows.append(rows.length() > 10 ? "," : "");
      rows.append("{\"valid\":true,\"before\":").append(block(pair[0]));
      rows.append(",\"after\":").append(block(pair[1])).append('}');
    }
    int from = text.indexOf("\"pairs\":[");
    int to = text.indexOf("\"fields\":[");
    Files.writeString(
        folder.resolve("result.json"),
        text.substring(0, from) + rows + "],\n" + text.substring(to));
    VerdictPage page = ResultReader.read(folder);
    VerdictPage.Row p50 =
        page.rows().stream().filter(r -> r.label().startsWith("p50")).findFirst().orElseThrow();
    assertThat(p50.before()).isEqualTo("100 ms");
    assertThat(p50.after()).isEqualTo("195 ms");
    assertThat(p50.change()).matches("\\+9\\d\\.\\d % \\(-\\d+ to \\+[\\d,]+\\)");
    assertThat(VerdictText.of(page)).contains(p50.change() + "  ").doesNotContain("±");
  }

  private static String block(double millis) {
    return "{\"requests\":100,\"failures\":0,\"figures\":{\"p50\":"
        + millis * 1e6
        + "},\"kinds\":{}}";
  }

  @Test
  void whatWasNotMeasuredIsNoZero() throws Exception {
    String text = Files.readString(ResultFixture.in(folder));
    int from = text.indexOf("\"blocks\":[");
    int to = text.indexOf("\"machine\":{");
    String nothing = "{\"count\":0,\"p50Nanos\":0,\"p90Nanos\":0,\"p99Nanos\":0}";
    String blocks =
        """
        "blocks":[{"pair":1,"side":"before","first":true,"fault":"late","outcomes":{"connect_refused":50,
        "not_sent_overload":3},"response":%s,"lag":{},"endpoints":[{"name":"GET /a","requests":50,
        "failures":50,"response":%s,"outcomes":{}}],"files":{},"notes":[]}],
        """
            .formatted(nothing, nothing);
    Files.writeString(
        folder.resolve("result.json"),
        (text.substring(0, from) + blocks + text.substring(to))
            .replaceFirst("\"pairs\":\\[[^\\n]*\\],\\n", "\"pairs\":[],\n")
            .replaceFirst(
                "12\\},\"notes\":\\[",
                "12},\"notes\":[\"block 01-before is void: late\",\"http://127.0.0.1:1 runs\","));
    VerdictPage page = ResultReader.read(folder);
    assertThat(page.endpoints().getFirst().p99Before()).isEqualTo("–");
    assertThat(page.about())
        .startsWith("0 pairs of blocks and 1 block without a pair · 50 requests");
    assertThat(page.notes())
        .filteredOn(note -> note.contains("void"))
        .containsExactly("Block 01-before is void: late");
    assertThat(page.notes()).contains("http://127.0.0.1:1 runs");
  }
}
