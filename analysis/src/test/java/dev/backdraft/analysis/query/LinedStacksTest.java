package dev.backdraft.analysis.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.recording.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinedStacksTest {
  private static final Recording RECORDING =
      TextRecording.of(
          """
          [http-1] @100 t.T.run:9;a.A.call:3;a.A.call:5;b.B.price:17 300
          [http-1] @200 t.T.run:9;a.A.call:3;a.A.call:5;b.B.price:21 40
          [http-2] @300 t.T.run:9;a.A.call:4;c.C.load 7
          [http-2] @400 t.T.run:9;a.A.call:3;a.A.call:5;b.B.price:17 1
          [http-2] @500 - 2
          """);

  private static List<String> stacks(By by, Selection selection, Transform... steps)
      throws IOException {
    CallTree tree = CallTree.of(RECORDING, selection, by, Transforms.of(steps));
    LinedStacks lined = LinedStacks.of(tree);
    List<String> result = new ArrayList<>();
    long[] sum = new long[1];
    lined.forEach((places, length, weight) -> {
      List<String> frames = new ArrayList<>();
      for (int place : Arrays.copyOf(places, length)) {
        int line = lined.line(place);
        String name = tree.names().text(lined.name(place));
        frames.add(line == LinedStacks.NO_LINE ? name : name + ":" + line);
      }
      Collections.reverse(frames);
      result.add(String.join(";", frames) + " " + weight);
      sum[0] += weight;
    });
    assertThat(sum[0]).as("weights").isEqualTo(tree.total());
    return result;
  }

  @Test
  void aNodeIsToldApartByItsLines() throws IOException {
    assertThat(stacks(By.METHOD, Selection.ALL))
        .containsExactly(
            "t.T.run:9;a.A.call:3;a.A.call:5;b.B.price:17 301",
            "t.T.run:9;a.A.call:3;a.A.call:5;b.B.price:21 40",
            "t.T.run:9;a.A.call:4;c.C.load 7",
            "[no stack] 2");
  }

  @Test
  void whatIsNotSelectedIsNotThere() throws IOException {
    assertThat(stacks(By.METHOD, Selection.ALL.withTime(150, 350)))
        .containsExactly(
            "t.T.run:9;a.A.call:3;a.A.call:5;b.B.price:21 40", "t.T.run:9;a.A.call:4;c.C.load 7");
  }

  @Test
  void turnedRoundTheLinesStayWithTheirNames() throws IOException {
    assertThat(stacks(By.METHOD, Selection.ALL, Transform.of(Transform.Kind.INVERT)))
        .contains("b.B.price:17;a.A.call:5;a.A.call:3;t.T.run:9 301");
  }

  @Test
  void framesThatWereTakenOutTakeNoLineWithThem() throws IOException {
    Transform merged = new Transform(Transform.Kind.MERGE_FUNCTION, "a.A.call");
    assertThat(stacks(By.METHOD, Selection.ALL, merged)).contains("t.T.run:9;b.B.price:17 301");
    Transform focused = new Transform(Transform.Kind.FOCUS_FUNCTION, "a.A.call");
    assertThat(stacks(By.METHOD, Selection.ALL, focused))
        .contains("a.A.call:3;a.A.call:5;b.B.price:21 40", "a.A.call:4;c.C.load 7");
    Transform once = new Transform(Transform.Kind.COLLAPSE_RECURSION, "");
    assertThat(stacks(By.METHOD, Selection.ALL, once))
        .contains("t.T.run:9;a.A.call:5;b.B.price:17 301");
  }

  @Test
  void threadsHaveNoLinesAndClassesHaveMany() throws IOException {
    assertThat(stacks(By.THREAD, Selection.ALL)).contains("http-2;t.T.run:9;a.A.call:4;c.C.load 7");
    assertThat(stacks(By.CLASS, Selection.ALL)).contains("t.T;a.A;b.B 341", "t.T;a.A;c.C 7");
  }
}
