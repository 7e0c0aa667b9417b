package dev.backdraft.app.palette;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FuzzyTest {
  @Test
  void lettersThatAreNotThereInThisOrderDoNotFit() {
    assertThat(Fuzzy.score("xyz", "Export as SVG")).isEqualTo(Fuzzy.NONE);
    assertThat(Fuzzy.score("gvs", "Export as SVG")).isEqualTo(Fuzzy.NONE);
  }

  @Test
  void beginningsOfWordsAreEnough() {
    assertThat(Fuzzy.score("eas", "Export as SVG")).isPositive();
    assertThat(Fuzzy.score("cvfd", "com.acme.CartView.formatDebug")).isPositive();
    assertThat(Fuzzy.score("exp svg", "Export as SVG")).isPositive();
  }

  @Test
  void whatIsTypedAsItStandsComesBeforeScatteredLetters() {
    assertThat(best("table", List.of("The able one", "Show the table", "Tab left")))
        .isEqualTo("Show the table");
    assertThat(best("fd", List.of("fold", "CartView.formatDebug", "fixed")))
        .isEqualTo("CartView.formatDebug");
  }

  @Test
  void amongEqualsTheShorterNameIsFirst() {
    String longer = "a.very.long.package.of.names.that.goes.on.and.on.Cart.price";
    assertThat(best("price", List.of(longer, "Cart.price"))).isEqualTo("Cart.price");
  }

  @Test
  void nothingTypedFitsEverything() {
    assertThat(Fuzzy.score("", "anything")).isZero();
  }

  private static String best(String typed, List<String> names) {
    List<Choice> choices =
        names.stream().map(name -> new Choice(name, "", "", true, () -> {})).toList();
    return PaletteModel.best(choices, typed).getFirst().label();
  }
}
