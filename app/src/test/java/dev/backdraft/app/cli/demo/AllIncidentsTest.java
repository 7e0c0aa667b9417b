package dev.backdraft.app.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.cli.ExitCode;
import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.replay.verdict.Verdict.Answer;
import dev.backdraft.sample.Incident;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of all incidents and its exit code, without replaying any. */
final class AllIncidentsTest {
  private static final List<Incident> THREE =
      List.of(Incident.CAPACITY, Incident.CONTRACT, Incident.POOL);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  private final Prepared prepared = new Prepared();

  /** Answers as it was told, or fails. */
  private static final class Prepared implements Replaying {
    private final Map<Incident, Answer> answers = new EnumMap<>(Incident.class);
    private final Map<Incident, Exception> failures = new EnumMap<>(Incident.class);
    private final List<Path> folders = new ArrayList<>();
    private int stopAfter = Integer.MAX_VALUE;

    @Override
    public Answer replay(Incident incident, Path folder) throws Exception {
      folders.add(folder);
      Exception failure = failures.get(incident);
      if (failure != null) {
        throw failure;
      }
      return answers.getOrDefault(incident, Answer.HOLDS);
    }

    @Override
    public boolean stopped() {
      return folders.size() >= stopAfter;
    }
  }

  private int run(List<Incident> incidents) throws IOException {
    return new AllIncidents(new Terminal(out, new PrintWriter(err, true)), prepared)
        .replay(incidents, Path.of("kept"));
  }

  private String table() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void itEndsWellIfEachEndsAsItsTruthFileSays() throws Exception {
    prepared.answers.put(Incident.CONTRACT, Answer.DOES_NOT_HOLD);
    assertThat(run(THREE)).isEqualTo(ExitCode.OK);
    assertThat(table())
        .isEqualTo(
            """

              capacity    holds          as its truth file says
              contract    does not hold  as its truth file says
              pool        holds          as its truth file says
            """);
    assertThat(prepared.folders)
        .containsExactly(
            Path.of("kept", "capacity"), Path.of("kept", "contract"), Path.of("kept", "pool"));
  }

  @Test
  void oneThatEndsOtherwiseIsToldAndFailsTheWhole() throws Exception {
    prepared.answers.put(Incident.CONTRACT, Answer.HOLDS);
    prepared.answers.put(Incident.POOL, Answer.UNCLEAR);
    assertThat(run(THREE)).isEqualTo(ExitCode.FAILED);
    assertThat(table())
        .isEqualTo(
            """

              capacity    holds          as its truth file says
              contract    holds          but its truth file says: does not hold
              pool        unclear        but its truth file says: holds
            """);
  }

  @Test
  void oneThatCannotRunCostsNoOtherItsRow() throws Exception {
    prepared.failures.put(
        Incident.CAPACITY, new Refusal("the target ended at once", "Start it by hand."));
    prepared.failures.put(Incident.CONTRACT, new IOException("disk full"));
    assertThat(run(THREE)).isEqualTo(ExitCode.FAILED);
    assertThat(table())
        .isEqualTo(
            """

              capacity    could not run: the target ended at once
              contract    could not run: disk full
              pool        holds          as its truth file says
            """);
    assertThat(err.toString()).contains("the target ended at once").contains("Start it by hand.");
  }

  @Test
  void onceStoppedNothingMoreIsRun() throws Exception {
    prepared.stopAfter = 2;
    prepared.answers.put(Incident.CONTRACT, Answer.UNCLEAR);
    assertThat(run(THREE)).isEqualTo(ExitCode.FAILED);
    assertThat(prepared.folders).hasSize(2);
    assertThat(table())
        .isEqualTo(
            """

              capacity    holds          as its truth file says
              contract    unclear        stopped
              pool        not run
            """);
  }
}
