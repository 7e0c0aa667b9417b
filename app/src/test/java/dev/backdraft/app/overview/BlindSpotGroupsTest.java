package dev.backdraft.app.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.BlindSpot;
import dev.backdraft.analysis.recording.SampleKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BlindSpotGroupsTest {
  @Test
  void oneThresholdIsOneLineWithItsTypes() {
    List<BlindSpotGroups.Group> groups =
        BlindSpotGroups.of(
            List.of(
                shorter("jdk.ThreadPark", "20 ms"),
                shorter("jdk.JavaMonitorEnter", "20 ms"),
                shorter("jdk.SocketRead", "1 ms")));
    assertThat(groups).hasSize(2);
    assertThat(groups.getFirst().what()).startsWith("Threshold 20 ms: ");
    assertThat(groups.getFirst().types()).containsExactly("JavaMonitorEnter", "ThreadPark");
    assertThat(groups.getLast().types()).containsExactly("SocketRead");
    assertThat(groups.getLast().remedy()).contains("jdk.SocketRead");
  }

  @Test
  void typesThatWereOffStandTogether() {
    List<BlindSpotGroups.Group> groups =
        BlindSpotGroups.of(List.of(off("jdk.FileRead"), off("jdk.FileWrite")));
    assertThat(groups).hasSize(1);
    assertThat(groups.getFirst().what()).isEqualTo("Not recorded");
    assertThat(groups.getFirst().types()).containsExactly("FileRead", "FileWrite");
    assertThat(groups.getFirst().remedy()).isEqualTo("Record with settings=profile.");
  }

  @Test
  void whatStandsAloneStaysAsItWasSaid() {
    BlindSpot lost = new BlindSpot("lost:jdk.DataLoss", Set.of(), "The JVM lost 7 bytes.", "More.");
    assertThat(BlindSpotGroups.of(List.of(lost)))
        .containsExactly(
            new BlindSpotGroups.Group("The JVM lost 7 bytes.", List.of(), "More.", "lost samples"));
  }

  @Test
  void theStatusBarNamesTheFirstOnes() {
    assertThat(BlindSpotGroups.inOneLine(List.of())).isEmpty();
    assertThat(
            BlindSpotGroups.inOneLine(
                List.of(shorter("jdk.ThreadPark", "20 ms"), off("jdk.FileRead"))))
        .isEqualTo("Blind spots: waits under 20 ms, no FileRead");
  }

  @Test
  void noSentenceEndsInTheMiddleOfTheStatusBar() {
    BlindSpot freed =
        new BlindSpot("malloc:freed-too", Set.of(), "All that was taken is counted.", "More.");
    BlindSpot late = new BlindSpot("malloc-live:late", Set.of(), "Near the end.", "More.");
    BlindSpot other = new BlindSpot("other:thing", Set.of(), "Something else.", "More.");
    BlindSpot apart = new BlindSpot("cpu:native-apart", Set.of(), "7 samples.", "More.");
    assertThat(BlindSpotGroups.inOneLine(List.of(freed, late, other)))
        .isEqualTo(
            "Blind spots: native memory freed again counts too, native memory taken before and"
                + " near the end, Something else");
    assertThat(BlindSpotGroups.inOneLine(List.of(apart)))
        .isEqualTo("Blind spots: native code apart from CPU");
  }

  private static BlindSpot shorter(String type, String least) {
    return new BlindSpot(
        "threshold:" + type,
        Set.of(SampleKind.PARK),
        type + " shorter than " + least + " was not recorded, so sums are lower bounds.",
        "Lower the threshold of " + type + ".");
  }

  private static BlindSpot off(String type) {
    return new BlindSpot(
        "off:" + type,
        Set.of(SampleKind.IO),
        type + " was not recorded.",
        "Record with settings=profile.");
  }
}
