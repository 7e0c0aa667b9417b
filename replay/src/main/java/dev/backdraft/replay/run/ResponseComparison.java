package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.EngineResults;
import dev.backdraft.replay.outcome.FieldComparison;
import dev.backdraft.replay.outcome.ResponseValues;
import dev.backdraft.replay.outcome.ResponseView;
import dev.backdraft.replay.plan.Expectation;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.verdict.ResponseFindings;
import dev.backdraft.replay.verdict.ResponseFindings.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the answers of pairs; two blocks of the old build in a row teach what differs anyway.
 */
final class ResponseComparison {
  private final ReplayPlan plan;
  private final FieldComparison fields;
  private final List<Declared> declared;
  private long compared;
  private long byHash;
  private Map<Integer, ResponseView> lastBefore = Map.of();
  private @Nullable RenderedRequests names;

  ResponseComparison(ReplayPlan plan) {
    this.plan = plan;
    this.fields = new FieldComparison(plan.unordered());
    this.declared = plan.expect().stream().map(Declared::new).toList();
  }

  /** What was seen of one change that is meant. */
  private static final class Declared {
    final Expectation expectation;
    long fromBefore;
    long fromAfter;
    long toAfter;
    long otherAfter;

    Declared(Expectation expectation) {
      this.expectation = expectation;
    }

    void add(String endpoint, ResponseView old, ResponseView fresh) {
      String field = expectation.field();
      if (!field.startsWith(endpoint + " ")) {
        return;
      }
      String path = field.substring(endpoint.length() + 1);
      Set<String> was = ResponseValues.at(old, path);
      Set<String> is = ResponseValues.at(fresh, path);
      boolean meant = expectation.from().isEmpty() || was.contains(expectation.from());
      fromBefore += meant && !was.isEmpty() ? 1 : 0;
      fromAfter += !expectation.from().isEmpty() && is.contains(expectation.from()) ? 1 : 0;
      if (meant && !is.equals(was)) {
        boolean right = expectation.to().isEmpty() || is.contains(expectation.to());
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

  /** Whose names the fields go by. */
  void endpoints(RenderedRequests rendered) {
    names = rendered;
  }

  void add(EngineResults before, EngineResults after) {
    Map<Integer, ResponseView> left = views(before);
    for (ResponseView answer : left.values()) {
      byte[] body = answer.body();
      long kept = body == null ? 0 : body.length;
      compared++;
      byHash += kept < answer.bodyBytes() ? 1 : 0;
    }
    Map<Integer, ResponseView> right = views(after);
    RenderedRequests rendered = names;
    left.forEach((request, answer) -> {
      ResponseView again = lastBefore.get(request);
      ResponseView changed = right.get(request);
      if (again != null && changed != null && rendered != null) {
        fields.add(rendered.endpoint(request), request, answer, again, changed);
      }
      if (changed != null && rendered != null) {
        declared.forEach(one -> one.add(rendered.endpoint(request), answer, changed));
      }
    });
    lastBefore = left;
  }

  /** The first answer to each request: later rounds say the same of a field again. */
  private static Map<Integer, ResponseView> views(EngineResults results) {
    Map<Integer, ResponseView> views = new HashMap<>();
    for (int row = 0; row < results.size(); row++) {
      if (!results.outcome(row).notSent()) {
        views.putIfAbsent(
            results.request(row),
            new ResponseView(
                results.outcome(row),
                results.status(row),
                results.body(row),
                results.bodyBytes(row),
                results.bodyHash(row)));
      }
    }
    return views;
  }

  /** What could not be compared by its values, in words; empty if all was. */
  String uncompared() {
    return byHash == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d of %,d answers were compared by a hash only: their bodies are larger than 64 KB,"
                + " or beyond 64 MB a block",
            byHash,
            compared);
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
      boolean meant = declared.stream().anyMatch(one -> one.expectation.field().equals(name));
      if (!meant && !plan.ignore().contains(name) && !outcomeField(field)) {
        undeclared.add(field.label());
      }
    }
    boolean before = false;
    int all = 0;
    int some = 0;
    for (Declared one : declared) {
      Shown shown = one.shown(certain.contains(one.expectation.field()));
      before |= one.shownBefore();
      all += shown == Shown.ALL ? 1 : 0;
      some += shown == Shown.NOTHING ? 0 : 1;
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
      doubtful.addAll(undeclared);
      undeclared = List.of();
    }
    return new ResponseFindings(undeclared, doubtful, expected, before);
  }

  /** Fields that differ in too few blocks to be sure. */
  private List<String> doubtful() {
    return fields.fields().stream()
        .filter(FieldComparison.Field::doubtful)
        .filter(field -> !outcomeField(field) && !mentioned(field.endpoint() + " " + field.path()))
        .map(FieldComparison.Field::label)
        .toList();
  }

  private boolean mentioned(String name) {
    return plan.ignore().contains(name)
        || declared.stream().anyMatch(one -> one.expectation.field().equals(name));
  }

  /** Failures are judged as such; that they went away is no change to declare. */
  private static boolean outcomeField(FieldComparison.Field field) {
    return field.path().equals("outcome")
        || (field.path().equals("status")
            && field.samples().stream().allMatch(sample -> sample.before().startsWith("5")));
  }
}
