package dev.backdraft.app.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ErrorReportTest {
  @Test
  void theReportNamesVersionsAndPlaces() {
    String report = ErrorReport.of(new IllegalStateException("x"), "1.2.3");
    assertThat(report)
        .contains("Backdraft 1.2.3")
        .contains("Java " + System.getProperty("java.version"))
        .contains("java.lang.IllegalStateException")
        .contains("ErrorReportTest.theReportNamesVersionsAndPlaces");
  }

  @Test
  void messagesAreLeftOutForTheyMayQuoteAFile() {
    String report =
        ErrorReport.of(
            new IllegalStateException("token=abc", new NumberFormatException("secret")), "1");
    assertThat(report)
        .doesNotContain("abc")
        .doesNotContain("secret")
        .contains("caused by java.lang.NumberFormatException");
  }

  @Test
  void aCycleOfCausesEnds() {
    Exception one = new Exception("one");
    Exception two = new Exception("two", one);
    one.initCause(two);
    assertThat(ErrorReport.of(one, "1").lines().count()).isLessThan(200);
  }
}
