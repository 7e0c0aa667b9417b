package dev.backdraft.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.replay.pace.Pace;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.PlanTemplate;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanFieldsTest {
  private static final String TEMPLATE = PlanTemplate.of(List.of("a.har"));

  @Test
  void valuesAreReadWithoutQuotesAndComments() {
    assertThat(PlanFields.get(TEMPLATE, "load", "rate")).isEqualTo("1000");
    assertThat(PlanFields.get(TEMPLATE, "", "protocol")).isEqualTo("quick");
    assertThat(PlanFields.get(TEMPLATE, "before", "ready")).isEqualTo("/health");
    assertThat(PlanFields.get("x: 'a # b'  # c\n", "", "x")).isEqualTo("a # b");
    assertThat(PlanFields.get(TEMPLATE, "before", "state")).isEmpty();
  }

  @Test
  void aChangedValueKeepsItsCommentAndEveryOtherLine() {
    String changed = PlanFields.set(TEMPLATE, "load", "rate", "250");
    assertThat(changed).isEqualTo(TEMPLATE.replaceFirst("rate: 1000", "rate: 250"));
    assertThat(PlanFields.set("a: 1\n", "", "b", "2")).isEqualTo("a: 1\nb: 2\n");
    assertThat(PlanFields.set("a: 1", "load", "rate", "2")).isEqualTo("a: 1\nload:\n  rate: 2\n");
  }

  @Test
  void whatIsSetIsReadBackAndThePlanStaysOne() throws Exception {
    String text = TEMPLATE;
    String command = "sh -c 'run --port={port} # not a comment'";
    text = PlanFields.set(text, "before", "command", command);
    text = PlanFields.set(text, "before", "state", "old rows");
    text = PlanFields.set(text, "check", "symptom", "p99");
    assertThat(PlanFields.get(text, "before", "state")).isEqualTo("old rows");
    assertThat(PlanReader.read(text, Path.of(".")).rule().symptom().toString()).contains("p99");
  }

  @Test
  void anotherPaceLeavesTheOthersOutAndComesBack() throws Exception {
    List<String> paces = List.of("rate", "factor", "inflight");
    String closed = PlanFields.set(TEMPLATE, "load", "mode", "inflight");
    closed = PlanFields.only(closed, "load", "inflight", paces);
    assertThat(closed).contains("\n  # rate: 1000  ", "\n  inflight: 100  ", "\n  # factor: 1 ");
    assertThat(PlanReader.read(closed, Path.of(".")).load().pace())
        .isEqualTo(new Pace.InFlight(100));
    String back = PlanFields.set(closed, "load", "mode", "rate");
    assertThat(PlanFields.only(back, "load", "rate", paces)).isEqualTo(TEMPLATE);
    assertThat(PlanFields.only("a: 1\n", "load", "rate", paces)).isEqualTo("a: 1\n");
  }
}
