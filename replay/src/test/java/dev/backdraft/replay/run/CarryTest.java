package dev.backdraft.replay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.outcome.Outcome;
import dev.backdraft.replay.plan.CarryRule;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarryTest {
  private static final String LINES =
      """
      {"backdraft":"requests","version":1}
      {"time":"2026-01-01T00:00:00Z","method":"POST","scheme":"http","host":"h","target":"/login","session":"a","body":"{}","response":{"status":200,"headers":[["Set-Cookie","SID=abc123456; Path=/"]],"body":"{\\"token\\":\\"tok-1234567\\",\\"name\\":\\"anna\\"}"}}
      {"time":"2026-01-01T00:00:01Z","method":"POST","scheme":"http","host":"h","target":"/carts","session":"a","headers":[["Cookie","SID=abc123456"],["Authorization","Bearer tok-1234567"]],"body":"{}","response":{"status":201,"body":"{\\"cart\\":{\\"id\\":4711008}}"}}
      {"time":"2026-01-01T00:00:02Z","method":"GET","scheme":"http","host":"h","target":"/carts/4711008?v=1","session":"a","headers":[["Cookie","SID=abc123456"]],"response":{"status":200,"body":"{}"}}
      {"time":"2026-01-01T00:00:03Z","method":"GET","scheme":"http","host":"h","target":"/health","session":"b","response":{"status":503,"body":"{}"}}
      """;

  @TempDir Path folder;

  private Requests requests() throws Exception {
    Path capture = folder.resolve("capture.jsonl");
    Files.writeString(capture, LINES);
    return CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE);
  }

  private ReplayPlan plan(String more) throws Exception {
    return PlanReader.read(
        "captures: capture.jsonl\nbefore: {command: x}\nafter: {command: x}\n"
            + "check: {symptom: failures}\n"
            + more,
        folder);
  }

  private static RenderedRequests render(Requests requests, ReplayPlan plan, boolean unsafe)
      throws Exception {
    SecretValues secrets = SecretValues.of(plan.secrets(), Map.of("KEY", "open-sesame"));
    return RenderedRequests.of(requests, plan, secrets, "localhost:1", unsafe);
  }

  @Test
  void proposesWhatResponsesGiveAndRequestsSendBack() throws Exception {
    try (Requests requests = requests()) {
      // The cookie and the token are replaced on reading, by the same text on both sides.
      assertThat(Carry.propose(requests))
          .containsExactly(
              new CarryRule("POST /login", "cookie:SID", ""),
              new CarryRule("POST /carts", "$.cart.id", ""),
              new CarryRule("POST /login", "$.token", ""));
    }
  }

  @Test
  void findsThePlacesToFill() throws Exception {
    try (Requests requests = requests()) {
      ReplayPlan plan = plan("carry: [{from: 'POST /carts', take: $.cart.id}]\n");
      assertThat(render(requests, plan, true).carrying()).isEqualTo(1);
      ReplayPlan placed =
          plan("carry: [{from: 'POST /login', take: 'cookie:SID', into: 'cookie:SID'}]\n");
      assertThat(render(requests, placed, true).carrying()).isEqualTo(2);
    }
  }

  @Test
  void leavesOutWhatTheFilterAndTheMethodSayAndCountsIt() throws Exception {
    try (Requests requests = requests()) {
      assertThat(render(requests, plan(""), false).leftOut())
          .containsExactly(Map.entry(Outcome.NOT_SENT_UNSAFE, 2L));
      ReplayPlan filtered = plan("filter: {method: [get], exclude: /health}\n");
      assertThat(render(requests, filtered, true).leftOut())
          .containsExactly(Map.entry(Outcome.NOT_SENT_FILTERED, 3L));
      ReplayPlan failed = plan("filter: {status: 5xx, from: 1, to: 60}\n");
      assertThat(render(requests, failed, true).size()).isEqualTo(1);
    }
  }

  @Test
  void putsSecretsBackFromTheEnvironment() throws Exception {
    try (Requests requests = requests()) {
      ReplayPlan plan = plan("secrets: {Authorization: KEY, 'cookie:SID': KEY}\n");
      RenderedRequests rendered = render(requests, plan, true);
      String second = new String(rendered.message(1), StandardCharsets.UTF_8);
      assertThat(second).contains("Authorization: Bearer open-sesame\r\n", "SID=open-sesame\r\n");
      assertThat(second).doesNotContain("bd-secret-", "tok-1234567");
    }
  }

  @Test
  void aSecretIsCarriedToPlacesWhoseNamesTellNothing() throws Exception {
    String lines =
        """
        {"backdraft":"requests","version":1}
        {"time":"2026-01-01T00:00:00Z","method":"POST","scheme":"http","host":"h","target":"/login","session":"a","body":"{}","response":{"status":200,"body":"{\\"accessToken\\":\\"AT-91f3c2d8e7\\"}"}}
        {"time":"2026-01-01T00:00:01Z","method":"POST","scheme":"http","host":"h","target":"/s/AT-91f3c2d8e7","session":"a"}
        {"time":"2026-01-01T00:00:02Z","method":"POST","scheme":"http","host":"h","target":"/s?k=AT-91f3c2d8e7","session":"a"}
        {"time":"2026-01-01T00:00:03Z","method":"POST","scheme":"http","host":"h","target":"/s","session":"a","headers":[["X-Ctx","AT-91f3c2d8e7"]]}
        {"time":"2026-01-01T00:00:04Z","method":"POST","scheme":"http","host":"h","target":"/s","session":"a","body":"{\\"t\\":\\"AT-91f3c2d8e7\\"}"}
        """;
    Path capture = Files.writeString(folder.resolve("secret.jsonl"), lines);
    try (Requests requests =
        CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE)) {
      assertThat(Carry.propose(requests))
          .containsExactly(new CarryRule("POST /login", "$.accessToken", ""));
      ReplayPlan plan = plan("carry: [{from: POST /login, take: $.accessToken}]\n");
      assertThat(render(requests, plan, true).carrying()).isEqualTo(4);
    }
  }
}
