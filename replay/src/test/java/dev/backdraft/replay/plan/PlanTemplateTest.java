package dev.backdraft.replay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.capture.JsonNode;
import dev.backdraft.analysis.reader.capture.JsonReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTemplateTest {
  @Test
  void theTemplateIsAPlan() throws Exception {
    ReplayPlan plan =
        PlanReader.read(PlanTemplate.of(List.of("a b.har", "it's.gor")), Path.of("/w"));
    assertThat(plan.captures()).containsExactly(Path.of("/w/a b.har"), Path.of("/w/it's.gor"));
    assertThat(plan.load().measureSeconds()).isEqualTo(6);
  }

  @Test
  void theSchemaKnowsTheNamesThatTheReaderKnows() throws Exception {
    byte[] bytes = PlanSchema.text().getBytes(StandardCharsets.UTF_8);
    JsonNode schema = JsonReader.parse(bytes, 0, bytes.length);
    JsonNode properties = schema.get("properties");
    assertThat(properties.members().keySet()).containsExactlyElementsOf(PlanReader.ROOT);
    assertThat(properties.at("load", "properties").members().keySet())
        .containsExactlyElementsOf(PlanLoad.LOAD);
    assertThat(properties.at("check", "properties").members().keySet())
        .containsExactlyElementsOf(PlanReader.CHECK);
    assertThat(properties.at("expect", "items", "properties").members().keySet())
        .containsExactlyElementsOf(PlanReader.EXPECT);
    assertThat(properties.at("redact", "properties").members().keySet())
        .containsExactlyElementsOf(PlanReader.REDACT);
    assertThat(properties.at("filter", "properties").members().keySet())
        .containsExactlyElementsOf(PlanReader.FILTER);
    assertThat(properties.at("carry", "items", "properties").members().keySet())
        .containsExactlyElementsOf(PlanReader.CARRY);
    assertThat(schema.at("$defs", "target", "properties").members().keySet())
        .containsExactlyElementsOf(PlanTargets.TARGET);
  }
}
