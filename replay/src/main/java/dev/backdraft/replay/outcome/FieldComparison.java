package dev.backdraft.replay.outcome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of which endpoints the fix changed. Each request is asked twice of the old build and
 * once of the new: a field that differs between the two old answers as often as between old and new
 * is noise. For one thread.
 *
 * <p>Fields within answers are held against each other only where none of the three failed: what
 * varies in a field cannot be seen in one that did.
 *
 * <p>Requests of one block share its process: the order of a set or the name of an instance is
 * drawn once for all of them, and a thousand equal answers say no more of it than one. So a field
 * must differ in nearly all pairs of blocks as well, before it counts against a build.
 */
public final class FieldComparison {
  /** Of the listed fields, so many may be listed by mistake. */
  private static final double FALSE_DISCOVERIES = 0.05;

  /** That any field counts against the fix by mistake. */
  private static final double FAMILY_ERROR = 0.01;

  /**
   * Fewer pairs settle nothing, even if all show the field: of six, five have a block before theirs
   * to learn the noise from.
   */
  private static final double PAIRS_ERROR = 1 / 32.0;

  /** The same for a field that is only listed. */
  private static final double LISTED_PAIRS_ERROR = 0.05;

  /** Chances come from logarithms: one in 32 may be a little more. */
  private static final double ROUNDED = 1 + 1e-9;

  private static final int SAMPLES = 5;

  /** Stands for a value of which nothing may be shown. */
  private static final String HIDDEN = "(a secret)";

  private final Map<Key, Counts> fields = new HashMap<>();
  private final Map<String, Long> totals = new HashMap<>();
  private final boolean unordered;
  private final UnaryOperator<ResponseView> shown;
  private final ComparingWork work = new ComparingWork();
  private final UsualStatus usual = new UsualStatus();

  /** Pairs of blocks of which anything was compared. */
  private int pairs;

  private boolean another = true;

  /** What is counted. */
  private record Key(String endpoint, String path, Difference.Kind kind, Turn turn) {}

  private static final class Counts {
    long onlyAfter;
    long onlyNoise;
    long both;

    /** For each pair of blocks, how many more requests differ after than between old answers. */
    long[] more = new long[8];

    final List<Sample> samples = new ArrayList<>();
    final CountingValues values = new CountingValues();

    void add(int pair, int change) {
      if (pair >= more.length) {
        more = Arrays.copyOf(more, 2 * pair);
      }
      more[pair] += change;
      onlyAfter += Math.max(0, change);
      onlyNoise += Math.max(0, -change);
    }

    /** How likely so many pairs show more changes than noise by chance. */
    double pairsChance() {
      long shown = Arrays.stream(more).filter(net -> net > 0).count();
      long against = Arrays.stream(more).filter(net -> net < 0).count();
      return SignTest.atLeast(shown, shown + against);
    }
  }

  /**
   * One request in which a field differed.
   *
   * @param old the answer before, as it may be shown
   * @param fresh the answer after, as it may be shown
   */
  public record Sample(
      long request, String before, String after, ResponseView old, ResponseView fresh) {}

  /**
   * One field with what was seen of it.
   *
   * @param turn of requests that ended otherwise, what became of them; they are counted apart, lest
   *     failures that come and go hide what the new build refuses
   * @param changed requests whose old and new answers differ here
   * @param noise requests whose two old answers differ here
   * @param total requests compared
   * @param p how likely so many more changes than noise are by chance
   * @param listed survives a false-discovery rate of 5 %
   * @param certain survives Holm at 0.01 and shows in nearly all pairs of blocks: counts against
   *     the fix unless declared
   * @param doubtful never differs between blocks of the old build, but in some blocks only of the
   *     new: a rare change, or one that the process drew
   * @param counting its values count up with the requests, and are others by no more than the
   *     requests that the builds answered otherwise: doubtful where it would be certain
   */
  public record Field(
      String endpoint,
      String path,
      Difference.Kind kind,
      Turn turn,
      long changed,
      long noise,
      long total,
      double p,
      boolean listed,
      boolean certain,
      boolean doubtful,
      boolean counting,
      List<Sample> samples) {
    /** As people and the verdict name it. */
    public String label() {
      return endpoint + " " + path + " (" + kind.id() + ", " + changed + " of " + total + ")";
    }
  }

  /** With {@code unordered}, arrays are compared as bags. */
  public FieldComparison(boolean unordered) {
    this(unordered, answer -> answer);
  }

  /**
   * The same for answers that hold secrets.
   *
   * @param shown an answer as it may be shown; what is told of a field is taken from that
   */
  public FieldComparison(boolean unordered, UnaryOperator<ResponseView> shown) {
    this.unordered = unordered;
    this.shown = shown;
  }

  /** Two answers as they may be shown, and how they differ so; made only where they are. */
  private final class Showing {
    final ResponseView old;
    final ResponseView fresh;
    private final List<Difference> differences;

    Showing(ResponseView before, ResponseView after) {
      ResponseView left = shown.apply(before);
      ResponseView right = shown.apply(after);
      work.shown(left);
      work.shown(right);
      differences = ResponseDiff.between(left, right, unordered, work);
      old = left.brief();
      fresh = right.brief();
    }

    Sample sample(long request, Difference seen) {
      for (Difference one : differences) {
        if (one.path().equals(seen.path())) {
          return new Sample(request, one.before(), one.after(), old, fresh);
        }
      }
      return new Sample(request, HIDDEN, HIDDEN, old, fresh);
    }
  }

  /** Adds one request: two answers of the old build and one of the new. */
  public void add(
      String endpoint, long request, ResponseView old, ResponseView again, ResponseView after) {
    totals.merge(endpoint, 1L, Long::sum);
    pairs += another ? 1 : 0;
    another = false;
    usual.add(endpoint, request, again);
    usual.add(endpoint, request, old);
    boolean within = ResponseDiff.looksWithin(old, again) && ResponseDiff.looksWithin(old, after);
    Set<Key> noise = new HashSet<>();
    for (Difference difference : ResponseDiff.between(old, again, unordered, work)) {
      if (within || isEnd(difference)) {
        noise.add(key(endpoint, difference, Turn.of(old, again, usual.of(endpoint, request))));
      }
    }
    Showing showing = null;
    for (Difference difference : ResponseDiff.between(old, after, unordered, work)) {
      if (!within && !isEnd(difference)) {
        continue;
      }
      Key key = key(endpoint, difference, Turn.of(old, after, usual.of(endpoint, request)));
      Counts counts = fields.computeIfAbsent(key, k -> new Counts());
      counts.values.add(pairs, request, difference.before(), difference.after());
      if (noise.remove(key)) {
        counts.both++;
      } else {
        counts.add(pairs, 1);
      }
      if (counts.samples.size() < SAMPLES) {
        showing = showing == null ? new Showing(old, after) : showing;
        counts.samples.add(showing.sample(request, difference));
      }
    }
    noise.forEach(key -> fields.computeIfAbsent(key, k -> new Counts()).add(pairs, -1));
  }

  private static Key key(String endpoint, Difference difference, Turn turn) {
    return new Key(
        endpoint, difference.path(), difference.kind(), isEnd(difference) ? turn : Turn.NONE);
  }

  private static boolean isEnd(Difference difference) {
    return difference.path().equals("status") || difference.path().equals("outcome");
  }

  /** What all comparing took so far. */
  public ComparingWork work() {
    return work;
  }

  /** What is added from now on is of another pair of blocks. */
  public void nextPair() {
    another = true;
  }

  /** All fields that differed at all, the surest first. */
  public List<Field> fields() {
    List<Map.Entry<Key, Counts>> all = new ArrayList<>(fields.entrySet());
    all.sort(
        Comparator.comparing((Map.Entry<Key, Counts> e) -> e.getKey().endpoint())
            .thenComparing(e -> e.getKey().path())
            .thenComparing(e -> e.getKey().kind())
            .thenComparing(e -> e.getKey().turn()));
    double[] p = new double[all.size()];
    for (int i = 0; i < p.length; i++) {
      Counts counts = all.get(i).getValue();
      p[i] = SignTest.atLeast(counts.onlyAfter, counts.onlyAfter + counts.onlyNoise);
    }
    boolean[] listed = Multiplicity.benjaminiHochberg(p, FALSE_DISCOVERIES);
    boolean[] sure = Multiplicity.holm(p, FAMILY_ERROR);
    List<Field> result = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      Key key = all.get(i).getKey();
      Counts counts = all.get(i).getValue();
      @Nullable Long total = totals.get(key.endpoint());
      double chance = counts.pairsChance();
      boolean counting = sure[i] && counts.values.count();
      boolean certain = sure[i] && !counting && chance <= pairsLimit(p.length);
      boolean quiet = counts.onlyNoise + counts.both == 0;
      result.add(
          new Field(
              key.endpoint(),
              key.path(),
              key.kind(),
              key.turn(),
              counts.onlyAfter + counts.both,
              counts.onlyNoise + counts.both,
              total == null ? 0 : total,
              p[i],
              listed[i] && (quiet || chance <= LISTED_PAIRS_ERROR),
              certain,
              sure[i] && !certain && (quiet || counting),
              counting,
              List.copyOf(counts.samples)));
    }
    result.sort(Comparator.comparingDouble(Field::p));
    return result;
  }

  /**
   * The level over all fields; where so few pairs cannot reach it, all of them must show the field.
   */
  private double pairsLimit(int asked) {
    double all = Math.pow(0.5, pairs);
    return Math.min(PAIRS_ERROR, Math.max(FAMILY_ERROR / asked, all)) * ROUNDED;
  }
}
