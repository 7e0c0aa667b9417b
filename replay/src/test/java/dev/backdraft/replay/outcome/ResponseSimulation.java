package dev.backdraft.replay.outcome;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How often equal builds are said to answer differently, and how small a change is found. Each
 * block is a process with what it draws once; each of its answers adds what is drawn anew.
 * Argument: how many runs for each row.
 */
final class ResponseSimulation {
  private static final long SEED = 20261121;

  /** Different requests in a block's slice. */
  static final int REQUESTS = 40;

  /** Why a field differs between two equal builds. */
  enum Noise {
    NOTHING("nothing varies"),
    REQUEST("one of three values, drawn for each answer"),
    RARE_REQUEST("another value in one of a hundred answers"),
    OWN("a name of its own for each process"),
    PROCESS("one of two orders, drawn by each process"),
    RARE_PROCESS("another order in one of ten processes"),
    ALL("fields of each of these sorts"),
    MENDED("each of these sorts, and one of ten requests fails before the fix");

    private final String label;

    Noise(String label) {
      this.label = label;
    }
  }

  /**
   * How often a run of equal builds ends how.
   *
   * @param accused a field counts against the fix
   * @param doubted none does, but one leaves it unclear
   * @param byRequests would be accused if each answer were a proof of its own
   */
  record Shares(double accused, double doubted, double byRequests) {}

  private final SplittableRandom random;

  ResponseSimulation(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** What one process answers; of the requests below {@code changed} the state is another. */
  private ResponseView[] block(Noise noise, int changed, boolean before) {
    int own = random.nextInt(1_000_000);
    int order = random.nextInt(2);
    int rareOrder = random.nextInt(10) == 0 ? 1 : 0;
    ResponseView[] answers = new ResponseView[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      StringBuilder text = new StringBuilder("{\"state\":\"").append(i < changed ? "paid" : "PAID");
      text.append("\",\"id\":").append(i);
      boolean all = noise == Noise.ALL || noise == Noise.MENDED;
      add(text, all || noise == Noise.REQUEST, "load", random.nextInt(3));
      add(text, all || noise == Noise.RARE_REQUEST, "late", random.nextInt(100) == 0 ? 1 : 0);
      add(text, all || noise == Noise.OWN, "host", own);
      add(text, all || noise == Noise.PROCESS, "first", order);
      add(text, all || noise == Noise.RARE_PROCESS, "second", rareOrder);
      boolean fails = noise == Noise.MENDED && before && random.nextInt(10) == 0;
      if (fails) {
        text.setLength(0);
        text.append("{\"error\":").append(random.nextInt(3));
      }
      byte[] body = text.append('}').toString().getBytes(StandardCharsets.US_ASCII);
      answers[i] =
          new ResponseView(
              Outcome.STATUS, fails ? 500 : 200, body, body.length, Arrays.hashCode(body));
    }
    return answers;
  }

  private static void add(StringBuilder text, boolean wanted, String name, int value) {
    if (wanted) {
      text.append(",\"").append(name).append("\":").append(value);
    }
  }

  /** One whole run: as the replay does it, each pair with the block before of the one before. */
  private List<FieldComparison.Field> run(Noise noise, int pairs, int changed) {
    FieldComparison comparison = new FieldComparison(false);
    ResponseView[] again = block(noise, 0, true);
    for (int pair = 1; pair < pairs; pair++) {
      comparison.nextPair();
      ResponseView[] old = block(noise, 0, true);
      ResponseView[] after = block(noise, changed, false);
      for (int i = 0; i < REQUESTS; i++) {
        comparison.add("GET /carts/{id}", i, old[i], again[i], after[i]);
      }
      again = old;
    }
    return comparison.fields();
  }

  Shares equalBuilds(Noise noise, int pairs, int runs) {
    int accused = 0;
    int doubted = 0;
    int byRequests = 0;
    for (int run = 0; run < runs; run++) {
      List<FieldComparison.Field> fields = run(noise, pairs, 0);
      boolean certain =
          fields.stream().anyMatch(field -> field.certain() && field.turn() != Turn.MENDED);
      accused += certain ? 1 : 0;
      doubted += !certain && fields.stream().anyMatch(FieldComparison.Field::doubtful) ? 1 : 0;
      byRequests += fields.stream().anyMatch(field -> field.p() <= 0.01 / fields.size()) ? 1 : 0;
    }
    return new Shares((double) accused / runs, (double) doubted / runs, (double) byRequests / runs);
  }

  /** How often a change in so many of the answers is found, among fields that vary anyway. */
  double found(int changed, int pairs, int runs) {
    int found = 0;
    for (int run = 0; run < runs; run++) {
      found +=
          run(Noise.ALL, pairs, changed).stream()
                  .anyMatch(field -> field.certain() && field.path().equals("$.state"))
              ? 1
              : 0;
    }
    return (double) found / runs;
  }

  public static void main(String[] args) {
    int runs = Integer.parseInt(args[0]);
    for (int pairs : new int[] {6, 10, 12, 20}) {
      ResponseSimulation simulation = new ResponseSimulation(SEED);
      for (Noise noise : Noise.values()) {
        Shares shares = simulation.equalBuilds(noise, pairs, runs);
        System.out.printf(
            Locale.ROOT,
            "| %d | %s | %.2f %% | %.2f %% | %.2f %% |%n",
            pairs,
            noise.label,
            100 * shares.accused(),
            100 * shares.doubted(),
            100 * shares.byRequests());
      }
      for (int changed : new int[] {1, 2, 4, 40}) {
        System.out.printf(
            Locale.ROOT,
            "| %d | a change in %d of %d answers | found in %.1f %% |%n",
            pairs,
            changed,
            REQUESTS,
            100 * simulation.found(changed, pairs, Math.max(200, runs / 10)));
      }
    }
  }
}
