package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.analysis.reader.capture.JsonReader;
import dev.backdraft.replay.outcome.Difference;
import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.verdict.Verdict;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Replays of builds that differ in the headers of their answers. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "targets are guarded by a Unix shell")
class HeaderReplayTest {
  private static final String ALL =
      "guards: none\nheaders: [content-type, location, set-cookie, date]\n";

  @TempDir Path folder;

  private ReplayRun.Result run(String before, String after, String more) throws Exception {
    return run(new ShopReplay(folder), before, after, more);
  }

  private static ReplayRun.Result run(ShopReplay replay, String before, String after, String more)
      throws Exception {
    return replay
        .check("{symptom: responses}")
        .more(more)
        .run("headers," + before, "headers," + after);
  }

  private ShopReplay inProcess() {
    return new ShopReplay(folder).inProcess();
  }

  private static List<String> certain(ReplayRun.Result result) {
    return result.fields().stream()
        .filter(FieldComparison.Field::certain)
        .map(field -> field.path() + " " + field.kind().id())
        .sorted()
        .toList();
  }

  @Test
  void aRedirectToItselfStaysAndOneElsewhereDoesNot() throws Exception {
    ReplayRun.Result moved =
        run(
            "none",
            "moved",
            ALL
                + "expect: {field: 'GET /carts/{id} header.Location', from: /carts/new,"
                + " to: /baskets/new}\n");
    assertThat(certain(moved)).containsExactly("header.location value");
    assertThat(moved.verdict().answer()).as("%s", moved).isEqualTo(Verdict.Answer.HOLDS);
    assertThat(ResultSchema.complaints(folder.resolve("out/result.json"))).isEmpty();
  }

  @Test
  void whatNobodyDeclaredDoesNotHoldAndNoCookieIsShown() throws Exception {
    ReplayRun.Result result =
        run(
            "none",
            "laxer",
            ALL + "redact: {off: true}\nexpect: 'GET /carts/{id} header.location'\n");
    assertThat(certain(result))
        .containsExactly("header.content-type value", "header.set-cookie.SID.httponly missing");
    assertThat(result.verdict().answer()).isEqualTo(Verdict.Answer.DOES_NOT_HOLD);
    assertThat(result.fields())
        .extracting(field -> field.path() + " " + field.kind().id())
        .as("noise is learned")
        .contains("header.set-cookie.SID varied");
    try (var files = Files.walk(folder.resolve("out"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".log") && !file.toString().endsWith(".hlog")) {
          assertThat(Files.readString(file)).doesNotContain("session-value");
        }
      }
    }
  }

  @Test
  void whatIsIgnoredOrNotChosenIsNotHeldAgainstTheFix() throws Exception {
    String expect = "expect: {field: 'GET /carts/{id} $.state', from: PAID, to: paid}\n";
    String ignored =
        ALL
            + expect
            + "ignore: ['GET /carts/{id} header.content-type', 'GET /carts/{id}"
            + " header.set-cookie']\n";
    assertThat(run(inProcess(), "none", "laxer,enum", ignored).verdict().answer())
        .isEqualTo(Verdict.Answer.HOLDS);
    ReplayRun.Result none =
        run(inProcess(), "none", "laxer,enum", "guards: none\nheaders: []\n" + expect);
    assertThat(none.verdict().answer()).isEqualTo(Verdict.Answer.HOLDS);
    assertThat(none.fields()).noneMatch(field -> field.path().startsWith("header."));
  }

  @Test
  void theSchemaKnowsEveryKindOfDifference() throws Exception {
    try (InputStream in = ResultFile.class.getResourceAsStream("result.schema.json")) {
      assertThat(in).isNotNull();
      byte[] bytes = in.readAllBytes();
      JsonNode kinds =
          JsonReader.parse(bytes, 0, bytes.length)
              .at("properties", "fields", "items", "properties", "kind", "enum");
      List<String> ids = new ArrayList<>();
      kinds.items().forEach(kind -> ids.add(kind.asText()));
      assertThat(ids)
          .containsExactlyElementsOf(
              Arrays.stream(Difference.Kind.values()).map(Difference.Kind::id).toList());
    }
  }
}
