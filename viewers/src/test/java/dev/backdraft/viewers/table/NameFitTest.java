package dev.backdraft.viewers.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameFitTest {
  /** Every letter is one wide. */
  private static String fit(String name, int room) {
    return NameFit.of(name, room, String::length);
  }

  @Test
  void theClassGivesWayBeforeTheMethod() {
    assertThat(fit("FloatFFT_1D.cftmdl1", 19)).isEqualTo("FloatFFT_1D.cftmdl1");
    assertThat(fit("FloatFFT_1D.cftmdl1", 14)).isEqualTo("Float….cftmdl1");
    assertThat(fit("FloatFFT_1D.cftmdl1", 11)).isEqualTo("Fl….cftmdl1");
    assertThat(fit("FloatFFT_1D.cftmdl1", 10)).isEqualTo("…cftmdl1");
  }

  @Test
  void aMethodThatIsTooLongItselfKeepsBothEnds() {
    assertThat(fit("FloatFFT_1D.cftmdl1", 6)).isEqualTo("cf…dl1");
    assertThat(fit("FloatFFT_1D.cftmdl1", 0)).isEqualTo("…");
  }

  @Test
  void aNameOfOnePartKeepsBothEnds() {
    assertThat(fit("http-worker-17", 9)).isEqualTo("http…r-17");
    assertThat(fit("java.util", 8)).isEqualTo("ja….util");
    assertThat(fit("read(java.io.File)", 8)).isEqualTo("rea…ile)");
  }
}
