package dev.backdraft.app.flame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.app.inspector.SmallRecording;
import dev.backdraft.viewers.flame.FlameView;
import org.junit.jupiter.api.Test;

final class LinkedZoomTest {
  private static final CallTree BEFORE = tree("Main.a;Main.b 60\nMain.a;Main.c 20\nMain.d 20\n");
  private static final CallTree AFTER = tree("Main.a;Main.b 10\nMain.a;Main.c 30\nMain.d 60\n");

  @Test
  void theWholeIsTheWhole() {
    assertThat(LinkedZoom.in(AFTER, BEFORE, FlameView.WHOLE)).isEqualTo(FlameView.WHOLE);
  }

  @Test
  void theSameFrameIsFoundWhereverItStands() {
    int c = BEFORE.find("com.acme.Main.a;com.acme.Main.c");
    FlameView view = LinkedZoom.in(AFTER, BEFORE, new FlameView(0.6, 0.8, 38, c));
    assertThat(AFTER.text(view.node())).isEqualTo("com.acme.Main.c");
    assertThat(view.width()).isCloseTo(0.3, within(1e-9));
    assertThat(view.scroll()).isEqualTo(38);
  }

  @Test
  void halfOfAFrameIsHalfOfItThere() {
    int d = BEFORE.find("com.acme.Main.d");
    FlameView view = LinkedZoom.in(AFTER, BEFORE, new FlameView(0.8, 0.9, 0, d));
    assertThat(view.width()).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void aFrameThatIsNotThereIsItsNearestCaller() {
    CallTree without = tree("Main.a;Main.b 10\nMain.d 30\n");
    int c = BEFORE.find("com.acme.Main.a;com.acme.Main.c");
    FlameView view = LinkedZoom.in(without, BEFORE, new FlameView(0.6, 0.8, 0, c));
    assertThat(without.text(view.node())).isEqualTo("com.acme.Main.a");
    assertThat(view.width()).isCloseTo(0.25, within(1e-9));
  }

  private static CallTree tree(String lines) {
    return CallTree.of(SmallRecording.of(lines), Selection.ALL, By.METHOD, Transforms.NONE);
  }
}
