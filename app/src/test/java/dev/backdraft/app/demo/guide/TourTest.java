package dev.backdraft.app.demo.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.app.demo.DemoPlan;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.sample.EvidenceFiles;
import dev.backdraft.sample.Incident;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The words of the guide are true of what it shows. */
final class TourTest {
  @TempDir Path folder;

  private ReplayPlan plan(Incident incident) throws Exception {
    return DemoPlan.in(folder, incident).plan();
  }

  private static String all(List<Stop> stops) {
    return String.join("\n", stops.stream().map(Stop::text).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "CAPACITY, It takes about 2 minutes.",
    "STARVATION, 'It takes about 3 minutes, and up to 7 if 6 pairs leave it unclear.'",
    "HOTPATH, 'It takes about 3 minutes, and up to 6 if 6 pairs leave it unclear.'"
  })
  void theTimeIsThatOfThePlan(Incident incident, String said) throws Exception {
    assertThat(Tour.time(plan(incident))).isEqualTo(said);
  }

  @ParameterizedTest
  @EnumSource
  void everyIncidentIsLedThroughInSixSteps(Incident incident) throws Exception {
    List<Stop> stops = Tour.of(incident, plan(incident));
    assertThat(stops).extracting(Stop::title).hasSize(6).endsWith("Confirm", "Verdict");
    assertThat(stops).allMatch(stop -> !stop.text().isBlank());
  }

  @Test
  void oneRequestInTenAsksForAnOffer() throws Exception {
    assertThat(all(Tour.of(Incident.STARVATION, plan(Incident.STARVATION))))
        .contains("One request in ten asks for an offer");
    try (Requests requests = requests(Incident.STARVATION)) {
      assertThat(share(requests, i -> requests.target(i).startsWith("/offers/")))
          .isBetween(0.08, 0.12);
    }
  }

  @Test
  void whatThePoolsCaptureShowsIsWhatIsSaidOfIt() throws Exception {
    assertThat(all(Tour.of(Incident.POOL, plan(Incident.POOL))))
        .contains("one request in ten takes more than ten times as long")
        .contains("Two in a hundred requests ask for a report");
    try (Requests requests = requests(Incident.POOL)) {
      long[] took =
          IntStream.range(0, requests.size()).mapToLong(requests::durationNanos).sorted().toArray();
      long median = took[took.length / 2];
      assertThat(share(requests, i -> requests.durationNanos(i) > 10 * median))
          .isBetween(0.08, 0.12);
      assertThat(share(requests, i -> requests.target(i).startsWith("/reports/")))
          .isBetween(0.015, 0.025);
    }
  }

  private static double share(Requests requests, java.util.function.IntPredicate which) {
    return (double) IntStream.range(0, requests.size()).filter(which).count() / requests.size();
  }

  private Requests requests(Incident incident) throws Exception {
    Path file =
        EvidenceFiles.copyCapture(
            incident, folder.resolve(incident.name().toLowerCase(Locale.ROOT)));
    return CaptureReader.open(List.of(file), CaptureOptions.usual(1), Progress.NONE);
  }
}
