package dev.backdraft.viewers.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameLoopTest {
  private final Deque<Runnable> toPaint = new ArrayDeque<>();
  private final Deque<Runnable> toShow = new ArrayDeque<>();
  private final List<String> seen = new ArrayList<>();
  private int made;

  private FrameLoop.Frame frame() {
    int number = ++made;
    return new FrameLoop.Frame() {
      @Override
      public void paint() {
        seen.add("paint " + number);
      }

      @Override
      public void show() {
        seen.add("show " + number);
      }
    };
  }

  @Test
  void requestsDuringAPictureJoinIntoOne() {
    FrameLoop loop = new FrameLoop(toPaint::add, toShow::add, this::frame, 0);
    loop.request();
    loop.request();
    loop.request();
    toPaint.remove().run();
    toShow.remove().run();
    toPaint.remove().run();
    toShow.remove().run();
    assertThat(seen).containsExactly("paint 1", "show 1", "paint 2", "show 2");
    assertThat(toPaint).isEmpty();
  }

  @Test
  void aPulseShowsThePictureThatIsReadyAndShowsItOnce() {
    // A picture's time is measured: with all patience no machine is too slow for it.
    FrameLoop loop = new FrameLoop(toPaint::add, toShow::add, this::frame, Long.MAX_VALUE / 8);
    loop.request();
    toPaint.remove().run();
    loop.settle();
    assertThat(seen).containsExactly("paint 1", "show 1");
    loop.request();
    toShow.remove().run();
    assertThat(seen).as("the way back comes too late").containsExactly("paint 1", "show 1");
    toPaint.remove().run();
    loop.settle();
    assertThat(seen).endsWith("paint 2", "show 2");
  }

  @Test
  void aPictureWhoseTurnHasNotComeIsNotWaitedFor() {
    FrameLoop loop = new FrameLoop(toPaint::add, toShow::add, this::frame, 4_000);
    loop.request();
    loop.settle();
    assertThat(seen).isEmpty();
    toPaint.remove().run();
    loop.settle();
    assertThat(seen).as("and none is waited for twice").containsExactly("paint 1");
    toShow.remove().run();
    assertThat(seen).containsExactly("paint 1", "show 1");
  }

  @Test
  void aPulseWaitsForAPictureThatIsBeingPainted() throws Exception {
    try (ExecutorService painter = Executors.newSingleThreadExecutor()) {
      FrameLoop loop = new FrameLoop(painter, toShow::add, this::frame, TimeUnit.HOURS.toNanos(1));
      loop.request();
      loop.settle();
      assertThat(seen).containsExactly("paint 1", "show 1");
    }
  }
}
