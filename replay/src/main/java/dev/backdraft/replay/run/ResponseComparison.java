package dev.backdraft.replay.run;

import dev.backdraft.replay.outcome.ComparingWork;
import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.outcome.ResponseValues;
import dev.backdraft.replay.outcome.ResponseView;
import dev.backdraft.replay.outcome.Turn;
import dev.backdraft.replay.plan.Expectation;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.run.BlockRun.Measured;
import dev.backdraft.replay.verdict.ResponseFindings;
import dev.backdraft.replay.verdict.ResponseFindings.Shown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares the answers of pairs; two blocks of the old build in a row teach what differs anyway.
 */
final class ResponseComparison {
  /** Of numbers that the fix shifts by answering what failed. */
  private static final String COUNTING =
      "; its values count up from request to request, and shift where the builds answer more or"
          + " fewer of them: put it under \"ignore\" if any value will do";

  private static final String HEADER = " header.";
  private static final String COOKIES = HEADER + "set-cookie";

  /** Who watches is told so often. */
  private static final long TOLD_NANOS = 500_000_000;

  private final ReplayPlan plan;
  private final FieldComparison fields;
  private final List<Declared> declared;
  private final long mostBytes;
  private long answers;

  /** Compared by a hash only: their bodies were not kept whole. */
  private long unkept;

  /** Compared by a hash only: enough was parsed of their pair. */
  private long beyond;

  /** Not compared at all: the run was stopped. */
  private long left;

  private long headless;
  private BlockAnswers lastBefore = BlockAnswers.NONE;
  private @Nullable ShownAnswers shown;
  private @Nullable RenderedRequests names;

  /**
   * For a whole run.
   *
   * @param mostBytes parsed of the answers of one pair, see {@link ComparingWork}
   */
  ResponseComparison(ReplayPlan plan, long mostBytes) {
    this.plan = plan;
    this.mostBytes = mostBytes;
    this.fields = new FieldComparison(plan.unordered(), this::shown);
    this.declared = plan.expect().stream().map(Declared::new).toList();
  }

  /** What was seen of one change that is meant. */
  private static final class Declared {
    final Expectation expectation;
    final String from;
    final String to;
    long fromBefore;
    long fromAfter;
    long toAfter;
    long otherAfter;
    boolean there;

    Declared(Expectation expectation) {
      this.expectation = expectation;
      String path = expectation.field().substring(expectation.field().lastIndexOf(' ') + 1);
      this.from = ResponseValues.meant(path, expectation.from());
      this.to = ResponseValues.meant(path, expectation.to());
    }

    /** It is about what bodies of this endpoint hold. */
    boolean looksInto(String endpoint) {
      return asks(endpoint) && expectation.field().startsWith("$", endpoint.length() + 1);
    }

    /** It is about answers of this endpoint. */
    boolean asks(String endpoint) {
      return expectation.field().startsWith(endpoint + " ");
    }

    void add(String endpoint, ResponseView old, ResponseView fresh, ComparingWork work) {
      String field = expectation.field();
      if (!asks(endpoint)) {
        return;
      }
      String path = field.substring(endpoint.length() + 1);
      if (!ResponseValues.comparable(old, fresh, path)) {
        return;
      }
      Set<String> was = ResponseValues.at(old, path, work);
      Set<String> is = ResponseValues.at(fresh, path, work);
      there |= !was.isEmpty() || !is.isEmpty();
      boolean meant = from.isEmpty() || was.contains(from);
      fromBefore += meant && !was.isEmpty() ? 1 : 0;
      fromAfter += !from.isEmpty() && is.contains(from) ? 1 : 0;
      if (meant && !is.equals(was)) {
        boolean right = to.isEmpty() || is.contains(to);
        toAfter += right ? 1 : 0;
        otherAfter += right ? 0 : 1;
      }
    }

    /** The answer that is to change was seen before. */
    boolean shownBefore() {
      return fromBefore > 0;
    }

    Shown shown(boolean certain) {
      if (toAfter == 0) {
        return Shown.NOTHING;
      }
      return certain && fromAfter == 0 && otherAfter == 0 ? Shown.ALL : Shown.SOME;
    }
  }

  /** Whose names the fields go by, and how answers are shown. */
  void begin(RenderedRequests rendered, ShownAnswers shownAnswers) {
    names = rendered;
    shown = shownAnswers;
  }

  private ResponseView shown(ResponseView answer) {
    ShownAnswers how = shown;
    return how == null ? answer : how.of(answer);
  }

  /** Takes the pair over, with the files of its large bodies; compares until it is stopped. */
  void add(Measured before, Measured after, ReplayListener listener, BooleanSupplier stopped) {
    BlockAnswers old = BlockAnswers.of(before);
    try (BlockAnswers fresh = BlockAnswers.of(after)) {
      RenderedRequests rendered = names;
      if (rendered != null) {
        add(rendered, old, fresh, listener, stopped);
      }
      answers += old.size() + fresh.size();
      headless += plan.headers().isEmpty() ? 0 : old.headless() + fresh.headless();
    } finally {
      lastBefore.close();
      lastBefore = old;
    }
  }

  private void add(
      RenderedRequests rendered,
      BlockAnswers old,
      BlockAnswers fresh,
      ReplayListener listener,
      BooleanSupplier stopped) {
    long enough = fields.work().bytes() + mostBytes;
    long told = System.nanoTime();
    int done = 0;
    List<Integer> requests = old.requests();
    listener.comparing(0, 2L * requests.size());
    for (int request : requests) {
      if (stopped.getAsBoolean()) {
        left += 2L * (requests.size() - done);
        break;
      }
      add(rendered.endpoint(request), request, old, fresh, fields.work().bytes() < enough);
      done++;
      if (System.nanoTime() - told > TOLD_NANOS) {
        told = System.nanoTime();
        listener.comparing(2L * done, 2L * requests.size());
      }
    }
  }

  private void add(
      String endpoint, int request, BlockAnswers old, BlockAnswers fresh, boolean room) {
    boolean same =
        sameBody(old.answer(request), fresh.answer(request))
            && sameBody(old.answer(request), lastBefore.answer(request));
    // A body that is the same everywhere need not be read, unless somebody asks what it holds.
    boolean asked = !same || declared.stream().anyMatch(one -> one.looksInto(endpoint));
    ResponseView answer = read(old, request, asked, room);
    ResponseView again = read(lastBefore, request, asked, room);
    ResponseView changed = read(fresh, request, asked, room);
    if (answer == null || changed == null) {
      return;
    }
    boolean whole = answer.isWhole() && changed.isWhole() && (again == null || again.isWhole());
    if (asked && !whole) {
      unkept += room ? 2 : 0;
      beyond += room ? 0 : 2;
    }
    if (again != null) {
      add(endpoint, request, List.of(answer, again, changed), same);
    }
    declared.forEach(one -> one.add(endpoint, answer, changed, fields.work()));
  }

  /** As much of an answer as is looked at: without room its hash must do. */
  private static @Nullable ResponseView read(
      BlockAnswers answers, int request, boolean asked, boolean room) {
    if (asked && room) {
      return answers.whole(request);
    }
    ResponseView answer = answers.answer(request);
    return answer == null || !asked ? answer : answer.with(answer.headers(), null);
  }

  /**
   * What is not known of one of three answers is not asked of the others: a body that was lost, or
   * headers that were not kept, would look like a change.
   */
  private void add(String endpoint, int request, List<ResponseView> answers, boolean same) {
    boolean headers = answers.stream().allMatch(answer -> answer.headers() != null);
    boolean bodies = same || answers.stream().allMatch(ResponseView::isWhole);
    // By their hashes alone nobody can tell a change that is meant from another.
    boolean none = !bodies && declared.stream().anyMatch(one -> one.looksInto(endpoint));
    List<ResponseView> alike =
        answers.stream()
            .map(answer -> none ? answer.withoutBody() : answer)
            .map(answer ->
                answer.with(headers ? answer.headers() : null, bodies ? answer.body() : null))
            .toList();
    fields.add(endpoint, request, alike.get(0), alike.get(1), alike.get(2));
  }

  private static boolean sameBody(@Nullable ResponseView one, @Nullable ResponseView other) {
    return one == null
        || other == null
        || (one.bodyBytes() == other.bodyBytes() && one.bodyHash() == other.bodyHash());
  }

  /** What could not be compared by its values, in words; empty if all was. */
  List<String> uncompared() {
    List<String> notes = new ArrayList<>();
    note(
        notes,
        unkept,
        "were compared by a hash only: their bodies are larger than is kept of one or of a block,"
            + " came too fast to be written, or there was no disk");
    note(
        notes,
        beyond,
        "were compared by a hash only: to compare more of a pair by value would take too long; the"
            + " smaller ones came first");
    note(notes, left, "were not compared: the run was stopped");
    if (headless > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "of %,d of %,d answers no header was compared: they are larger than 16 KB, or beyond"
                  + " 16 MB of different ones a block",
              headless,
              answers));
    }
    return notes;
  }

  /** Names of the plan that met nothing in the answers; empty if there were none to meet. */
  List<String> unmet() {
    List<String> unmet = new ArrayList<>();
    if (answers == 0) {
      return unmet;
    }
    for (Declared one : declared) {
      String name = "\"expect\": \"" + one.expectation.field() + "\"";
      if (!one.there) {
        unmet.add(name + " stands in no answer");
      } else if (!one.from.isEmpty() && one.fromBefore == 0) {
        unmet.add(name + " was \"" + one.expectation.from() + "\" in no answer before");
      }
    }
    for (String ignored : plan.ignore()) {
      boolean met =
          fields.fields().stream().anyMatch(f -> covers(ignored, f.endpoint() + " " + f.path()));
      if (!met) {
        unmet.add("\"ignore\": \"" + ignored + "\" differs in no answer: it ignores nothing");
      }
    }
    return unmet;
  }

  private void note(List<String> notes, long count, String what) {
    if (count > 0) {
      notes.add(String.format(Locale.ROOT, "%,d of %,d answers %s", count, answers, what));
    }
  }

  List<FieldComparison.Field> fields() {
    return fields.fields();
  }

  /** What is added next is of another pair of blocks. */
  void nextPair() {
    fields.nextPair();
  }

  ResponseFindings findings() {
    List<String> undeclared = new ArrayList<>();
    Set<String> certain = new HashSet<>();
    for (FieldComparison.Field field : fields.fields()) {
      String name = field.endpoint() + " " + field.path();
      if (!field.certain()) {
        continue;
      }
      certain.add(name);
      if (!mentioned(name) && !outcomeField(field)) {
        undeclared.add(told(field));
      }
    }
    boolean before = false;
    int all = 0;
    int some = 0;
    for (Declared one : declared) {
      String field = one.expectation.field();
      Shown change = one.shown(certain.stream().anyMatch(name -> covers(field, name)));
      before |= one.shownBefore();
      all += change == Shown.ALL ? 1 : 0;
      some += change == Shown.NOTHING ? 0 : 1;
      if (one.otherAfter > 0) {
        undeclared.add(
            one.expectation.field()
                + " became something else than \""
                + one.expectation.to()
                + "\" in "
                + one.otherAfter
                + " answers");
      }
    }
    Shown expected =
        all == declared.size() && all > 0 ? Shown.ALL : some > 0 ? Shown.SOME : Shown.NOTHING;
    List<String> doubtful = new ArrayList<>(doubtful());
    if (plan.soak()) {
      // Its parts are one process: what that drew once differs in all of them.
      undeclared.forEach(field -> doubtful.add(field + ", in parts of one process"));
      undeclared = List.of();
    }
    return new ResponseFindings(undeclared, doubtful, expected, before);
  }

  /** Fields that differ in too few blocks to be sure. */
  private List<String> doubtful() {
    return fields.fields().stream()
        .filter(FieldComparison.Field::doubtful)
        .filter(field -> !outcomeField(field) && !mentioned(field.endpoint() + " " + field.path()))
        .map(field -> told(field) + (field.counting() ? COUNTING : ", but not in all blocks"))
        .toList();
  }

  /** What each field means for the fix, in the order of {@link #fields}. */
  List<FieldMeaning> meanings() {
    return fields.fields().stream().map(this::meaning).toList();
  }

  private FieldMeaning meaning(FieldComparison.Field field) {
    String name = field.endpoint() + " " + field.path();
    if (plan.ignore().stream().anyMatch(one -> covers(one, name))) {
      return FieldMeaning.IGNORED;
    }
    FieldMeaning against = plan.soak() ? FieldMeaning.DOUBTFUL : FieldMeaning.AGAINST;
    List<Declared> meant =
        declared.stream().filter(one -> covers(one.expectation.field(), name)).toList();
    if (!meant.isEmpty()) {
      boolean other = meant.stream().anyMatch(one -> one.otherAfter > 0);
      return other ? against : FieldMeaning.DECLARED;
    }
    if (outcomeField(field)) {
      return field.turn() == Turn.MENDED ? FieldMeaning.MENDED : FieldMeaning.FAILURE;
    }
    if (field.certain()) {
      return against;
    }
    return field.doubtful() ? FieldMeaning.DOUBTFUL : FieldMeaning.SEEN;
  }

  private boolean mentioned(String name) {
    return plan.ignore().stream().anyMatch(one -> covers(one, name))
        || declared.stream().anyMatch(one -> covers(one.expectation.field(), name));
  }

  /** A header's name is meant in any case, and with it all cookies that it sets. */
  private static boolean covers(String declared, String field) {
    if (declared.equals(field)) {
      return true;
    }
    int at = declared.indexOf(HEADER);
    if (at < 0 || !field.startsWith(declared.substring(0, at) + HEADER)) {
      return false;
    }
    String named = declared.substring(at);
    String found = field.substring(at);
    return found.equalsIgnoreCase(named)
        || (named.equalsIgnoreCase(COOKIES) && found.startsWith(COOKIES + "."));
  }

  /** Failures are judged as such; that they went away is no change to declare. */
  private static boolean outcomeField(FieldComparison.Field field) {
    return switch (field.turn()) {
      case NONE, REFUSED -> false;
      case MENDED, STILL -> true;
      case BROKE, OTHER -> field.path().equals("outcome");
    };
  }

  /** A request that is refused now is not served: whoever means that can say so. */
  private static String told(FieldComparison.Field field) {
    if (field.turn() != Turn.REFUSED || field.samples().isEmpty()) {
      return field.label();
    }
    return field.label()
        + ": what failed is refused now with status "
        + field.samples().getFirst().fresh().status();
  }
}
