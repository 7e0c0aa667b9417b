package dev.backdraft.replay.outcome;

import static dev.backdraft.replay.outcome.ResponseDiffTest.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FieldComparisonTest {
  /** Six pairs of blocks with as many requests each. */
  private static void pairOf(FieldComparison comparison, int request, int requests) {
    if (request % (requests / 6 + 1) == 0) {
      comparison.nextPair();
    }
  }

  @Test
  void knowsFairCoins() {
    assertThat(SignTest.atLeast(10, 10)).isCloseTo(1 / 1024.0, within(1e-12));
    assertThat(SignTest.atLeast(5, 10)).isCloseTo(638 / 1024.0, within(1e-12));
    assertThat(SignTest.atLeast(0, 10)).isEqualTo(1);
    assertThat(SignTest.atLeast(0, 0)).isEqualTo(1);
    assertThat(SignTest.atLeast(600, 1000)).isCloseTo(1.364e-10, within(1e-12));
  }

  @Test
  void correctsForManyQuestions() {
    double[] p = {0.001, 0.012, 0.03, 0.5};
    assertThat(Multiplicity.benjaminiHochberg(p, 0.05)).containsExactly(true, true, true, false);
    assertThat(Multiplicity.holm(p, 0.05)).containsExactly(true, true, false, false);
    assertThat(Multiplicity.holm(new double[0], 0.05)).isEmpty();
  }

  @Test
  void findsTheChangedFieldAmongNoise() {
    SplittableRandom random = new SplittableRandom(8);
    FieldComparison comparison = new FieldComparison(false);
    for (int i = 0; i < 200; i++) {
      pairOf(comparison, i, 200);
      comparison.add(
          "GET /cart", i, body(random, "PAID"), body(random, "PAID"), body(random, "paid"));
    }
    FieldComparison.Field first = comparison.fields().getFirst();
    assertThat(first.label()).isEqualTo("GET /cart $.state (value, 200 of 200)");
    assertThat(first.certain()).isTrue();
    assertThat(first.samples()).hasSize(5);
    FieldComparison.Sample sample = first.samples().getFirst();
    assertThat(List.of(sample.before(), sample.after())).containsExactly("PAID", "paid");
    assertThat(comparison.fields()).filteredOn(FieldComparison.Field::certain).hasSize(1);
  }

  private static ResponseView order(long id, int price) {
    return view(200, "{\"id\":\"A-" + id + "\",\"price\":" + price + "}");
  }

  /** Of the old build every tenth request fails and takes no number; of the new one none does. */
  @Test
  void numbersThatCountUpAreDoubtfulWhereAFixShiftsThem() {
    FieldComparison comparison = new FieldComparison(false);
    for (int pair = 0; pair < 6; pair++) {
      comparison.nextPair();
      for (int i = 0; i < 100; i++) {
        if (i % 10 != 3) {
          ResponseView old = order(1_000 + i - (i + 6) / 10, 17 * i % 23);
          comparison.add("POST /orders", i, old, old, order(1_000 + i, 17 * i % 23 + 1));
        }
      }
    }
    FieldComparison.Field id = field(comparison, "$.id");
    assertThat(List.of(id.counting(), id.certain(), id.doubtful()))
        .containsExactly(true, false, true);
    FieldComparison.Field price = field(comparison, "$.price");
    assertThat(List.of(price.counting(), price.certain(), price.doubtful()))
        .as("what does not go with the requests is a change")
        .containsExactly(false, true, false);
  }

  /** One number for all, one that is far off, and one with another text around it. */
  @Test
  void numbersThatDoNotCountAreHeldToTheirValues() {
    FieldComparison comparison = new FieldComparison(false);
    for (int pair = 0; pair < 6; pair++) {
      comparison.nextPair();
      for (int i = 0; i < 50; i++) {
        comparison.add("GET /same", i, order(7, 1), order(7, 1), order(8, 1));
        comparison.add("GET /far", i, order(i, 1), order(i, 1), order(i + 900, 1));
        comparison.add(
            "GET /text",
            i,
            order(i, 1),
            order(i, 1),
            view(200, "{\"id\":\"B-" + i + "\",\"price\":1}"));
      }
    }
    assertThat(comparison.fields())
        .hasSize(3)
        .allMatch(FieldComparison.Field::certain)
        .noneMatch(FieldComparison.Field::counting);
  }

  private static FieldComparison.Field field(FieldComparison comparison, String path) {
    return comparison.fields().stream()
        .filter(one -> one.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anIdOrTimeThatStaysIsHeldToItsValueAndOneThatVariesIsNot() {
    FieldComparison comparison = new FieldComparison(false);
    for (int i = 0; i < 200; i++) {
      pairOf(comparison, i, 200);
      comparison.add(
          "GET /order",
          i,
          times("2026-01-01T10:00:00Z"),
          times("2026-01-01T10:00:00Z"),
          times("2026-01-01T11:00:00Z"));
    }
    assertThat(comparison.fields())
        .filteredOn(FieldComparison.Field::certain)
        .extracting(FieldComparison.Field::label)
        .containsExactly("GET /order $.created (varied, 200 of 200)");
  }

  private static ResponseView times(String created) {
    return view(200, "{\"created\":\"" + created + "\",\"trace\":\"" + UUID.randomUUID() + "\"}");
  }

  private static ResponseView body(SplittableRandom random, String state) {
    return view(
        200,
        "{\"state\":\""
            + state
            + "\",\"load\":"
            + random.nextInt(3)
            + ",\"sequence\":"
            + random.nextInt(1_000_000)
            + "}");
  }

  @Test
  void equalBuildsAreRarelyAccused() {
    SplittableRandom random = new SplittableRandom(3);
    int accused = 0;
    for (int run = 0; run < 200; run++) {
      FieldComparison comparison = new FieldComparison(false);
      for (int i = 0; i < 60; i++) {
        pairOf(comparison, i, 60);
        comparison.add(
            "GET /cart", i, body(random, "PAID"), body(random, "PAID"), body(random, "PAID"));
      }
      accused += comparison.fields().stream().anyMatch(FieldComparison.Field::certain) ? 1 : 0;
    }
    assertThat(accused).isLessThanOrEqualTo(6);
  }

  /** Answers whose order is drawn once for each process, as that of an unordered set is. */
  private static FieldComparison drawn(String before, String after) {
    FieldComparison comparison = new FieldComparison(false);
    for (int pair = 1; pair < after.length(); pair++) {
      comparison.nextPair();
      ResponseView old = view(200, "{\"first\":\"" + before.charAt(pair) + "\"}");
      ResponseView again = view(200, "{\"first\":\"" + before.charAt(pair - 1) + "\"}");
      ResponseView changed = view(200, "{\"first\":\"" + after.charAt(pair) + "\"}");
      for (int i = 0; i < 1_000; i++) {
        comparison.add("GET /set", i, old, again, changed);
      }
    }
    return comparison;
  }

  @Test
  void whatAProcessDrawsOnceIsNoProofHoweverManyRequestsShowIt() {
    FieldComparison.Field noisy = drawn("aabaaa", "bbabab").fields().getFirst();
    assertThat(noisy.p()).isLessThan(1e-9);
    assertThat(noisy.certain()).isFalse();
    assertThat(noisy.doubtful()).as("it differs between blocks of before too").isFalse();
  }

  @Test
  void aFieldThatDiffersInSomeBlocksOfTheNewBuildOnlyIsDoubtful() {
    FieldComparison.Field some = drawn("aaaaaa", "aabaab").fields().getFirst();
    assertThat(some.certain()).isFalse();
    assertThat(some.doubtful()).isTrue();
    assertThat(some.listed()).isTrue();
    assertThat(drawn("aaaaaa", "bbbbbb").fields())
        .singleElement()
        .matches(field -> field.certain() && !field.doubtful());
  }

  @Test
  void fewerThanSixPairsProveNoChange() {
    assertThat(drawn("aaaaa", "bbbbb").fields())
        .singleElement()
        .matches(field -> !field.certain() && field.doubtful());
  }

  @Test
  void countsWhatItParsesAsItUnpacks() throws Exception {
    FieldComparison comparison = new FieldComparison(false);
    ResponseView old = view(200, "{\"a\":1}");
    comparison.add("GET /a", 1, old, old, old);
    assertThat(comparison.work().bytes()).as("equal bytes").isZero();
    comparison.add("GET /a", 2, old, old, view(200, "{\"a\":12}"));
    // Once to be compared; shown once, which parses and writes, and is compared again.
    assertThat(comparison.work().bytes()).isEqualTo((7 + 8) * 4);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(("[" + "1,".repeat(500_000) + "1]").getBytes(StandardCharsets.UTF_8));
    }
    byte[] body = packed.toByteArray();
    ResponseView large = new ResponseView(Outcome.STATUS, 200, body, body.length, 7);
    FieldComparison other = new FieldComparison(false);
    other.add("GET /b", 1, old, large, old);
    assertThat(other.work().bytes()).isEqualTo(7 + 1_000_003);
  }

  @Test
  void aRefusalIsNoFixUnlessTheRequestMostlyGetsIt() {
    ResponseView fails = view(500, "{}");
    ResponseView missing = view(404, "{}");
    ResponseView served = view(200, "{}");
    FieldComparison comparison = new FieldComparison(false);
    for (int pair = 0; pair < 6; pair++) {
      comparison.nextPair();
      for (int i = 0; i < 50; i++) {
        boolean flaky = (i + pair) % 10 == 0;
        comparison.add("GET /refused", i, fails, fails, missing);
        comparison.add("GET /mended", 100 + i, fails, fails, served);
        comparison.add("GET /missing", 200 + i, flaky ? fails : missing, missing, missing);
      }
    }
    assertThat(comparison.fields())
        .filteredOn(field -> field.changed() > 0)
        .extracting(field -> field.endpoint() + " " + field.turn() + " " + field.certain())
        .containsExactlyInAnyOrder(
            "GET /refused REFUSED true", "GET /mended MENDED true", "GET /missing MENDED false");
  }

  @Test
  void fieldsOfRequestsThatFailNowAndThenAreNotAccusedByTheirMending() {
    SplittableRandom random = new SplittableRandom(3);
    ResponseView fails = view(500, "{}");
    FieldComparison comparison = new FieldComparison(false);
    for (int pair = 0; pair < 6; pair++) {
      comparison.nextPair();
      for (int i = 0; i < 1_000; i++) {
        comparison.add(
            "GET /rare",
            i,
            random.nextInt(30) == 0 ? fails : body(random, "PAID"),
            random.nextInt(30) == 0 ? fails : body(random, "PAID"),
            body(random, "PAID"));
      }
    }
    assertThat(comparison.fields())
        .filteredOn(field -> field.certain() && field.turn() != Turn.MENDED)
        .isEmpty();
  }

  @Test
  void whatFailsHalfTheTimeAndElseIsRefusedIsMendedWhenItIsAlwaysRefused() {
    SplittableRandom random = new SplittableRandom(11);
    ResponseView fails = view(500, "{}");
    ResponseView missing = view(404, "{}");
    FieldComparison comparison = new FieldComparison(false);
    ResponseView[] before = new ResponseView[1_000];
    for (int pair = 0; pair < 6; pair++) {
      comparison.nextPair();
      for (int i = 0; i < before.length; i++) {
        ResponseView again = random.nextBoolean() ? fails : missing;
        if (before[i] != null) {
          comparison.add("DELETE /cart", i, again, before[i], missing);
        }
        before[i] = again;
      }
    }
    assertThat(comparison.fields())
        .filteredOn(field -> field.certain() && field.turn() != Turn.MENDED)
        .isEmpty();
  }

  @Test
  void whatNeverFailedDoesNotExcuseWhatAlwaysDid() {
    ResponseView fails = view(500, "{}");
    ResponseView missing = view(404, "{}");
    FieldComparison comparison = new FieldComparison(false);
    for (int pair = 0; pair < 6; pair++) {
      comparison.nextPair();
      for (int i = 0; i < 100; i++) {
        comparison.add("GET /item", i, missing, missing, missing);
        comparison.add("GET /item", 100 + i, fails, fails, missing);
      }
      comparison.add("GET /item", 200, pair % 2 == 0 ? fails : missing, missing, missing);
    }
    assertThat(comparison.fields())
        .filteredOn(field -> field.turn() == Turn.REFUSED && field.certain())
        .hasSize(1);
  }

  @Test
  void failuresThatComeAndGoDoNotHideWhatIsRefused() {
    SplittableRandom random = new SplittableRandom(5);
    ResponseView fails = view(500, "{}");
    ResponseView missing = view(404, "{}");
    ResponseView served = view(200, "{}");
    FieldComparison comparison = new FieldComparison(false);
    for (int pair = 0; pair < 6; pair++) {
      comparison.nextPair();
      for (int i = 0; i < 1_000; i++) {
        comparison.add(
            "GET /cart",
            i,
            random.nextInt(10) == 0 ? fails : served,
            random.nextInt(10) == 0 ? fails : served,
            random.nextInt(10) == 0 ? missing : served);
      }
    }
    assertThat(comparison.fields())
        .filteredOn(field -> field.certain() && field.turn() != Turn.MENDED)
        .extracting(FieldComparison.Field::turn)
        .contains(Turn.OTHER);
  }
}
