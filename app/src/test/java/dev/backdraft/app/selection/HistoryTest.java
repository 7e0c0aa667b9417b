package dev.backdraft.app.selection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HistoryTest {
  private final History<String> history = new History<>("whole");

  @Test
  void nothingIsUndoneBeforeSomethingWasDone() {
    assertThat(history.canUndo()).isFalse();
    history.undo();
    assertThat(history.now()).isEqualTo("whole");
    assertThat(history.undoes()).isEmpty();
  }

  @Test
  void everyChangeIsUndoneAndDoneAgain() {
    history.change("one", null, "One");
    history.change("two", null, "Two");
    history.undo();
    assertThat(history.now()).isEqualTo("one");
    assertThat(history.undoes()).isEqualTo("One");
    assertThat(history.redoes()).isEqualTo("Two");
    history.undo();
    assertThat(history.now()).isEqualTo("whole");
    history.redo();
    history.redo();
    assertThat(history.now()).isEqualTo("two");
    assertThat(history.canRedo()).isFalse();
  }

  @Test
  void aChangeAfterAnUndoDropsWhatWasUndone() {
    history.change("one", null, "One");
    history.undo();
    history.change("other", null, "Other");
    assertThat(history.canRedo()).isFalse();
    history.undo();
    assertThat(history.now()).isEqualTo("whole");
  }

  @Test
  void theStepsOfAGestureAreOneEntry() {
    history.change("1..2", "brush", "Brush");
    history.change("1..5", "brush", "Brush");
    history.change("1..9", "brush", "Brush");
    history.undo();
    assertThat(history.now()).isEqualTo("whole");
  }

  @Test
  void twoGesturesAreTwoEntries() {
    history.change("1..2", "brush", "Brush");
    history.endGesture();
    history.change("4..9", "brush", "Brush");
    history.undo();
    assertThat(history.now()).isEqualTo("1..2");
  }

  @Test
  void anotherChangeBetweenThemPartsGestures() {
    history.change("1..2", "brush", "Brush");
    history.change("focus", null, "Focus");
    history.change("1..3", "brush", "Brush");
    history.undo();
    assertThat(history.now()).isEqualTo("focus");
  }

  @Test
  void whatStaysTheSameIsNoChange() {
    history.change("whole", null, "Nothing");
    assertThat(history.canUndo()).isFalse();
  }

  @Test
  void aFileThatIsGoneLeavesNoEmptySteps() {
    history.change("whole+a", null, "A");
    history.change("whole+a+b", null, "B");
    history.change("whole+a+b+c", null, "C");
    history.undo();
    history.everywhere(value -> value.replace("+b", ""));
    assertThat(history.now()).isEqualTo("whole+a");
    history.undo();
    assertThat(history.now()).isEqualTo("whole");
    history.redo();
    history.redo();
    assertThat(history.now()).isEqualTo("whole+a+c");
    assertThat(history.canRedo()).isFalse();
  }

  @Test
  void theProgramsOwnChangesAreNotUndone() {
    history.change("one", null, "One");
    history.amend("one settled");
    assertThat(history.now()).isEqualTo("one settled");
    history.undo();
    assertThat(history.now()).isEqualTo("whole");
  }

  @Test
  void theHistoryIsBounded() {
    for (int i = 0; i < 2_000; i++) {
      history.change("step " + i, null, "Step");
    }
    int steps = 0;
    while (history.canUndo()) {
      history.undo();
      steps++;
    }
    assertThat(steps).isBetween(100, 1_000);
  }
}
