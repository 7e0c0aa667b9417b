package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backdraft.analysis.recording.Recording;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

/** The smaller questions: search, threads and lines of a frame, groups of threads, time. */
class QuestionsTest {
  private static final Recording RECORDING =
      TextRecording.of(
          """
          [http-1] @0 a.A.run;a.B.b:10;a.A.run 3
          [http-2] @400000000 a.A.run;a.B.b:12 4
          [v:] @1000000000 a.A.run;a.C.c 2
          [v:tid=77] @1500000000 a.C.c 5
          [GC Thread#3] @1999999999 a.D.d 1
          """);
  private static final CallTree TREE =
      CallTree.of(RECORDING, Selection.ALL, By.METHOD, Transforms.NONE);

  @Test
  void searchCountsEachStackOnceAndGoesRoundItsMatches() {
    Search search = Search.of(TREE, NamePattern.plain("a.run"));
    assertThat(search.weight()).isEqualTo(9);
    assertThat(search.count()).isEqualTo(2);
    assertThat(search.share()).isEqualTo(0.6);
    int first = search.next(-1);
    int second = search.next(first);
    assertThat(search.next(second)).isEqualTo(first);
    assertThat(search.previous(first)).isEqualTo(second);
    assertThat(search.ordinal(second)).isEqualTo(2);
    Search nothing = Search.of(TREE, NamePattern.plain("zzz"));
    assertThat(nothing.next(0)).isEqualTo(-1);
    assertThat(nothing.previous(0)).isEqualTo(-1);
    assertThat(nothing.share()).isZero();
  }

  @Test
  void capitalsCountOnlyWhereTheyWereTyped() {
    assertThat(NamePattern.plain("cart").matches("com.acme.CART.price")).isTrue();
    assertThat(NamePattern.plain("Cart").matches("com.acme.CART.price")).isFalse();
    assertThat(NamePattern.regex("^com.*price$").matches("com.acme.CART.price")).isTrue();
    assertThatThrownBy(() -> NamePattern.regex("(")).isInstanceOf(PatternSyntaxException.class);
  }

  @Test
  void aFrameKnowsItsThreadsAndLines() {
    FrameDetail detail = FrameDetail.of(TREE, Selection.ALL, TREE.find("a.A.run;a.B.b"));
    assertThat(detail.threads()).isEqualTo(2);
    assertThat(detail.selectedThreads()).isEqualTo(5);
    assertThat(detail.lines()).containsExactly(12, 10);
    assertThat(detail.lineWeights()).containsExactly(4, 3);
    assertThat(detail.topThreadWeights()).containsExactly(4, 3);
  }

  @Test
  void aFrameIsWeighedAsItsTree() {
    CallTree counted =
        CallShape.of(
                RECORDING,
                dev.backdraft.analysis.recording.SampleKind.CPU,
                By.METHOD,
                Transforms.NONE)
            .weigh(Selection.ALL, Weighing.COUNT);
    FrameDetail detail = FrameDetail.of(counted, Selection.ALL, counted.find("a.A.run;a.B.b"));
    assertThat(detail.lines()).containsExactlyInAnyOrder(12, 10);
    assertThat(detail.lineWeights()).containsExactly(1, 1);
    assertThat(detail.topThreadWeights()).containsExactly(1, 1);
  }

  @Test
  void poolsAreNamesThatDifferInNumbers() {
    ThreadGroups groups = ThreadGroups.of(RECORDING.threads());
    assertThat(groups.groups().stream().map(ThreadGroups.Group::name))
        .containsExactly("GC Thread#3", "http-*", "virtual threads");
    assertThat(groups.nameOf(1)).isEqualTo("http-*");
    assertThat(groups.nameOf(-1)).isEqualTo("[no thread]");
    assertThat(ThreadGroups.withoutNumbers("ForkJoinPool-1-worker-33"))
        .isEqualTo("ForkJoinPool-*-worker-*");
    assertThat(ThreadGroups.withoutNumbers("C2 CompilerThread11")).isEqualTo("C2 CompilerThread*");
  }

  @Test
  void hiddenClassesBelongToThePackageOfTheirMaker() {
    CallTree tree =
        CallTree.of(
            TextRecording.of("com.acme.Cart$$Lambda$19.1243806178.call 1\nTop.run 1\nlibc 1"),
            Selection.ALL,
            By.METHOD,
            Transforms.NONE);
    Names names = tree.names();
    int lambda = tree.name(tree.find("com.acme.Cart$$Lambda$19.1243806178.call"));
    assertThat(names.packageName(lambda)).isEqualTo("com.acme");
    assertThat(names.shortText(lambda)).isEqualTo("Cart$$Lambda.call");
    assertThat(names.shortText(tree.name(tree.find("Top.run")))).isEqualTo("Top.run");
    assertThat(names.packageName(tree.name(tree.find("libc")))).isEmpty();
  }

  @Test
  void bucketsAddUpToTheSelection() {
    TimeBuckets buckets =
        TimeBuckets.of(RECORDING, Selection.ALL, Weighing.WEIGHT, 0, 2_000_000_000L, 4);
    assertThat(buckets.weight()).containsExactly(7, 0, 2, 6);
    assertThat(buckets.max()).isEqualTo(7);
    Selection http =
        Selection.ALL.withThreads(
            ThreadGroups.matching(RECORDING.threads(), NamePattern.plain("http")));
    assertThat(TimeBuckets.of(RECORDING, http, Weighing.COUNT, 0, 2_000_000_000L, 2).weight())
        .containsExactly(2, 0);
  }

  @Test
  void theHeatmapHasSecondsAndTheirParts() {
    SubsecondHeatmap map = SubsecondHeatmap.of(RECORDING, Selection.ALL, 0, 2_000_000_000L, 10);
    assertThat(map.columns()).isEqualTo(2);
    assertThat(map.at(0, 0)).isEqualTo(1);
    assertThat(map.at(0, 4)).isEqualTo(1);
    assertThat(map.at(1, 5)).isEqualTo(1);
    assertThat(map.at(1, 9)).isEqualTo(1);
    assertThat(map.max()).isEqualTo(1);
    assertThat(map.cellStartNanos(1, 5)).isEqualTo(1_500_000_000L);
  }

  @Test
  void theHeatmapOfALongRecordingLeavesNothingOut() {
    long day = 86_400_000_000_000L;
    Recording week =
        TextRecording.of(
            "@0 a.A.run 1\n@" + (3 * day) + " a.A.run 1\n@" + (7 * day - 1) + " a.A.run 1");
    SubsecondHeatmap map = SubsecondHeatmap.of(week, Selection.ALL, 0, 7 * day, 10);
    assertThat(map.columnNanos()).isEqualTo(7_000_000_000L);
    assertThat(map.columns()).isEqualTo(86_400);
    int events = 0;
    for (int count : map.count()) {
      events += count;
    }
    assertThat(events).isEqualTo(3);
    assertThat(map.at(86_399, 9)).isEqualTo(1);
    assertThat(map.cellStartNanos(86_399, 5)).isEqualTo(7 * day - 3_500_000_000L);
    assertThat(map.cellStartNanos(1, 0)).isEqualTo(map.columnNanos());
  }

  @Test
  void aSandwichHasTheFunctionInTheMiddle() {
    Sandwich sandwich =
        Sandwich.shapes(
                RECORDING,
                dev.backdraft.analysis.recording.SampleKind.CPU,
                By.METHOD,
                Transforms.NONE,
                "a.B.b")
            .weigh(Selection.ALL, Weighing.WEIGHT);
    assertThat(Collapsed.text(sandwich.callers())).isEqualTo("a.B.b;a.A.run 7\n");
    assertThat(Collapsed.text(sandwich.callees())).isEqualTo("a.B.b 4\na.B.b;a.A.run 3\n");
  }

  @Test
  void vitalsThatWereNotRecordedAreEmpty() {
    Vitals none = Vitals.of(RECORDING);
    assertThat(none.cpu().isEmpty()).isTrue();
    assertThat(none.heapAfterGc().isEmpty()).isTrue();
    assertThat(none.pauses().isEmpty()).isTrue();
  }
}
