package dev.backdraft.analysis.reader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.RequestFault;
import dev.backdraft.analysis.recording.Requests;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackdraftLinesReaderTest {
  private static final String FIRST = "{\"backdraft\":\"requests\",\"version\":1}\n";
  private static final String POST =
      "{\"time\":\"2026-01-01T00:00:00Z\",\"method\":\"POST\",\"host\":\"h\",\"target\":\"/\",";

  @TempDir Path folder;

  @Test
  void sendsNoBodyThatIsNotBase64() throws Exception {
    String broken = POST + "\"bodyBase64\":\"!!\"}\n";
    String rest = POST + "\"bodyBase64\":\"AAEC\\u0000!\"}\n";
    String good = POST + "\"bodyBase64\":\"AAEC\"}\n";
    try (Requests requests = Captures.read(folder, FIRST + broken + rest + good)) {
      assertThat(requests.fault(0)).isEqualTo(RequestFault.BODY_LOST);
      assertThat(requests.fault(1)).isEqualTo(RequestFault.BODY_LOST);
      assertThat(requests.fault(2)).isEqualTo(RequestFault.NONE);
      assertThat(requests.entry(2).body()).isEqualTo(new byte[] {0, 1, 2});
    }
  }

  @Test
  void aFaultThatIsWrittenStays() throws Exception {
    String line = POST + "\"fault\":\"no-body\",\"bodyBase64\":\"!!\"}\n";
    try (Requests requests = Captures.read(folder, FIRST + line)) {
      assertThat(requests.fault(0)).isEqualTo(RequestFault.NO_BODY);
    }
  }

  @Test
  void readsNoVersionThatItDoesNotKnow() throws Exception {
    String newer = "{\"backdraft\":\"requests\",\"version\":2}\n" + POST + "\"body\":\"a\"}\n";
    try (Requests requests = Captures.read(folder, newer + FIRST + POST + "\"body\":\"b\"}\n")) {
      assertThat(requests.size()).isEqualTo(1);
      assertThat(requests.entry(0).body()).isEqualTo(new byte[] {'b'});
      assertThat(requests.problems()).hasSize(1);
      Problem problem = requests.problems().getFirst();
      assertThat(problem.kind()).isEqualTo(Problem.Kind.BROKEN_METADATA);
      assertThat(problem.expected()).contains("version 1");
      assertThat(problem.found()).contains("version 2");
    }
  }
}
