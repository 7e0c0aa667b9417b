package dev.backdraft.app.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.viewers.flame.FlameView;
import dev.backdraft.viewers.timeline.TimeRange;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LookModelTest {
  private static final String BEFORE = "before.jfr";
  private static final String AFTER = "after.jfr";

  private final LookModel looks = new LookModel();

  @BeforeEach
  void open() {
    looks.begin(BEFORE, Look.at(SampleKind.CPU));
    looks.begin(AFTER, Look.at(SampleKind.CPU));
  }

  @Test
  void openingAFileIsNothingToUndo() {
    assertThat(looks.canUndo().get()).isFalse();
    assertThat(looks.recordings()).containsExactly(AFTER, BEFORE);
  }

  @Test
  void aChangeOfAFileThatIsNotOpenIsNone() {
    looks.change("other.jfr", "Search", look -> look.withSearch("x"));
    assertThat(looks.canUndo().get()).isFalse();
  }

  @Test
  void everyChangeSaysWhatItsUndoingUndoes() {
    looks.change(BEFORE, "Search", look -> look.withSearch("x"));
    assertThat(looks.undoes().get()).isEqualTo("Search");
    looks.undo();
    assertThat(looks.undoes().get()).isEmpty();
    assertThat(looks.redoes().get()).isEqualTo("Search");
    assertThat(look(BEFORE).search()).isEmpty();
  }

  @Test
  void aDragIsOneStepAndTheNextDragAnother() {
    for (long to = 2; to < 9; to++) {
      TimeRange range = new TimeRange(1, to);
      looks.change(BEFORE, Step.BRUSH, "", "Time", look -> look.withTime(range));
    }
    looks.endGesture();
    looks.change(BEFORE, Step.BRUSH, "", "Time", look -> look.withTime(new TimeRange(5, 6)));
    looks.undo();
    assertThat(look(BEFORE).time()).isEqualTo(new TimeRange(1, 8));
    looks.undo();
    assertThat(look(BEFORE).time()).isNull();
    assertThat(looks.restored().get()).isEqualTo(2);
  }

  @Test
  void apartTwoRecordingsHaveTwoLooks() {
    looks.change(BEFORE, "Search", look -> look.withSearch("x"));
    assertThat(look(AFTER).search()).isEmpty();
  }

  private void together() {
    looks.pair(List.of(BEFORE, AFTER));
    looks.sideBySide(true);
    looks.extent(BEFORE, new TimeRange(1000, 2000));
    looks.extent(AFTER, new TimeRange(50_000, 50_600));
  }

  private void time(String recording, long from, long to) {
    TimeRange range = new TimeRange(from, to);
    looks.change(recording, Step.BRUSH, "", "Time", look -> look.withTime(range));
  }

  @Test
  void aLinkedPairIsLookedAtAsLongAfterItsStart() {
    together();
    time(BEFORE, 1100, 1200);
    time(BEFORE, 1100, 1300);
    assertThat(look(AFTER).time()).isEqualTo(new TimeRange(50_100, 50_300));
    time(AFTER, 50_400, 50_500);
    assertThat(look(BEFORE).time()).isEqualTo(new TimeRange(1400, 1500));
    looks.undo();
    assertThat(look(BEFORE).time()).isEqualTo(new TimeRange(1100, 1300));
    assertThat(look(AFTER).time()).isEqualTo(new TimeRange(50_100, 50_300));
    looks.change(AFTER, "All of the time", look -> look.withTime(null));
    assertThat(look(BEFORE).time()).isNull();
    looks.undo();
    looks.undo();
    assertThat(look(BEFORE).time()).as("one drag, one step, for both").isNull();
    assertThat(look(AFTER).time()).isNull();
  }

  @Test
  void aTimeThatTheOtherHasNotStaysAsLateAndComesBackUnchanged() {
    together();
    time(BEFORE, 1700, 1800);
    assertThat(look(AFTER).time()).isEqualTo(new TimeRange(50_700, 50_800));
    time(BEFORE, 1200, 1300);
    assertThat(look(AFTER).time()).isEqualTo(new TimeRange(50_200, 50_300));
  }

  @Test
  void timesThatWereChosenApartAreKeptApartUntilOneIsChanged() {
    together();
    looks.linked(false);
    time(BEFORE, 1100, 1200);
    time(AFTER, 50_500, 50_600);
    looks.linked(true);
    looks.change(BEFORE, "Search", look -> look.withSearch("x"));
    assertThat(look(AFTER).search()).isEqualTo("x");
    assertThat(look(AFTER).time()).isEqualTo(new TimeRange(50_500, 50_600));
    time(BEFORE, 1000, 1100);
    assertThat(look(AFTER).time()).isEqualTo(new TimeRange(50_000, 50_100));
  }

  @Test
  void aLinkedPairIsAskedTheSameButKeepsItsPlace() {
    looks.pair(List.of(BEFORE, AFTER));
    looks.sideBySide(true);
    FlameView place = new FlameView(0.1, 0.2, 0, 3);
    looks.change(AFTER, "Zoom", look -> look.withZoom(place));
    Transform focus = new Transform(Transform.Kind.FOCUS_FUNCTION, "Cart.price");
    looks.change(BEFORE, "Focus", look -> look.with(focus));
    assertThat(look(AFTER).transforms().steps()).containsExactly(focus);
    assertThat(look(AFTER).zoom()).isEqualTo(place);
    looks.undo();
    assertThat(look(AFTER).transforms().isEmpty()).as("one step back for both").isTrue();
  }

  @Test
  void anUnlinkedPairIsAskedApart() {
    looks.pair(List.of(BEFORE, AFTER));
    looks.sideBySide(true);
    looks.linked(false);
    looks.change(BEFORE, "Search", look -> look.withSearch("x"));
    assertThat(look(AFTER).search()).isEmpty();
    looks.undo();
    looks.undo();
    assertThat(looks.now().get().linked()).isTrue();
  }

  @Test
  void aClosedFileIsForgottenInTheHistory() {
    looks.change(BEFORE, "Search", look -> look.withSearch("x"));
    looks.change(AFTER, "Search", look -> look.withSearch("y"));
    looks.forget(BEFORE);
    looks.undo();
    assertThat(look(AFTER).search()).isEmpty();
    assertThat(looks.canUndo().get()).as("no step that shows nothing").isFalse();
  }

  @Test
  void bottomUpTurnsRoundTwice() {
    Transform invert = Transform.of(Transform.Kind.INVERT);
    looks.change(BEFORE, "Bottom-up", look -> look.with(invert));
    assertThat(look(BEFORE).bottomUp()).isTrue();
    looks.change(BEFORE, "Bottom-up", look -> look.with(invert));
    assertThat(look(BEFORE)).isEqualTo(Look.at(SampleKind.CPU));
  }

  @Test
  void searchAndPlaceAreTheSameQuestion() {
    Look look = Look.at(SampleKind.CPU);
    assertThat(look.sameQuestion(look.withSearch("x").withZoom(new FlameView(0, 0.5, 0, 1))))
        .isTrue();
    assertThat(look.sameQuestion(look.withFrames("x"))).isFalse();
    assertThat(look.sameQuestion(look.around("Cart.price"))).isFalse();
  }

  private Look look(String recording) {
    return looks.now().get().look(recording).orElseThrow();
  }
}
