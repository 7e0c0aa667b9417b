import java.nio.file.Path;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** The JDK's consumer: every event, with its time, its thread and the methods of its stack. */
public final class Consumer {
  private Consumer() {}

  public static void main(String[] args) throws Exception {
    long events = 0;
    long frames = 0;
    long sum = 0;
    try (RecordingFile file = new RecordingFile(Path.of(args[0]))) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        events++;
        sum += event.getStartTime().getNano();
        RecordedStackTrace stack = event.getStackTrace();
        if (stack != null) {
          for (RecordedFrame frame : stack.getFrames()) {
            frames++;
            sum += frame.getMethod().getName().length() + frame.getLineNumber();
          }
        }
      }
    }
    System.out.println(events + " events, " + frames + " frames, " + sum);
  }
}
